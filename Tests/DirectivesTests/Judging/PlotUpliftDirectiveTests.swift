import Testing

struct PlotUpliftDirectiveTests {
  @Test func `the curve ends at the difference of the arms' means`() {
    let plot = PlottedTrial("uplift")
    let difference = NotebookHarness(
      TrialFile.notebook(
        "```{estimate difference #d}\ndata: half.test\noutcome: y\ntreatment: arm\ncontrol: none\n```"
      ),
      files: ["trial.csv": TrialFile.csv()])
    #expect(plot.notebook.problems == [])
    #expect(abs(plot.end("tau") - difference.number("d", "ate")) < 1e-9)
  }
}
