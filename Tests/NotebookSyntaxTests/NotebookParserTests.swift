import Diagnostics
import NotebookSyntax
import Testing

@Suite struct NotebookParserTests {
  @Test func readsTheExampleOfTheManual() throws {
    let text = """
      ---
      title: Who should get the e-mail?
      author: A. Analyst
      seed: 42
      params:
        cost: 0.10
      ---

      ```{load #customers}
      source: hillstrom
      ```

      The test reached `{= customers.rows:,}` customers.

      ```{fit x-learner #tau}
      data: half.train
      arms: [tau[Womens E-Mail], 'b, c']
      models:
        outcome: {boosting: {trees: 200, rate: 0.1}}
      ```
      """
    let notebook = parse(text)
    #expect(notebook.diagnostics.isEmpty)
    #expect(notebook.frontMatter.title?.source == "Who should get the e-mail?")
    #expect(notebook.cells.map(\.verb.value) == ["load", "fit"])
    let fit = try #require(notebook.cells.last)
    #expect(fit.name?.value == "tau")
    #expect(fit.entries.map(\.key.value) == ["data", "arms", "models"])
    #expect(show(fit.entries[1].value) == "[tau[Womens E-Mail], “b, c”]")
    #expect(show(fit.entries[2].value) == "{outcome: {boosting: {trees: 200, rate: 0.1}}}")
  }
}

/// A raw value as one line.
func show(_ value: RawValue) -> String {
  switch value.kind {
  case .scalar(let text, let quoted): quoted ? "“\(text)”" : text
  case .list(let items): "[" + items.map(show).joined(separator: ", ") + "]"
  case .map(let entries):
    "{" + entries.map { "\($0.key.value): \(show($0.value))" }.joined(separator: ", ") + "}"
  }
}
