extension ChartSeries {
  /// The series of a chart read off its marks: panels in order, their titles before the names where
  /// there are several, bands joined to the line or points of their name.
  static func read(from chart: Chart) -> [ChartSeries] {
    var result: [ChartSeries] = []
    for panel in chart.panels {
      var inPanel: [ChartSeries] = []
      let x = panel.x ?? chart.x
      let y = panel.y ?? chart.y
      for mark in panel.marks { read(mark, x: x, y: y, into: &inPanel) }
      if let title = panel.title, chart.panels.count > 1 {
        for i in inPanel.indices {
          inPanel[i].name = inPanel[i].name.isEmpty ? title : "\(title): \(inPanel[i].name)"
        }
      }
      result += inPanel
    }
    return result
  }

  private static func read(
    _ mark: Mark, x: Axis, y: Axis, into series: inout [ChartSeries]
  ) {
    switch mark {
    case .line(let mark): add(ChartSeries(name: mark.name, x: mark.x, y: mark.y), to: &series)
    case .area(let mark): add(ChartSeries(name: mark.name, x: mark.x, y: mark.y), to: &series)
    case .points(let mark): add(ChartSeries(name: mark.name, x: mark.x, y: mark.y), to: &series)
    case .band(let mark):
      add(
        ChartSeries(name: mark.name, x: mark.x, y: [], low: mark.low, high: mark.high), to: &series)
    case .bars(let mark):
      let axis = mark.orientation == .vertical ? x : y
      for bar in mark.series {
        let indices = bar.values.indices.map(Double.init)
        series.append(
          ChartSeries(
            name: bar.name, x: axis.categories == nil ? indices : [],
            categories: names(indices, axis), y: bar.values, low: bar.low, high: bar.high))
      }
    case .intervals(let mark):
      let axis = mark.orientation == .vertical ? x : y
      series.append(
        ChartSeries(
          name: mark.name, x: axis.categories == nil ? mark.positions : [],
          categories: names(mark.positions, axis), y: mark.values, low: mark.low, high: mark.high))
    case .histogram(let mark):
      let count = min(mark.values.count, max(mark.edges.count - 1, 0))
      series.append(
        ChartSeries(
          name: mark.name, x: (0..<count).map { (mark.edges[$0] + mark.edges[$0 + 1]) / 2 },
          y: Array(mark.values.prefix(count))))
    case .boxes(let mark):
      let axis = mark.orientation == .vertical ? x : y
      series.append(
        ChartSeries(
          name: mark.name, x: axis.categories == nil ? mark.boxes.map(\.position) : [],
          categories: names(mark.boxes.map(\.position), axis), y: mark.boxes.map(\.median),
          low: mark.boxes.map(\.lowerQuartile), high: mark.boxes.map(\.upperQuartile)))
    case .cells(let mark):
      for (row, values) in mark.values.enumerated() {
        let name = y.categories.flatMap { $0.indices.contains(row) ? $0[row] : nil } ?? mark.name
        let indices = values.indices.map(Double.init)
        series.append(
          ChartSeries(
            name: name, x: x.categories == nil ? indices : [], categories: names(indices, x),
            y: values))
      }
    case .rule, .text, .rug: break
    }
  }

  /// Joins a band with the curve of its name in either order; anything else is a series of its own.
  private static func add(_ new: ChartSeries, to series: inout [ChartSeries]) {
    let partner = series.firstIndex {
      $0.name == new.name && $0.x == new.x && $0.y.isEmpty != new.y.isEmpty
    }
    guard let partner else { return series.append(new) }
    if new.y.isEmpty {
      series[partner].low = new.low
      series[partner].high = new.high
    } else {
      series[partner].y = new.y
    }
  }

  private static func names(_ positions: [Double], _ axis: Axis) -> [String] {
    guard let names = axis.categories else { return [] }
    return positions.map { position in
      guard let index = Int(exactly: position), names.indices.contains(index) else { return "" }
      return names[index]
    }
  }
}
