import Numerics

/// Corrections of several p-values for their number.
package enum MultipleTesting: String, Sendable, CaseIterable {
  case none
  /// Times the number of tests: guards against any false alarm.
  case bonferroni
  /// Holm's step-down (1979): guards the same, and rejects at least as much.
  case holm
  /// Hochberg's step-up (1988), for tests that are independent or positively dependent.
  case hochberg
  /// Benjamini and Hochberg (1995): bounds the expected share of false alarms among the alarms.
  case benjaminiHochberg = "benjamini-hochberg"
  /// Benjamini and Yekutieli (2001): the same under any dependence.
  case benjaminiYekutieli = "benjamini-yekutieli"

  /// Adjusted p-values in the order of the input; NaN stays NaN and is not counted.
  package func adjust(_ values: [Double]) -> [Double] {
    let order = TotalOrder.ascending(values).filter { !values[$0].isNaN }
    let count = Double(order.count)
    var adjusted = values
    switch self {
    case .none: return values
    case .bonferroni:
      for row in order { adjusted[row] = min(1, values[row] * count) }
    case .holm:
      var largest = 0.0
      for (position, row) in order.enumerated() {
        largest = max(largest, values[row] * (count - Double(position)))
        adjusted[row] = min(1, largest)
      }
    case .hochberg:
      stepUp(order, &adjusted) { values[order[$0]] * (count - Double($0)) }
    case .benjaminiHochberg:
      stepUp(order, &adjusted) { values[order[$0]] * count / Double($0 + 1) }
    case .benjaminiYekutieli:
      let harmonic = stride(from: count, to: 0, by: -1).reduce(0) { $0 + 1 / $1 }
      stepUp(order, &adjusted) { values[order[$0]] * count * harmonic / Double($0 + 1) }
    }
    return adjusted
  }

  /// From the largest p-value down, never above the one before.
  private func stepUp(_ order: [Int], _ adjusted: inout [Double], _ value: (Int) -> Double) {
    var smallest = 1.0
    for position in order.indices.reversed() {
      smallest = min(smallest, value(position))
      adjusted[order[position]] = smallest
    }
  }
}
