import Execution
import Testing

/// Rows without a cluster, where judging cells count clusters.
@Suite struct ClusterCodesTests {
  @Test(arguments: ["evaluate", "value"])
  func `rows without a cluster are said to be their own`(_ verb: String) throws {
    let what = verb == "value" ? "policies: [all, none]" : "scores: [x]"
    let notebook = NotebookHarness(
      """
      ```{load #people}
      source: people.csv
      types: {group: category}
      ```

      ```{\(verb) #judged}
      \(what)
      outcome: y
      treatment: t
      propensity: 0.5
      features: [z]
      cluster: group
      ```

      """, files: ["people.csv": FlawedFile.csv])
    #expect(notebook.problems == [])
    let notes = try #require(notebook.outcome("judged")?.result?.notes)
    #expect(notes.contains("27 rows without a group are each a cluster of their own."))
  }
}
