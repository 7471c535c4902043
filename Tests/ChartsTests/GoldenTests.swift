import Charts
import Platform
import Testing

/// Every sample against its drawing in `Goldens`; `UPDATE_GOLDEN=1` rewrites them and fails.
@Suite struct GoldenTests {
  private static let folder = Path.join(Path.parent("\(#filePath)"), "Goldens")

  @Test(arguments: Sample.all)
  func drawingIsAsRecorded(sample: Sample) throws {
    let drawn = Golden.text(ChartRenderer.svg(sample.chart, id: sample.name))
    let path = Path.join(Self.folder, sample.name + ".svg")
    if Machine.environment("UPDATE_GOLDEN") == "1" {
      try FileSystem.makeDirectory(Self.folder)
      try FileSystem.writeAtomically(drawn, to: path)
      Issue.record("recorded \(sample.name); run again without UPDATE_GOLDEN")
      return
    }
    let recorded = try String(decoding: FileSystem.read(path), as: UTF8.self)
    let difference = Golden.difference(recorded, drawn)
    #expect(difference == nil, "\(sample.name): \(difference ?? "")")
  }

  @Test func everyGoldenHasASample() throws {
    let names = Set(Sample.all.map { $0.name + ".svg" })
    for file in try FileSystem.list(Self.folder) { #expect(names.contains(file), "\(file)") }
  }

  @Test func comparisonSeesChangedNumbersAndWords() {
    #expect(Golden.difference("<p d=\"M1 2.5\"/>", "<p d=\"M1 2.5\"/>") == nil)
    #expect(Golden.difference("M10 2.5", "M10.1 2.5") == nil)
    #expect(Golden.difference("M10 2.5", "M10.4 2.5") != nil)
    #expect(Golden.difference("line", "lime") != nil)
    #expect(Golden.difference("a 1", "a 1 2") != nil)
  }
}

/// Texts of drawings, and their comparison up to rounding.
enum Golden {
  /// A drawing with an element on each line, to be read in a diff.
  static func text(_ node: SVGNode) -> String {
    var result = ""
    for character in node.serialize() {
      if character == "<", !result.isEmpty, result.last == ">" { result.append("\n") }
      result.append(character)
    }
    return result + "\n"
  }

  /// Where two texts differ by more than the last digit of a number; nil where they do not.
  static func difference(_ a: String, _ b: String) -> String? {
    let (first, second) = (tokens(a), tokens(b))
    for (i, (x, y)) in zip(first, second).enumerated() where x != y {
      if let p = Double(x), let q = Double(y), abs(p - q) < 0.15 { continue }
      let context = second[max(i - 8, 0)...min(i + 4, second.count - 1)].joined()
      return "\(x) is now \(y) in … \(context) …"
    }
    return first.count == second.count ? nil : "\(first.count) parts are now \(second.count)"
  }

  /// Numbers, and everything between them.
  private static func tokens(_ text: String) -> [Substring] {
    var tokens: [Substring] = []
    var start = text.startIndex
    var isNumber = false
    var index = start
    while index < text.endIndex {
      let character = text[index]
      let isPart = character.isASCII && (character.isNumber || character == ".") || character == "-"
      let begins = isPart && (!isNumber || character == "-")
      if begins || isPart != isNumber {
        if start < index { tokens.append(text[start..<index]) }
        start = index
        isNumber = isPart
      }
      index = text.index(after: index)
    }
    if start < text.endIndex { tokens.append(text[start...]) }
    return tokens
  }
}
