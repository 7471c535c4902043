/// The two values of a column that has no others, such as 0 and 1: a rule names the one that it means.
struct TwoValues: Equatable {
  let low: Double
  let high: Double

  /// nil where a column has one value, or more than two; gaps do not count.
  static func of<Values: Sequence<Double>>(_ values: Values) -> TwoValues? {
    var found: [Double] = []
    for value in values where !value.isNaN && !found.contains(value) {
      guard found.count < 2 else { return nil }
      found.append(value)
    }
    guard found.count == 2 else { return nil }
    return TwoValues(low: min(found[0], found[1]), high: max(found[0], found[1]))
  }

  /// The value that a range leaves; nil where it leaves both or none.
  func only(above floor: Double, upTo ceiling: Double) -> Double? {
    let left = [low, high].filter { $0 > floor && $0 <= ceiling }
    return left.count == 1 ? left[0] : nil
  }
}
