/// Arranges the panels of a chart: first the sizes of all words, then the plots in what is left.
struct PlotComposer {
  /// A drawing of known height.
  struct Drawing {
    var nodes: [SVGNode] = []
    /// Wider than the layout only for a graph that does not fit it.
    var width = 0.0
    var height = 0.0

    /// Adds a drawing with its own origin below what is there.
    mutating func append(_ nodes: [SVGNode], height: Double) {
      if self.height > 2 {
        let shift = SVGNode.Attribute(
          "transform", "translate(0 \(Coordinate(self.height).text))")
        self.nodes.append(.element(name: "g", attributes: [shift], children: nodes))
      } else {
        self.nodes += nodes
      }
      self.height += height
    }
  }

  /// A panel's place in the grid, and the words around it.
  private struct Cell {
    let panel: ResolvedPanel
    let row: Int
    let column: Int
    var yLabels: VerticalLabels
    var showsXLabels = true
    var xLabels = HorizontalLabels.none
    var top: TopLabels
    var ownYLabel: String?
    var ownXLabel: String?
  }

  let chart: Chart
  let id: String
  let metrics: LayoutMetrics
  private let panels: [ResolvedPanel]
  private let key: ChartKey
  private let columns: Int
  private let plotHeight: Double

  /// The distance between panels.
  private static let gutter = 26.0
  private static let titleHeight = 22.0
  private static let labelHeight = 20.0

  init(_ chart: Chart, panels: [ResolvedPanel], id: String, metrics: LayoutMetrics) {
    self.chart = chart
    self.id = id
    self.metrics = metrics
    self.panels = panels
    key = ChartKey(panels: panels, metrics: metrics)
    columns = Self.columns(chart, metrics: metrics)
    plotHeight = Self.plotHeight(panels, chart: chart, columns: columns, metrics: metrics)
  }

  // MARK: - Sizes

  private static func columns(_ chart: Chart, metrics: LayoutMetrics) -> Int {
    let count = chart.panels.count
    if metrics.isCompact { return count > 4 && (chart.columns ?? 2) > 1 ? 2 : 1 }
    if let columns = chart.columns { return max(1, min(columns, count, 6)) }
    return count == 4 ? 2 : max(1, min(count, 3))
  }

  private static func plotHeight(
    _ panels: [ResolvedPanel], chart: Chart, columns: Int, metrics: LayoutMetrics
  ) -> Double {
    let named = panels.compactMap { panel -> Double? in
      guard case .categories(let names) = panel.y.kind else { return nil }
      return Double(max(names.count, 1)) * rowHeight(panel.marks) + 6
    }
    if let tallest = named.max() { return tallest }
    if panels.allSatisfy(\.isEmpty) { return 60 }
    if let height = chart.height {
      let rows = (Double(panels.count) / Double(columns)).rounded(.up)
      let share = height * (metrics.isCompact ? 0.84 : 1) / max(rows, 1) - 66
      return min(max(share, 60), 2000)
    }
    if columns == 1 { return panels.count > 1 ? metrics.plotHeight * 0.7 : metrics.plotHeight }
    return min(max(metrics.width / Double(columns) * 0.66, 100), 200)
  }

  /// The height of a row of names, by what stands in it.
  private static func rowHeight(_ marks: [Mark]) -> Double {
    var intervals = 0
    var height = 20.0
    for mark in marks {
      switch mark {
      case .intervals(let mark) where mark.orientation == .horizontal:
        intervals = mark.low.isEmpty ? max(intervals, 1) : intervals + 1
      case .bars(let mark) where mark.orientation == .horizontal:
        let beside = mark.arrangement == .grouped ? Double(mark.series.count) : 1
        height = max(height, beside > 1 ? beside * 15 + 8 : 24)
      case .boxes: height = max(height, 32)
      case .cells: height = max(height, 30)
      default: continue
      }
    }
    return max(height, intervals > 0 ? Double(intervals) * 12 + 12 : 0)
  }

  private var sharesX: Bool { chart.sharing == .both || chart.sharing == .x }
  private var sharesY: Bool { chart.sharing == .both || chart.sharing == .y }

  // MARK: - Composition

