/// Sums that keep the digits which plain addition of many numbers loses.
package enum Summation {
  /// The sum with Neumaier's compensation (1974): the error does not grow with the count.
  package static func sum(_ values: [Double]) -> Double {
    var (sum, compensation) = (0.0, 0.0)
    for value in values { add(value, &sum, &compensation) }
    return total(sum, compensation)
  }

  /// The sum of `values[i] * weights[i]`, compensated for the additions.
  package static func sum(_ values: [Double], weights: [Double]) -> Double {
    precondition(values.count == weights.count, "one weight for each value is needed")
    var (sum, compensation) = (0.0, 0.0)
    for index in values.indices { add(values[index] * weights[index], &sum, &compensation) }
    return total(sum, compensation)
  }

  @inline(__always)
  static func add(_ value: Double, _ sum: inout Double, _ compensation: inout Double) {
    let next = sum + value
    compensation += abs(sum) >= abs(value) ? (sum - next) + value : (value - next) + sum
    sum = next
  }

  /// The corrected sum; an infinite sum would turn its own correction into NaN.
  @inline(__always)
  static func total(_ sum: Double, _ compensation: Double) -> Double {
    sum.isFinite ? sum + compensation : sum
  }
}
