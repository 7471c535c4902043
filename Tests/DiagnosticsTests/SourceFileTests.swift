import Diagnostics
import Testing

struct SourceFileTests {
  @Test func `positions count scalars, bytes stay in the offset`() {
    let file = SourceFile(path: "a.md", text: "äb\ncd")
    #expect(file.position(at: 2) == SourcePosition(line: 1, column: 2, offset: 2))
    #expect(file.position(at: 4) == SourcePosition(line: 2, column: 1, offset: 4))
  }

  @Test(arguments: ["a\nb\nc", "a\r\nb\r\nc", "a\rb\rc"])
  func `lines end at LF, CRLF and CR`(text: String) {
    let file = SourceFile(path: "a.md", text: text)
    #expect(file.lineCount == 3)
    #expect((1...3).map(file.lineText) == ["a", "b", "c"])
  }

  @Test func `an offset past the end is the end`() {
    let file = SourceFile(path: "a.md", text: "ab")
    #expect(file.position(at: 99) == SourcePosition(line: 1, column: 3, offset: 2))
  }

  @Test func `columns count scalars across blocks of a long line`() {
    let file = SourceFile(path: "x", text: "é\n" + String(repeating: "aé", count: 2000) + "\nb")
    for (offset, column) in [(0, 1), (2, 2), (3, 1), (4, 2), (6, 3), (3 + 3 * 1500, 3001)] {
      #expect(file.position(at: offset).column == column)
    }
    #expect(file.position(at: 3 + 6000 + 1) == SourcePosition(line: 3, column: 1, offset: 6004))
  }
}
