/// A chart as data: what is drawn, on which axes, with what words; it holds no pixel and no colour.
///
/// Directives return charts; `ChartRenderer` turns one into an SVG tree, and the JSON report writes
/// its `series`. Values are plain doubles; a value that is not finite is a gap.
package struct Chart: Sendable, Equatable {
  /// What a chart shows: panels with axes, or a drawing with its own layout.
  package enum Content: Sendable, Equatable {
    /// One panel or more on the chart's axes.
    case panels([Panel])
    /// A decision or policy tree.
    case tree(TreeDiagram)
    /// A directed graph, such as a causal graph.
    case graph(GraphDiagram)
  }

  /// How panels share their axes.
  package enum Sharing: Sendable, Equatable {
    /// Every panel has the same x and the same y domain, so that panels compare.
    case both
    /// The same x domain; each panel has its own y.
    case x
    /// The same y domain; each panel has its own x.
    case y
    /// Each panel has its own domains.
    case none
  }

  /// The kind as the notebook says it, such as `qini`; goes to the JSON and to a CSS class.
  package var kind: String
  /// The heading inside the figure; most charts have none, since the caption says it.
  package var title: String?
  /// The author's alternative text; nil lets the renderer write one from the data.
  package var alternative: String?
  /// Sentences added to the generated description, such as what the reference line means.
  package var remarks: [String]
  /// The horizontal axis of every panel that has none of its own.
  package var x: Axis
  /// The vertical axis of every panel that has none of its own.
  package var y: Axis
  package var content: Content
  package var sharing: Sharing
  /// Panels a row on a wide page, where nil chooses by their number; a phone has one or two.
  package var columns: Int?
  /// The height in CSS pixels of the whole drawing 640 pixels wide; nil chooses by the content.
  package var height: Double?

  /// The series that a caller gave in place of those read off the marks.
  var explicitSeries: [ChartSeries]?

  /// A chart of one panel.
  package init(
    kind: String, title: String? = nil, x: Axis = Axis(), y: Axis = Axis(), marks: [Mark],
    remarks: [String] = [], height: Double? = nil, series: [ChartSeries]? = nil
  ) {
    self.init(
      kind: kind, title: title, x: x, y: y, panels: [Panel(marks: marks)], remarks: remarks,
      height: height, series: series)
  }

  /// A chart of several panels, such as one for each level of a facet.
  package init(
    kind: String, title: String? = nil, x: Axis = Axis(), y: Axis = Axis(), panels: [Panel],
    sharing: Sharing = .both, columns: Int? = nil, remarks: [String] = [], height: Double? = nil,
    series: [ChartSeries]? = nil
  ) {
    self.kind = kind
    self.title = title
    self.alternative = nil
    self.remarks = remarks
    self.x = x
    self.y = y
    self.content = .panels(panels)
    self.sharing = sharing
    self.columns = columns
    self.height = height
    self.explicitSeries = series
  }

  /// A decision or policy tree.
  package init(kind: String, title: String? = nil, tree: TreeDiagram, remarks: [String] = []) {
    self.init(kind: kind, title: title, panels: [], remarks: remarks)
    content = .tree(tree)
  }

  /// A directed graph.
  package init(kind: String, title: String? = nil, graph: GraphDiagram, remarks: [String] = []) {
    self.init(kind: kind, title: title, panels: [], remarks: remarks)
    content = .graph(graph)
  }

  /// The panels; empty for a tree or a graph.
  package var panels: [Panel] {
    if case .panels(let panels) = content { panels } else { [] }
  }

  /// The numbers of the chart by series, in full precision: what the JSON and the data table show.
  ///
  /// Read off the marks in drawing order, a band joined to the line of its name, unless the caller
  /// gave its own.
  package var series: [ChartSeries] {
    get { explicitSeries ?? ChartSeries.read(from: self) }
    set { explicitSeries = newValue }
  }
}
