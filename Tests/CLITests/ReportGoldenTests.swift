import CLI
import Platform
import TestSupport
import Testing

/// Small notebooks whose page and JSON are compared with those recorded beside them.
struct ReportGoldenTests {
  private static let folder = Golden.folder(beside: #filePath)
  static let notebooks: [String] =
    ((try? FileSystem.list(folder)) ?? []).filter { $0.hasSuffix(".md") }.map { Path.stem($0) }

  @Test func `there are golden notebooks`() { #expect(Self.notebooks.count >= 3) }

  @Test(arguments: notebooks)
  func `the page and the JSON are as recorded`(name: String) throws {
    let output = "/tmp/casebook-tests/golden-\(name)"
    _ = CasebookProgram.run(
      arguments: [
        "run", Path.join(Self.folder, name + ".md"), "-o", output, "--quiet", "--no-cache",
        "--simulated",
      ])
    for type in ["html", "json"] {
      let text = String(
        decoding: try FileSystem.read(Path.join(output, "\(name).\(type)")), as: UTF8.self)
      Golden.compare(
        Self.withoutMachine(text), with: Path.join(Self.folder, "\(name).\(type)"), rounding: true)
    }
  }

  /// Without the style sheet, which every page shares, and without what differs between runs and
  /// machines: seconds, and the folder of the checkout.
  private static func withoutMachine(_ page: String) -> String {
    var text = page
    if let start = text.firstRange(of: "<style>"), let end = text.firstRange(of: "</style>") {
      text.removeSubrange(start.upperBound..<end.lowerBound)
    }
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map {
      line -> Substring in
      guard let key = line.firstRange(of: "\"seconds\":") else { return line }
      let rest = line[key.upperBound...].drop { !",}".contains($0) }
      return line[..<key.upperBound] + "0" + rest
    }
    let root = folder + "/"
    return lines.joined(separator: "\n").split(separator: root, omittingEmptySubsequences: false)
      .joined(separator: "")
  }
}
