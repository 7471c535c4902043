/// Something in a formula that the renderer could not take as it stands.
package struct MathProblem: Sendable, Hashable {
  /// Where it starts, in UTF-8 bytes from the start of the TeX source.
  package var offset: Int
  /// How many UTF-8 bytes of the source it covers.
  package var length: Int
  /// One headline without a full stop, such as `unknown command \foo`.
  package var message: String
  /// The known command (with its backslash) or environment that was probably meant.
  package var suggestion: String?

  package init(offset: Int, length: Int, message: String, suggestion: String? = nil) {
    self.offset = offset
    self.length = length
    self.message = message
    self.suggestion = suggestion
  }
}

/// A formula as MathML, with what the page needs to number and to check it.
package struct MathResult: Sendable, Hashable {
  /// A well-formed, escaped `<math>` element.
  package var markup: String
  /// In source order.
  package var problems: [MathProblem]
  /// The first `\label{…}` of the formula.
  package var label: String?
  /// The text of `\tag{…}` without parentheses, where the formula has exactly one and the page
  /// is to set it beside the formula.
  ///
  /// The tags of a formula with several stand in `markup`, each at the end of its row.
  package var tag: String?
  /// Whether `tag` was given by `\tag*{…}`, which is set without parentheses.
  package var tagIsBare: Bool

  package init(
    markup: String, problems: [MathProblem] = [], label: String? = nil, tag: String? = nil,
    tagIsBare: Bool = false
  ) {
    self.markup = markup
    self.problems = problems
    self.label = label
    self.tag = tag
    self.tagIsBare = tagIsBare
  }
}
