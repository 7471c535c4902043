/// One layer of a panel; layers are drawn in the order given, reference rules under the rest.
package enum Mark: Sendable, Equatable {
  case line(LineMark)
  case band(BandMark)
  case area(AreaMark)
  case points(PointMark)
  case bars(BarMark)
  case intervals(IntervalMark)
  case histogram(HistogramMark)
  case boxes(BoxMark)
  case cells(CellMark)
  case rule(RuleMark)
  case text(TextMark)
  case rug(RugMark)

  /// A line with its confidence band: the band is drawn first, in the line's colour.
  package static func curve(_ line: LineMark, low: [Double], high: [Double]) -> [Mark] {
    [
      .band(BandMark(name: line.name, x: line.x, low: low, high: high, role: line.role)),
      .line(line),
    ]
  }
}
