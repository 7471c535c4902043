import Platform

/// The examples of the CommonMark specification, from a copy that stands outside the checkout.
///
/// `make commonmark` fetches the text and names it in `COMMONMARK_SPEC`.
package enum CommonMarkSpecification {
  /// The Markdown of each example, the first at index 0; none without the file.
  package static let examples: [String] = {
    guard let path = Machine.environment("COMMONMARK_SPEC"),
      let bytes = try? FileSystem.read(path)
    else { return [] }
    return read(String(decoding: bytes, as: UTF8.self))
  }()

  /// Use with `.enabled(if:)` so that a test says why it was skipped.
  package static let reason: String =
    "needs the specification's text: run it by `make commonmark`"

  /// An example lies between fences of 32 backquotes; a line `.` parts its Markdown from the HTML,
  /// and an arrow stands for a tab.
  package static func read(_ text: String) -> [String] {
    let fence = String(repeating: "`", count: 32)
    var examples: [String] = []
    var example: String?
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if line == fence + " example" {
        example = ""
      } else if line == ".", let finished = example {
        examples.append(finished)
        example = nil
      } else if example != nil {
        example? += line.map { $0 == "→" ? "\t" : String($0) }.joined() + "\n"
      }
    }
    return examples
  }
}
