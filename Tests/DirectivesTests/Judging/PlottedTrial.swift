import Charts

/// The trial file with one plot on its test half, as #plot.
struct PlottedTrial {
  let notebook: NotebookHarness

  init(_ kind: String, _ keys: String = "scores: [tau, noise]") {
    notebook = NotebookHarness(
      TrialFile.notebook("```{plot \(kind) #plot}\ndata: half.test\n\(keys)\n```"),
      files: ["trial.csv": TrialFile.csv()])
  }

  var chart: Chart? { notebook.outcome("plot")?.result?.charts.first }

  /// The last point of a series; NaN where there is none.
  func end(_ name: String) -> Double {
    chart?.series.first { $0.name == name }?.y.last ?? .nan
  }

  /// The value of a scalar that the plot binds.
  func number(_ key: String) -> Double { notebook.number("plot", key) }
}
