import Frames
import Numerics
import Platform
import Testing

/// Encodings, packing, sizes and threads.
@Suite struct CSVSourceTests {
  private let text = "name,n\nÅsa,1\n日本,2\n"

  private func names(_ bytes: [UInt8], _ encoding: TextEncoding? = nil) throws -> [String] {
    var options = CSVOptions()
    options.encoding = encoding
    let frame = try CSVReader.read(bytes: bytes, options: options).frame
    let column = try #require(frame["name"])
    return (0..<column.count).map { column[$0].text }
  }

  @Test func byteOrderMarksSayTheEncoding() throws {
    let utf16 = Array(text.utf16)
    let little = utf16.flatMap {
      [UInt8(truncatingIfNeeded: $0), UInt8(truncatingIfNeeded: $0 >> 8)]
    }
    let big = utf16.flatMap { [UInt8(truncatingIfNeeded: $0 >> 8), UInt8(truncatingIfNeeded: $0)] }
    #expect(try names([0xEF, 0xBB, 0xBF] + Array(text.utf8)) == ["Åsa", "日本"])
    #expect(try names([0xFF, 0xFE] + little) == ["Åsa", "日本"])
    #expect(try names([0xFE, 0xFF] + big) == ["Åsa", "日本"])
    #expect(try names(little, .utf16LittleEndian) == ["Åsa", "日本"])
  }

  @Test func latin1IsConvertedWhenDeclared() throws {
    #expect(try names(Array("name,n\n".utf8) + [0xC5, 0x73, 0x61, 0x2C, 0x31], .latin1) == ["Åsa"])
  }

  @Test func windows1252HasItsOwnMarks() throws {
    let bytes = Array("name,n\n".utf8) + [0x80, 0x93, 0xC5, 0x94, 0x2C, 0x31]
    #expect(try names(bytes, .windows1252) == ["€“Å”"])
  }

  @Test func utf16FollowsItsMarkElseIsLittleEndian() throws {
    let little = Array("name,n\nÅsa,1\n".utf16).flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
    let big = Array("name,n\nÅsa,1\n".utf16).flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
    #expect(try names(little, .utf16) == ["Åsa"])
    #expect(try names([0xFE, 0xFF] + big, .utf16) == ["Åsa"])
    #expect(try names([0xFF, 0xFE] + little, .utf16) == ["Åsa"])
  }

  @Test func utf16CutOffIsAnError() {
    #expect(throws: FrameReadError.self) { try CSVReader.read(bytes: [0xFF, 0xFE, 0x61]) }
  }

  /// "a,b\n1,2\n" as Python's gzip packs it.
  private let packed: [UInt8] = [
    0x1F, 0x8B, 0x08, 0x00, 0x00, 0x00, 0x00, 0x00, 0x02, 0x03, 0x4B, 0xD4, 0x49, 0xE2,
    0x32, 0xD4, 0x31, 0xE2, 0x02, 0x00, 0x7B, 0x07, 0x97, 0x0A, 0x08, 0x00, 0x00, 0x00,
  ]

  private func file(_ bytes: [UInt8], _ name: String) throws -> String {
    try FileSystem.makeDirectory("/tmp/casebook-tests")
    let path = "/tmp/casebook-tests/\(name)"
    try FileSystem.writeAtomically(bytes, to: path)
    return path
  }

  @Test func gzipIsUnpackedMemberByMember() throws {
    let frame = try CSVReader.read(path: file(packed, "one.csv.gz")).frame
    #expect(frame.columnNames == ["a", "b"] && frame.rowCount == 1)
    // A second member goes on where the first ends: its header line is a row of text.
    let two = try CSVReader.read(path: file(packed + packed, "two.csv.gz")).frame
    #expect(two.rowCount == 3)
    #expect(try CSVReader.header(path: file(packed, "one.csv.gz")) == ["a", "b"])
  }

