import Learners
import Numerics

/// What each feature adds to a prediction, averaged over the orders in which features may become
/// known (Shapley 1953; Štrumbelj and Kononenko 2014).
///
/// Sampled: in every round each row is set beside a random row of the background, and its features
/// are put in place of the other's one after the other, in a random order and then in its reverse.
/// A row's values sum to its prediction less the mean prediction of the backgrounds drawn for it,
/// whatever the model; nothing of its inside is needed.
package struct ShapleyValues: Sendable {
  /// For each feature a value for every row.
  package let values: [[Double]]
  /// The predictions of the rows, and the mean of those of the backgrounds drawn for each.
  package let predictions: [Double]
  package let backgrounds: [Double]

  /// - Parameters:
  ///   - rows: whose predictions are explained.
  ///   - rounds: pairs of orders; the error falls with their root.
  ///   - predict: the model.
  package static func sample<Failure: Error>(
    _ rows: FeatureMatrix, background: FeatureMatrix, rounds: Int, stream: RandomStream,
    predict: (FeatureMatrix) throws(Failure) -> [Double]
  ) throws(Failure) -> ShapleyValues {
    let (width, count) = (rows.columnCount, rows.rowCount)
    var sums = [[Double]](repeating: [Double](repeating: 0, count: count), count: width)
    var backgrounds = [Double](repeating: 0, count: count)
    let predictions = try predict(rows)
    for round in 0..<rounds {
      var own = stream.substream(round)
      let order = own.permutation(width)
      let others = background.selecting(
        rows: (0..<count).map { _ in own.below(background.rowCount) })
      let start = try predict(others)
      for row in 0..<count { backgrounds[row] += start[row] / Double(rounds) }
      for direction in [order, order.reversed()] {
        var known = [Bool](repeating: false, count: width)
        var before = start
        for (step, feature) in direction.enumerated() {
          known[feature] = true
          let after =
            step + 1 == width ? predictions : try predict(rows.mixing(columns: known, from: others))
          for row in 0..<count { sums[feature][row] += after[row] - before[row] }
          before = after
        }
      }
    }
    return ShapleyValues(
      values: sums.map { column in column.map { $0 / Double(2 * rounds) } },
      predictions: predictions, backgrounds: backgrounds)
  }
}
