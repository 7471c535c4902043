import Execution
import Testing

struct RunnerTests {
  private let make = "```{make #numbers}\nrows: 4\n```\n\n"

  @Test func `a cell reads the frame that it names, or the one last bound`() {
    #expect(SampleRun(make + "```{sum #s}\ndata: numbers\n```\n").number("s", "total") == 6)
    #expect(SampleRun(make + "```{sum #s}\n```\n").number("s", "total") == 6)
  }

  @Test func `a failed cell skips its dependants by name, the rest runs`() {
    let run = SampleRun(
      "```{make #bad}\nfail: true\n```\n\n```{sum #after}\ndata: bad\n```\n\n" + make
        + "```{sum #fine}\ndata: numbers\n```\n")
    #expect(run.statuses == ["bad failed", "after skipped", "numbers ok", "fine ok"])
    #expect(
      run.problems == [
        "1.md:2: make.failed: asked to fail",
        "1.md:5: cell.skipped: skipped, because “bad” (line 1) failed",
      ])
  }

  @Test func `a cell that cannot be planned fails alone, with its dependants`() {
    let run = SampleRun(
      "```{make #half}\nrows: zero\nparts: [train, test]\n```\n\n```{sum #after}\ndata: half.train\n```\n\n"
        + make)
    #expect(run.statuses == ["half failed", "after skipped", "numbers ok"])
    #expect(
      run.problems.first
        == "1.md:2: key.wrongType: expected whole number from 1 to 100, found “zero”")
  }

  @Test func `the default frame is refused where the last cell bound several`() {
    let run = SampleRun("```{make #half}\nparts: [train, test]\n```\n\n```{sum}\n```\n")
    #expect(
      run.problems == [
        "1.md:5: data.ambiguous: say which frame is meant with data: (frames: half.train, half.test)"
      ])
  }

  @Test func `names and columns are checked before anything runs`() {
    let run = SampleRun(
      make + "```{sum}\ndata: nmubers\n```\n\n```{sum}\ndata: numbers\ncolumn: y\n```\n")
    #expect(
      run.plan.diagnostics.map(\.message) == [
        "no frame is named “nmubers”", "there is no column “y”",
      ])
    #expect(run.plan.diagnostics.map(\.hint) == ["did you mean “numbers”?", "columns: x"])
  }

  @Test func `unknown directives and keys name the nearest one`() {
    let run = SampleRun("```{mkae}\n```\n\n```{make}\nrow: 3\n```\n")
    #expect(
      run.problems == [
        "1.md:1: directive.unknown: there is no directive “mkae” (did you mean “make”?)",
        "1.md:5: key.unknown: “make” has no key “row” (did you mean “rows”?)",
      ])
  }

  @Test func `the pages of a book share one session`() {
    let run = SampleRun(make, "```{sum #s}\ndata: numbers\n```\n")
    #expect(run.number("s", "total") == 6)
  }

  @Test func `fail-fast leaves the rest out`() {
    let run = SampleRun("```{make #bad}\nfail: true\n```\n\n" + make, failFast: true)
    #expect(run.statuses == ["bad failed", "numbers skipped"])
  }

  @Test func `parameters are typed, replaced in bodies, and overridden`() {
    let text =
      "---\nparams:\n  factor: {value: 2, min: 0, max: 9}\n---\n\n" + make
      + "```{sum #s}\nscale: ${factor}\n```\n"
    #expect(SampleRun(text).number("s", "total") == 12)
    #expect(SampleRun(text, overrides: ["factor": "1/2"]).number("s", "total") == 3)
    #expect(
      SampleRun(text, overrides: ["factor": "12"]).problems == [
        "1.md:3: key.outOfRange: the parameter “factor” is 12, above its max 9"
      ])
    #expect(
      SampleRun(text, overrides: ["factor": "many"]).problems.first?.contains("param.override")
        == true)
  }

  @Test func `a name bound twice on purpose is a warning`() {
    let run = SampleRun(make + make)
    #expect(run.problems == ["1.md:5: name.boundTwice: “numbers” is bound twice"])
    #expect(run.statuses == ["numbers ok", "numbers ok"])
  }
}
