import Causal
import Numerics
import Testing

struct SplitVariationTests {
  @Test func `the corrected error by hand`() {
    let variation = SplitVariation([1, 2, 3], testShare: 0.2)
    #expect(variation.mean == 2 && variation.standardDeviation == 1)
    #expect(abs(variation.standardError - (1 / 3.0 + 0.25).squareRoot()) < 1e-12)
  }

  @Test func `one split has no deviation, and missing ones are left out`() {
    #expect(SplitVariation([1], testShare: 0.5).standardError.isNaN)
    #expect(SplitVariation([], testShare: 0.5).mean.isNaN)
    #expect(SplitVariation([1, .nan, 3], testShare: 0.5).count == 2)
  }

  @Test func `the error is nearer to the truth than the naive one`() {
    // The mean over splits of the mean of a random half's rows: its own error is that of all rows.
    var (errors, naive, spread) = ([Double](), [Double](), [Double]())
    for run in 0..<300 {
      var stream = RandomStream(seed: UInt64(run), purpose: "rows")
      let rows = (0..<40).map { _ in stream.normal() }
      let values = (0..<10).map { split -> Double in
        var own = stream.substream(split)
        return own.permutation(40)[..<20].reduce(0) { $0 + rows[$1] } / 20
      }
      let variation = SplitVariation(values, testShare: 0.5)
      errors.append(variation.standardError)
      naive.append(variation.standardDeviation / 10.0.squareRoot())
      spread.append(variation.mean)
    }
    let truth = Moments(spread).standardDeviation
    let (corrected, uncorrected) = (Moments(errors).mean, Moments(naive).mean)
    #expect(abs(corrected / truth - 1) < 0.2, "\(corrected) \(truth)")
    #expect(uncorrected < 0.5 * truth)
  }
}
