import Numerics
import Testing

@Suite struct MomentsTests {
  @Test func cancellationDoesNotReachTheVariance() {
    let moments = Moments([1e9 + 4, 1e9 + 7, 1e9 + 13, 1e9 + 16])
    #expect(moments.mean == 1e9 + 10)
    #expect(moments.variance == 30)
    #expect(moments.populationVariance == 22.5)
  }

  @Test func summationKeepsWhatPlainAdditionLoses() {
    #expect(Summation.sum([1, 1e100, 1, -1e100]) == 2)
    #expect(Summation.sum([Double](repeating: 0.1, count: 1_000_000)) == 100_000)
    #expect(Summation.sum([.infinity, 1]) == .infinity)
    #expect(Summation.sum([]) == 0)
  }

  @Test func smallSamplesHaveNoVariance() {
    #expect(Moments([]).mean.isNaN)
    #expect(Moments([3]).variance.isNaN)
    #expect(Moments([3, 3, 3]).variance == 0)
  }

  @Test func mergedEqualsTheWhole() {
    let (a, b) = ([1.0, 5, 2], [10.0, -3, 4, 4])
    let merged = Moments(a).merged(with: Moments(b))
    let whole = Moments(a + b)
    #expect(abs(merged.mean - whole.mean) < 1e-15)
    #expect(abs(merged.variance - whole.variance) < 1e-14)
    #expect(Moments([]).merged(with: whole) == whole)
  }

  @Test func equalWeightsGiveThePlainMoments() {
    let values = [2.0, 4, 4, 9]
    let weighted = WeightedMoments(values, weights: [3, 3, 3, 3])
    #expect(abs(weighted.mean - Moments(values).mean) < 1e-15)
    #expect(abs(weighted.variance - Moments(values).variance) < 1e-14)
    #expect(weighted.effectiveCount == 4)
    #expect(WeightedMoments(values, weights: [0, 0, 0, 0]).mean.isNaN)
  }

  @Test func correlationOfALineIsOne() {
    #expect(abs(Moments.correlation([1, 2, 3], [10, 20, 30]) - 1) < 1e-15)
    #expect(Moments.correlation([1, 2, 3], [5, 5, 5]).isNaN)
    #expect(Moments.covariance([1, 2, 3], [1, 2, 3]) == 1)
  }
}
