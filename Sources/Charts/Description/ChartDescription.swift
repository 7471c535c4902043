/// Words for those who do not see a chart, written from its data.
enum ChartDescription {
  /// A short name: the chart's own, else what it shows.
  static func title(of chart: Chart) -> String {
    chart.title ?? chart.kind
  }

  static func text(of chart: Chart) -> String { chart.alternative ?? "" }
}
