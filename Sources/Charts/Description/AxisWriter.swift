import Numerics

/// Writes the values of an axis in a sentence.
struct AxisWriter {
  private let axis: ResolvedPanel.ResolvedAxis

  init(_ axis: ResolvedPanel.ResolvedAxis) { self.axis = axis }

  func text(_ value: Double) -> String {
    guard value.isFinite else { return "missing" }
    switch axis.kind {
    case .categories(let names):
      guard let index = Int(exactly: value.rounded()), names.indices.contains(index) else {
        return ValueFormat.single(value, .number)
      }
      return names[index]
    case .date:
      guard abs(value) <= DateTicks.limit else { return "missing" }
      let day = CivilDay(days: Int(value.rounded(.down)))
      return "\(day.day) \(day.monthName) \(day.year)"
    case .linear, .log:
      let negligible = abs(value) < axis.domain.span * 1e-9
      return ValueFormat.single(negligible ? 0 : value, axis.axis.format)
    }
  }
}