  func compose() -> Drawing {
    var drawing = Drawing()
    drawing.height = 2
    drawing.width = metrics.width
    heading(into: &drawing)
    switch chart.content {
    case .tree(let tree):
      let tree = TreeDrawing(tree, metrics: metrics)
      drawing.append(tree.nodes, height: tree.height)
      return drawing
    case .graph(let graph):
      let graph = GraphDrawing(graph, metrics: metrics)
      drawing.append(graph.nodes, height: graph.height)
      drawing.width = max(drawing.width, graph.width)
      return drawing
    case .panels:
      if panels.isEmpty {
        drawing.height = max(drawing.height, 20)
        return drawing
      }
    }
    var cells = makeCells()
    let lefts = (0..<columns).map { column in leftMargin(cells.filter { $0.column == column }) }
    let right = rightMargin
    let plotWidth = max(
      (metrics.width - lefts.reduce(0, +) - right - Double(columns - 1) * Self.gutter)
        / Double(columns), 30)
    var starts: [Double] = []
    var x = 0.0
    for left in lefts {
      starts.append(x + left)
      x += left + plotWidth + Self.gutter
    }
    for i in cells.indices {
      let left = starts[cells[i].column]
      let isLast = cells[i].column == columns - 1
      let edge = left + plotWidth + (isLast ? right - 2 : Self.gutter / 2 - 2)
      let scale = cells[i].panel.x.scale(from: left, to: left + plotWidth)
      let begin = cells[i].column == 0 ? 0 : left - Self.gutter / 2 + 2
      cells[i].top = TopLabels(
        cells[i].panel.marks, on: scale, metrics: metrics, left: begin, right: edge)
      let labels = HorizontalLabels(scale, metrics: metrics, left: begin, right: edge)
      cells[i].xLabels = labels
    }
    let rows = (cells.map(\.row).max() ?? 0) + 1
    for row in 0..<rows {
      draw(cells.filter { $0.row == row }, starts: starts, plotWidth: plotWidth, into: &drawing)
    }
    if let label = chart.x.label, cells.contains(where: { $0.ownXLabel == nil }) {
      let left = starts[0]
      let end = starts[columns - 1] + plotWidth
      axisLabel(label, middle: (left + end) / 2, top: drawing.height, into: &drawing)
      drawing.height += Self.labelHeight
    }
    drawing.height += 2
    return drawing
  }

  /// The title, the legend, and the label of a vertical axis that panels share.
  private func heading(into drawing: inout Drawing) {
    if let title = chart.title {
      let text = TextMetrics.fit(
        title, width: metrics.width, size: metrics.fontSize + 1, bold: true)
      drawing.nodes.append(
        .label(text, at: Point(0, drawing.height + 14), class: "title", full: title))
      drawing.height += Self.titleHeight
    }
    if key.placement == .legend {
      let legend = Legend(key.entries, metrics: metrics)
      drawing.nodes += legend.nodes(top: drawing.height)
      drawing.height += legend.height
    }
    if let shades = CellKey(
      panels, title: chart.title, columns: columns, metrics: metrics)
    {
      drawing.nodes += shades.nodes(top: drawing.height)
      drawing.height += CellKey.height
    }
    if let label = sharedYLabel {
      verticalLabel(label, x: 0, top: drawing.height, into: &drawing)
      drawing.height += Self.labelHeight
    }
  }

  /// The label of the vertical axis where it stands once, above all panels.
  private var sharedYLabel: String? {
    chart.panels.contains { $0.y == nil } ? chart.y.label : nil
  }

  private func verticalLabel(
    _ label: String, x: Double, top: Double, into drawing: inout Drawing
  ) {
    let text = TextMetrics.fit(label, width: metrics.width - x, size: metrics.fontSize)
    drawing.nodes.append(.label(text, at: Point(x, top + 12), class: "axis", full: label))
  }

  private func axisLabel(
    _ label: String, middle: Double, top: Double, into drawing: inout Drawing
  ) {
    let width = metrics.width
    let text = TextMetrics.fit(label, width: width, size: metrics.fontSize)
    let half = metrics.textWidth(text) / 2
    let center = max(min(middle, width - half), half)
    drawing.nodes.append(
      .label(text, at: Point(center, top + 12), anchor: .middle, class: "axis", full: label))
  }

  private func makeCells() -> [Cell] {
    panels.enumerated().map { index, panel in
      let row = index / columns
      let column = index % columns
      let scale = PanelFrame(
        panel: panel, box: Box(x: 0, y: 0, width: 100, height: plotHeight), metrics: metrics
      ).y
      let hidesY = column > 0 && sharesY && chart.panels[index].y == nil
      var cell = Cell(
        panel: panel, row: row, column: column,
        yLabels: hidesY ? .none : VerticalLabels(scale, metrics: metrics),
        top: TopLabels([], on: scale, metrics: metrics, left: 0, right: 0))
      let isLowest = index + columns >= panels.count
      cell.showsXLabels = isLowest || !sharesX || chart.panels[index].x != nil
      cell.ownYLabel = chart.panels[index].y?.label
      cell.ownXLabel = chart.panels[index].x?.label
      return cell
    }
  }

  private func leftMargin(_ cells: [Cell]) -> Double {
    let widest = cells.map(\.yLabels.width).max() ?? 0
    return widest == 0 ? 2 : widest + 9
  }

