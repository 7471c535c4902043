/// LaTeX formulas as MathML Core.
package enum MathRenderer {
  /// Renders a formula given without its dollar signs.
  ///
  /// Total: whatever `tex` holds, the markup is a well-formed `<math>` element, with the source
  /// kept as an annotation for copying. What is not understood is shown as it was written and
  /// told in `problems`. The work is linear in the length of the source.
  ///
  /// - Parameters:
  ///   - tex: the source, with `align` and other environments where there are any.
  ///   - display: on a line of its own, and not within a paragraph.
  package static func render(tex: String, display: Bool) -> MathResult {
    let expansion = MacroExpander.expand(TeXTokenizer.tokenize(tex))
    var parser = MathParser(expansion.tokens)
    let tree = parser.parseGridNode()
    let problems = (expansion.problems + parser.problems).sorted { $0.offset < $1.offset }
    let writer = MathMLWriter(showsRowTags: parser.tags.count > 1)
    let content = writer.row(tree.members, inScript: false).asOneElement
    let tag = parser.tags.count == 1 ? parser.tags[0] : nil
    let markup =
      "<math\(display ? " display=\"block\"" : "")><semantics>\(content.text)"
      + "<annotation encoding=\"application/x-tex\">\(MathMarkup.escape(tex))</annotation>"
      + "</semantics></math>"
    return MathResult(
      markup: markup, problems: problems, label: parser.labels.first, tag: tag?.text,
      tagIsBare: tag?.isBare ?? false)
  }
}
