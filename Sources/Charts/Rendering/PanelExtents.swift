/// What the marks of a panel ask of its axes.
struct PanelExtents {
  var x: Extent
  var y: Extent
  /// The ends of bands, which may leave the panel when they dwarf the curves.
  var bands: Extent
  /// Whether marks have a size about their x position, so that the domain needs a margin.
  var padsX = false
  /// Whether the values of x are measured, not just run along: round ends suit them.
  var nicesX = false
  /// Whether y has upright intervals: one that ends at the edge would look cut off.
  var airsY = false
  /// Whether x has bins about whole numbers, whose edges lie halfway between two.
  var isWholeX = false

  init(x: Axis, y: Axis) {
    self.x = Extent(positive: x.scale == .log)
    self.y = Extent(positive: y.scale == .log)
    bands = Extent(positive: y.scale == .log)
  }

  /// How many times the span of the curves a band may reach beyond them.
  private static let bandReach = 1.5

  /// The y extent with the bands, each end cut at some distance from the curves.
  var yWithBands: Extent {
    var result = y
    guard !bands.isEmpty else { return result }
    let span = y.isEmpty ? 0 : y.upper - y.lower
    if span > 0 {
      let reach = span * Self.bandReach
      result.include(max(bands.lower, y.lower - reach))
      result.include(min(bands.upper, y.upper + reach))
    } else {
      result.include(bands)
    }
    return result
  }

  mutating func include(_ other: PanelExtents, x sharesX: Bool, y sharesY: Bool) {
    if sharesX { x.include(other.x) }
    if sharesY {
      y.include(other.y)
      bands.include(other.bands)
    }
  }

  mutating func include(_ mark: Mark) {
    switch mark {
    case .line(let mark):
      for (x, y) in zip(mark.x, mark.y) where self.x.admits(x) && self.y.admits(y) {
        self.x.include(x)
        self.y.include(y)
      }
    case .band(let mark):
      for (i, x) in mark.x.enumerated() where i < mark.low.count && i < mark.high.count {
        guard bands.admits(mark.low[i]), bands.admits(mark.high[i]) else { continue }
        self.x.include(x)
        bands.include(mark.low[i])
        bands.include(mark.high[i])
      }
    case .area(let mark):
      x.include(mark.x)
      y.include(mark.y)
      y.include(0)
    case .points(let mark):
      padsX = true
      for (x, y) in zip(mark.x, mark.y) where self.x.admits(x) && self.y.admits(y) {
        self.x.include(x)
        self.y.include(y)
      }
    case .bars(let mark): include(mark)
    case .intervals(let mark):
      include(positions: mark.positions, margin: 0, orientation: mark.orientation)
      include(values: mark.values + mark.low + mark.high, orientation: mark.orientation)
      padsX = padsX || mark.orientation == .vertical
      airsY = airsY || mark.orientation == .vertical
    case .histogram(let mark):
      x.include(mark.edges)
      isWholeX = mark.edges.allSatisfy { $0 - $0.rounded(.down) == 0.5 }
      y.include(mark.values)
      y.include(0)
    case .boxes(let mark):
      include(positions: mark.boxes.map(\.position), margin: 0.5, orientation: mark.orientation)
      for box in mark.boxes {
        include(
          values: [box.lowerWhisker, box.lowerQuartile, box.upperQuartile, box.upperWhisker]
            + box.outliers, orientation: mark.orientation)
      }
    case .cells(let mark):
      let columns = mark.values.map(\.count).max() ?? 0
      x.include([-0.5, Double(columns) - 0.5])
      y.include([-0.5, Double(mark.values.count) - 0.5])
    case .rule(let mark) where mark.extendsDomain: include(mark.position)
    case .text(let mark):
      x.include(mark.x)
      y.include(mark.y)
    case .rule: break
    case .rug(let mark): x.include(mark.x)
    }
  }

  private mutating func include(_ mark: BarMark) {
    let count = mark.series.map(\.values.count).max() ?? 0
    include(
      positions: (0..<count).map(Double.init), margin: 0.5, orientation: mark.orientation)
    var totals: [(below: Double, above: Double)] = Array(repeating: (0, 0), count: count)
    for series in mark.series {
      include(values: series.low + series.high, orientation: mark.orientation)
      if mark.arrangement == .grouped {
        include(values: series.values, orientation: mark.orientation)
        continue
      }
      for (i, value) in series.values.enumerated() where value.isFinite {
        if value < 0 { totals[i].below += value } else { totals[i].above += value }
      }
    }
    include(values: totals.flatMap { [$0.below, $0.above] }, orientation: mark.orientation)
  }

  private mutating func include(_ position: RuleMark.Position) {
    switch position {
    case .x(let value): x.include(value)
    case .y(let value): y.include(value)
    case .xRange(let from, let to):
      x.include(from)
      x.include(to)
    case .yRange(let from, let to):
      y.include(from)
      y.include(to)
    case .identity: break
    }
  }

  private mutating func include(
    positions: [Double], margin: Double, orientation: MarkOrientation
  ) {
    for position in positions {
      for value in [position - margin, position + margin] {
        if orientation == .vertical { x.include(value) } else { y.include(value) }
      }
    }
  }

  private mutating func include(values: [Double], orientation: MarkOrientation) {
    if orientation == .vertical {
      y.include(values)
    } else {
      x.include(values)
      nicesX = true
    }
  }
}
