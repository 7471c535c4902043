import Diagnostics
import Execution
import NotebookSyntax

/// One entry of `scores:`: a model, one of its arms, a numeric column, or a random order.
struct ScoreReference: Sendable, Hashable {
  /// As written, which is also the key of the score's values.
  var text: String
  /// The name without a minus in front and an arm behind.
  var name: String
  /// Whether a minus reverses the order.
  var isReversed: Bool
  /// The arm in `tau[Womens E-Mail]`.
  var arm: String?
  var range: SourceRange

  /// The reserved name of a random order.
  static let random = "random"

  var isRandom: Bool { text == Self.random }

  init(_ text: String, at range: SourceRange) {
    self.text = text
    self.range = range
    isReversed = text.hasPrefix("-")
    var rest = text[(isReversed ? text.index(after: text.startIndex) : text.startIndex)...]
    if rest.hasSuffix("]"), let bracket = rest.firstIndex(of: "[") {
      arm = String(rest[rest.index(after: bracket)...].dropLast())
      rest = rest[..<bracket]
    }
    name = String(rest)
  }

  var column: ColumnReference { ColumnReference(name, range) }
}

extension ParameterType where Value == ScoreReference {
  /// A model, `model[arm]`, a numeric column, or `-column` for the reverse order.
  static let score = ParameterType("model, column, or -column") { raw, context in
    context.text(of: raw, expected: "the name of a model or a column")
      .map { ScoreReference($0, at: raw.range) }
  }
}