  private var rightMargin: Double {
    var margin = 14.0
    if key.placement == .lineEnds, let panel = panels.first {
      margin = max(margin, EndLabels.width(panel.marks, metrics: metrics) + 2)
    }
    for case .bars(let bars) in panels.flatMap(\.marks)
    where bars.showsValues && bars.orientation == .horizontal && bars.arrangement == .grouped {
      let format = panels.first?.x.axis.format ?? .number
      let values = bars.series.flatMap(\.values)
      let writer = ValueFormat(format, values: values)
      let widest = values.map { metrics.textWidth(writer.text($0)) }.max()
      margin = max(margin, (widest ?? 0) + 8)
    }
    return margin
  }

  // MARK: - Drawing

  private func draw(
    _ row: [Cell], starts: [Double], plotWidth: Double, into drawing: inout Drawing
  ) {
    let titles = row.contains { $0.panel.title != nil } ? Self.labelHeight : 0
    let ownLabels = row.contains { $0.ownYLabel != nil } ? Self.labelHeight : 0
    let rules = row.map(\.top.height).max() ?? 0
    let top = drawing.height
    let plotTop = top + titles + ownLabels + rules + valueRoom + 8
    var bottom = plotTop + plotHeight
    for cell in row {
      let left = starts[cell.column]
      let frame = PanelFrame(
        panel: cell.panel, box: Box(x: left, y: plotTop, width: plotWidth, height: plotHeight),
        metrics: metrics)
      let leftEdge = cell.column == 0 && cell.panel.title == nil ? 0 : left
      if let title = cell.panel.title {
        let text = TextMetrics.fit(title, width: plotWidth, size: metrics.fontSize, bold: true)
        drawing.nodes.append(
          .label(text, at: Point(left, top + 14), class: "panel-title", full: title))
      }
      if let label = cell.ownYLabel {
        verticalLabel(label, x: leftEdge, top: top + titles, into: &drawing)
      }
      draw(cell, frame, index: cell.row * columns + cell.column, into: &drawing)
      var end = plotTop + plotHeight + (cell.showsXLabels ? cell.xLabels.height : 6)
      if let label = cell.ownXLabel {
        axisLabel(label, middle: frame.box.middle.x, top: end, into: &drawing)
        end += Self.labelHeight
      }
      bottom = max(bottom, end)
    }
    drawing.height = bottom + (row.contains { $0.panel.title != nil } ? 8 : 2)
  }

  /// Room above a plot for the values on its highest bars.
  private var valueRoom: Double {
    panels.flatMap(\.marks).contains {
      if case .bars(let bars) = $0 {
        bars.showsValues && bars.orientation == .vertical
      } else {
        false
      }
    } ? 10 : 0
  }

  private func draw(_ cell: Cell, _ frame: PanelFrame, index: Int, into drawing: inout Drawing) {
    let yLabels = cell.yLabels
    // Panels that share an axis show its numbers once, but each has the grid.
    let gridLabels = VerticalLabels(frame.y, metrics: metrics)
    let clip = "\(id)-clip\(index + 1)"
    if frame.overflows { drawing.nodes.append(clipPath(clip, frame.box)) }
    if cell.panel.isEmpty {
      drawing.nodes.append(
        .label("no data", at: frame.box.middle, anchor: .middle, class: "axis"))
      return
    }
    drawing.nodes += frame.grid(gridLabels, cell.xLabels)
    drawing.nodes += frame.marks(clip: clip)
    drawing.nodes += frame.baseline(cell.showsXLabels ? cell.xLabels : .none)
    let top = frame.box.y
    if yLabels.width > 0,
      let group = SVGNode.texts(
        "ticks", gridLabels.nodes(right: frame.box.x - 7, metrics: metrics))
    {
      drawing.nodes.append(group)
    }
    if cell.showsXLabels,
      let group = SVGNode.texts(
        "ticks", cell.xLabels.nodes(bottom: frame.box.maxY, metrics: metrics))
    {
      drawing.nodes.append(group)
    }
    drawing.nodes += cell.top.nodes(top: top)
    if key.placement == .lineEnds { drawing.nodes += EndLabels(frame).nodes }
    var taken: [Box] = []
    if key.placement == .alongLines {
      let names = LineLabels(frame)
      drawing.nodes += names.nodes
      taken = names.boxes
    }
    let requests = Annotations.requests(frame, key: key.placement)
    drawing.nodes += Annotations(requests, in: frame, avoiding: taken).nodes
  }

  private func clipPath(_ id: String, _ box: Box) -> SVGNode {
    var path = PathBuilder()
    path.rectangle(Point(box.x, box.y - 2), Point(box.maxX + 2, box.maxY + 2))
    return .element(
      name: "clipPath", attributes: [.init("id", id)], children: [.path(path.text)])
  }
}
