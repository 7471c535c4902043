import Testing

struct PolicyBestArmDirectiveTests {
  @Test func `each customer gets the arm with the largest effect, and the shares sum to one`() {
    let notebook = NotebookHarness(
      TrialFile.notebook(
        arms: "[mail, call]", "```{policy best-arm #rule}\ndata: half.train\nmodel: tau\n```"),
      files: ["trial.csv": TrialFile.csv(rows: 1800, arms: ["none", "mail", "call"])])
    #expect(notebook.problems == [])
    let shares = ["none", "mail", "call"].map { notebook.number("rule", "share[\($0)]") }
    #expect(abs(shares.reduce(0, +) - 1) < 1e-9)
    // Mail brings x − 0.3 and calls 0.2, so that mail is best for about half of the customers.
    #expect(abs(shares[1] - 0.5) < 0.2 && shares[2] > 0.2)
  }
}
