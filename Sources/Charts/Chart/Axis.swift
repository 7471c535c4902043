/// An axis: its label, how its numbers are written, its scale, and hints for its domain.
package struct Axis: Sendable, Equatable {
  /// How positions on the axis relate to values.
  package enum Scale: Sendable, Equatable {
    case linear
    /// Base 10; values that are not above zero are gaps.
    case log
    /// Values are days since 1970-01-01; ticks fall on days, months, years.
    case date
    /// Values are 0, 1, 2 …: indices of these names, in order. On a vertical axis the first is on
    /// top.
    case categories([String])
  }

  /// What the values are, with a unit where the format does not say it: `incremental visits`.
  package var label: String?
  package var format: AxisFormat
  package var scale: Scale
  /// A lower end that the domain reaches even if no value does.
  package var lower: Double?
  /// An upper end that the domain reaches even if no value does.
  package var upper: Double?
  /// The whole domain, whatever the values: what lies outside is cut off at the panel's edge.
  package var limits: ClosedRange<Double>?
  /// Whether the domain must contain zero; bars, areas and histograms ask for it themselves.
  package var includesZero: Bool
  /// Whether values grow to the left, or downwards.
  package var reversed: Bool

  package init(
    _ label: String? = nil, format: AxisFormat = .number, scale: Scale = .linear,
    lower: Double? = nil, upper: Double? = nil, limits: ClosedRange<Double>? = nil,
    includesZero: Bool = false, reversed: Bool = false
  ) {
    self.label = label
    self.format = format
    self.scale = scale
    self.lower = lower
    self.upper = upper
    self.limits = limits
    self.includesZero = includesZero
    self.reversed = reversed
  }

  /// An axis of names: positions 0, 1, 2 … in order.
  package static func categories(_ names: [String], label: String? = nil) -> Axis {
    Axis(label, scale: .categories(names))
  }

  /// The names of a category axis, else nothing.
  package var categories: [String]? {
    if case .categories(let names) = scale { names } else { nil }
  }
}
