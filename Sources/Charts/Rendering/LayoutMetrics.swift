/// Sizes of a layout, in user units, which are pixels where the drawing has its natural width.
package struct LayoutMetrics {
  package let width: Double
  let isCompact: Bool
  /// Text of ticks and labels; at least 10 pixels at every width at which the layout is shown.
  let fontSize = 12.0
  /// The height of a line of text.
  let lineHeight = 15.0
  /// The widest column of labels at line ends.
  let endLabelWidth: Double
  /// The widest column of category names left of a plot.
  let categoryWidth: Double
  /// The height of a single plotting area with numbers on both axes.
  let plotHeight: Double

  package init(_ layout: ChartRenderer.Layout) {
    switch layout {
    case .wide:
      width = 640
      isCompact = false
      endLabelWidth = 150
      categoryWidth = 220
      plotHeight = 250
    case .compact:
      width = 340
      isCompact = true
      endLabelWidth = 96
      categoryWidth = 124
      plotHeight = 210
    }
  }

  /// The width of text at the layout's size.
  func textWidth(_ text: String, bold: Bool = false) -> Double {
    TextMetrics.width(text, size: fontSize, bold: bold)
  }
}
