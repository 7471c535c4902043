/// The outcome of one arm in a node.
package struct UpliftArm: Sendable {
  package let rows: Int
  package let mean: Double
  /// Of the mean.
  package let variance: Double

  /// Statistics at hand.
  init(rows: Int, mean: Double, variance: Double) {
    self.rows = rows
    self.mean = mean
    self.variance = variance
  }

  init(_ rows: [Int32], arm: Int, _ data: CausalData) {
    var (count, weight, sum) = (0, 0.0, 0.0)
    for row in rows where data.treatment[Int(row)] == Int32(arm) {
      let w = data.weights?[Int(row)] ?? 1
      count += 1
      weight += w
      sum += w * data.outcome[Int(row)]
    }
    let mean = sum / weight
    var squares = 0.0
    for row in rows where data.treatment[Int(row)] == Int32(arm) {
      let deviation = (data.weights?[Int(row)] ?? 1) * (data.outcome[Int(row)] - mean)
      squares += deviation * deviation
    }
    self.rows = count
    self.mean = mean
    variance = squares / (weight * weight) * Double(count) / Double(max(1, count - 1))
  }
}
