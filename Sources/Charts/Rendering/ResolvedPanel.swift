/// A panel whose axes are known: its marks, and the domain of each axis.
struct ResolvedPanel {
  /// An axis with its domain.
  struct ResolvedAxis {
    var axis: Axis
    var kind: AxisScale.Kind
    var domain: Domain
    /// Whether its values are whole numbers, so that a tick between two would be at none.
    var isWhole = false

    func scale(from start: Double, to end: Double) -> AxisScale {
      let flipped = axis.reversed
      return AxisScale(
        kind: kind, domain: domain, format: axis.format, start: flipped ? end : start,
        end: flipped ? start : end, isWhole: isWhole)
    }
  }

  var title: String?
  var marks: [Mark]
  /// Whether no mark has anything to show.
  var isEmpty: Bool
  var x: ResolvedAxis
  var y: ResolvedAxis

  /// The panels of a chart with their domains, shared as the chart asks.
  static func panels(of chart: Chart) -> [ResolvedPanel] {
    let sharesX = chart.sharing == .both || chart.sharing == .x
    let sharesY = chart.sharing == .both || chart.sharing == .y
    var extents = chart.panels.map { panel in
      var extents = PanelExtents(x: panel.x ?? chart.x, y: panel.y ?? chart.y)
      for mark in panel.marks { extents.include(mark) }
      return extents
    }
    let isEmpty = extents.map { $0.x.isEmpty && $0.y.isEmpty && $0.bands.isEmpty }
    for (i, panel) in chart.panels.enumerated() {
      for (j, other) in chart.panels.enumerated() where i != j {
        extents[i].include(
          extents[j], x: sharesX && panel.x == nil && other.x == nil,
          y: sharesY && panel.y == nil && other.y == nil)
      }
    }
    return chart.panels.indices.map { index in
      let panel = chart.panels[index]
      let extents = extents[index]
      let x = panel.x ?? chart.x
      let y = panel.y ?? chart.y
      return ResolvedPanel(
        title: panel.title, marks: panel.marks, isEmpty: isEmpty[index],
        x: resolve(
          x, extents.x, nice: extents.nicesX, padded: extents.padsX, whole: extents.isWholeX),
        y: resolve(y, extents.yWithBands, nice: true, padded: false, aired: extents.airsY))
    }
  }

  private static func resolve(
    _ axis: Axis, _ extent: Extent, nice: Bool, padded: Bool, whole: Bool = false,
    aired: Bool = false
  ) -> ResolvedAxis {
    if let names = axis.categories {
      let domain = Domain(lower: -0.5, upper: Double(max(names.count, 1)) - 0.5)
      return ResolvedAxis(axis: axis, kind: .categories(names), domain: domain)
    }
    let kind: AxisScale.Kind = axis.scale == .log ? .log : axis.scale == .date ? .date : .linear
    if let limits = axis.limits, let domain = domain(limits, positive: kind == .log) {
      return ResolvedAxis(axis: axis, kind: kind, domain: domain)
    }
    var wanted = extent
    if let lower = axis.lower { wanted.include(lower) }
    if let upper = axis.upper { wanted.include(upper) }
    if axis.includesZero { wanted.include(0) }
    var domain = Domain(wanted)
    switch kind {
    case .log: domain = nice || padded ? LogTicks.nice(domain) : domain
    case .date: if padded { domain = pad(domain) }
    default:
      if padded { domain = pad(domain) }
      if nice {
        let step = LinearTicks.step(
          span: domain.span, count: 6, minimum: axis.format == .count ? 1 : 0)
        let values = domain
        domain = LinearTicks.nice(domain, step: step)
        if aired { domain = air(domain, about: values) }
      }
    }
    // An end that the chart asked for, and that no value passes, stays as it is.
    let lower = axis.lower.flatMap { $0 == wanted.lower ? $0 : nil } ?? domain.lower
    let upper = axis.upper.flatMap { $0 == wanted.upper ? $0 : nil } ?? domain.upper
    if upper > lower { domain = Domain(lower: lower, upper: upper) }
    return ResolvedAxis(axis: axis, kind: kind, domain: domain, isWhole: whole)
  }

  /// The domain with some room beyond the values, save at zero.
  private static func air(_ domain: Domain, about values: Domain) -> Domain {
    let room = values.span * 0.04
    return Domain(
      lower: values.lower == 0 ? domain.lower : min(domain.lower, values.lower - room),
      upper: values.upper == 0 ? domain.upper : max(domain.upper, values.upper + room))
  }

  private static func pad(_ domain: Domain) -> Domain {
    let margin = domain.span * 0.03
    return Domain(lower: domain.lower - margin, upper: domain.upper + margin)
  }

  private static func domain(_ limits: ClosedRange<Double>, positive: Bool) -> Domain? {
    var extent = Extent(positive: positive)
    extent.include(limits.lowerBound)
    extent.include(limits.upperBound)
    return extent.isEmpty || extent.lower == extent.upper ? nil : Domain(extent)
  }
}