  @Test func damagedGzipIsAnError() throws {
    var wrong = packed
    wrong[wrong.count - 6] ^= 1
    for bytes in [wrong, Array(packed.dropLast(9))] {
      let path = try file(bytes, "damaged\(bytes.count).csv.gz")
      do {
        _ = try CSVReader.read(path: path)
        Issue.record("no error")
      } catch FrameReadError.damagedGzip {
      } catch {
        Issue.record("\(error)")
      }
    }
  }

  @Test func aMissingFileIsAnError() {
    do {
      _ = try CSVReader.read(path: "/tmp/casebook-tests/nothing.csv")
      Issue.record("no error")
    } catch FrameReadError.unreadable(_, let reason) {
      #expect(reason == "No such file or directory")
    } catch {
      Issue.record("\(error)")
    }
  }

  @Test func aHundredThousandColumnsAreRead() throws {
    let names = (0..<100_000).map { "c\($0)" }.joined(separator: ",")
    let row = (0..<100_000).map { String($0) }.joined(separator: ",")
    let frame = try CSVReader.read(bytes: Array("\(names)\n\(row)\n\(row)\n".utf8)).frame
    #expect(frame.columns.count == 100_000 && frame.rowCount == 2)
    #expect(frame["c99999"]?[1] == .integer(99_999))
  }

  @Test func aTenMegabyteLineIsRead() throws {
    let long = String(repeating: "x", count: 10_000_000)
    let frame = try CSVReader.read(bytes: Array("a,b\n1,\(long)\n2,y\n".utf8)).frame
    #expect(frame["b"]?[0].text.utf8.count == 10_000_000)
    #expect(frame["a"]?[1] == .integer(2))
  }

  @Test(arguments: [false, true])
  func chunksGiveTheSameAsOnePiece(_ hasQuotes: Bool) throws {
    // Several chunks of a megabyte, records of uneven length, line breaks inside quotes.
    var lines: [String] = []
    for row in 0..<60_000 {
      let label = hasQuotes && row % 3 == 0 ? "\"l\n\(row % 7), \"\"q\"\"\"" : "l\(row % 7)"
      lines.append(
        "\(row),\(Double(row) / 8),\(label),t\(row)\(row % 5 == 0 ? "" : "-long text here")")
    }
    let frame = try CSVReader.read(
      bytes: Array(("i,x,l,t\n" + lines.joined(separator: "\n") + "\n").utf8)
    ).frame
    #expect(frame.rowCount == 60_000)
    #expect(frame.columns.map(\.type) == [.integer, .number, .category, .text])
    for row in stride(from: 0, to: 60_000, by: 997) {
      #expect(frame["i"]?[row] == .integer(Int64(row)))
      #expect(frame["x"]?[row] == .number(Double(row) / 8))
      let label = hasQuotes && row % 3 == 0 ? "l\n\(row % 7), \"q\"" : "l\(row % 7)"
      #expect(frame["l"]?[row] == .text(label))
      #expect(frame["t"]?[row].text.hasPrefix("t\(row)") == true)
    }
  }

  @Test func rowsOfBlankLinesLeaveNoGaps() throws {
    var text = "a,b\n"
    for row in 0..<200_000 { text += "\(row),\(row * 2)\n" + (row % 3 == 0 ? "\n" : "") }
    let frame = try CSVReader.read(bytes: Array(text.utf8)).frame
    #expect(frame.rowCount == 200_000)
    #expect(frame.doubles("a") == (0..<200_000).map { Double($0) })
    #expect(frame.doubles("b") == (0..<200_000).map { Double($0 * 2) })
  }

  @Test func manyDistinctTextsAreTextFewAreACategory() throws {
    func type(_ distinct: Int, of rows: Int) throws -> ColumnType? {
      let lines = (0..<rows).map { "v\($0 % distinct),1" }
      return try CSVReader.read(bytes: Array(("t,n\n" + lines.joined(separator: "\n")).utf8))
        .frame["t"]?.type
    }
    #expect(try type(50, of: 60) == .category)
    #expect(try type(51, of: 60) == .text)
    #expect(try type(1000, of: 20_000) == .category)
    #expect(try type(1001, of: 20_000) == .text)
    #expect(try type(12_000, of: 300_000) == .text)
  }
}
