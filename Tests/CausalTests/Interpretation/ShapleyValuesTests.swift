import Causal
import Learners
import Numerics
import Testing

struct ShapleyValuesTests {
  private func matrix(_ count: Int, seed: UInt64) -> FeatureMatrix {
    var stream = RandomStream(seed: seed, purpose: "shapley")
    return FeatureMatrix(
      names: ["a", "b", "c"], categories: [nil, nil, nil], rowCount: count,
      values: (0..<3 * count).map { _ in stream.uniform() })
  }

  @Test func `values add up to the prediction less the background's`() {
    let rows = matrix(20, seed: 1)
    let found = ShapleyValues.sample(
      rows, background: matrix(50, seed: 2), rounds: 3,
      stream: RandomStream(seed: 1, purpose: "orders")
    ) { features in
      (0..<features.rowCount).map {
        features.values[$0] * features.values[features.rowCount + $0]
          + features.values[2 * features.rowCount + $0]
      }
    }
    for row in 0..<20 {
      let sum = found.values.reduce(0) { $0 + $1[row] }
      #expect(abs(sum - (found.predictions[row] - found.backgrounds[row])) < 1e-12)
    }
  }

  @Test func `of a linear model they are the slope times the distance from the background`() {
    let rows = matrix(10, seed: 3)
    // One background row, so that nothing is left to chance.
    let background = matrix(1, seed: 4)
    let slopes = [2.0, -1, 0]
    let found = ShapleyValues.sample(
      rows, background: background, rounds: 2, stream: RandomStream(seed: 1, purpose: "orders")
    ) { features in
      (0..<features.rowCount).map { row in
        (0..<3).reduce(0) { $0 + slopes[$1] * features.values[$1 * features.rowCount + row] }
      }
    }
    for feature in 0..<3 {
      for row in 0..<10 {
        let expected =
          slopes[feature] * (rows.values[feature * 10 + row] - background.values[feature])
        #expect(abs(found.values[feature][row] - expected) < 1e-12)
      }
    }
  }

  @Test func `a product of two is shared alike`() {
    let rows = FeatureMatrix(
      names: ["a", "b"], categories: [nil, nil], rowCount: 1, values: [3, 5])
    let background = FeatureMatrix(
      names: ["a", "b"], categories: [nil, nil], rowCount: 1, values: [0, 0])
    let found = ShapleyValues.sample(
      rows, background: background, rounds: 1, stream: RandomStream(seed: 1, purpose: "orders")
    ) { features in (0..<features.rowCount).map { features.values[$0] * features.values[1 + $0] } }
    #expect(found.values == [[7.5], [7.5]])
  }
}
