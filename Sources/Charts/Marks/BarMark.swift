/// Bars over the positions of a category axis, one or several series side by side or stacked.
package struct BarMark: Sendable, Equatable {
  /// One series: a value for each category, with an optional interval.
  package struct Series: Sendable, Equatable {
    package var name: String
    package var values: [Double]
    /// Lower ends of error bars; empty for none.
    package var low: [Double]
    /// Upper ends of error bars; empty for none.
    package var high: [Double]
    package var role: ChartRole

    package init(
      name: String, values: [Double], low: [Double] = [], high: [Double] = [], role: ChartRole
    ) {
      self.name = name
      self.values = values
      self.low = low
      self.high = high
      self.role = role
    }
  }

  /// How several series share a category.
  package enum Arrangement: Sendable, Equatable {
    case grouped
    case stacked
  }

  package var series: [Series]
  package var arrangement: Arrangement
  package var orientation: MarkOrientation
  /// Whether each bar carries its value as text, where there is room.
  package var showsValues: Bool

  package init(
    series: [Series], arrangement: Arrangement = .grouped,
    orientation: MarkOrientation = .vertical, showsValues: Bool = false
  ) {
    self.series = series
    self.arrangement = arrangement
    self.orientation = orientation
    self.showsValues = showsValues
  }
}
