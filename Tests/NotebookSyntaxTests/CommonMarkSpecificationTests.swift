import NotebookSyntax
import TestSupport
import Testing

/// The examples of the CommonMark specification, compared with libcmark's own renderer.
@Suite(
  .enabled(
    if: !CommonMarkSpecification.examples.isEmpty, Comment(rawValue: CommonMarkSpecification.reason)
  ))
struct CommonMarkSpecificationTests {
  /// What the notebook language reads otherwise on purpose.
  enum Difference {
    /// `\[…\]` holds a formula: among the escaped marks of the example it holds a backslash.
    case formula
    /// A first line of `---` opens the front matter, up to the next.
    case frontMatter
    /// An address in the text is a link without `<…>`.
    case bareLink
  }

  /// By the number of the example.
  ///
  /// All others render as libcmark renders them.
  static let differences: [Int: Difference] = [
    12: .formula, 96: .frontMatter, 98: .frontMatter, 607: .bareLink, 610: .bareLink,
    611: .bareLink,
  ]

  @Test func hasAllExamplesOfItsVersion() {
    #expect(CommonMarkSpecification.examples.count == 652)
    #expect(CommonMarkReference.version.hasPrefix("0.30"))
  }

  @Test func rendersAsLibcmarkDoesButForWhatTheLanguageChanges() {
    for (index, example) in CommonMarkSpecification.examples.enumerated() {
      let number = index + 1
      let notebook = parse(example)
      let isSame =
        ReferenceRenderer.html(notebook) == CommonMarkReference.html(Array(example.utf8))
      #expect(
        isSame == (Self.differences[number] == nil),
        "example \(number): \(example.debugDescription)")
      #expect(RangeChecker(notebook).problems == [], "example \(number)")
    }
  }
}
