import Numerics
import Statistics
import Testing

struct ConditionalIndependenceTests {
  private func columns(_ count: Int, rows: Int, purpose: String) -> [[Double]] {
    var stream = RandomStream(seed: 5, purpose: purpose, content: 0)
    return (0..<count).map { _ in (0..<rows).map { _ in stream.normal() } }
  }

  @Test func `one against one is the textbook partial correlation`() throws {
    let noise = columns(3, rows: 60, purpose: "partial")
    let z = noise[0]
    let a = zip(z, noise[1]).map { $0 + $1 }
    let b = zip(z, noise[2]).map { 2 * $0 + $1 }
    func r(_ x: [Double], _ y: [Double]) -> Double { CorrelationTest.pearson(x, y).correlation }
    let (ab, az, bz) = (r(a, b), r(a, z), r(b, z))
    let expected = (ab - az * bz) / ((1 - az * az) * (1 - bz * bz)).squareRoot()
    let test = try #require(ConditionalIndependence.test([a], [b], given: [z]))
    #expect(abs(test.correlation - expected) < 1e-12)
    let t = expected * (57 / (1 - expected * expected)).squareRoot()
    let p = 2 * StudentTDistribution(degreesOfFreedom: 57).survival(abs(t))
    #expect(abs(test.pValue - p) < 1e-10)
    #expect(CorrelationTest.pearson(a, b).pValue < 1e-4)
  }

  @Test func `one against several is the F test of an analysis of variance`() throws {
    // Groups 1, 2, 3 of three: between 6·… computed by hand as 2 and 6 degrees of freedom.
    let y: [Double] = [1, 2, 3, 2, 3, 4, 5, 6, 7]
    let b = (0..<9).map { $0 / 3 == 1 ? 1.0 : 0 }
    let c = (0..<9).map { $0 / 3 == 2 ? 1.0 : 0 }
    let test = try #require(ConditionalIndependence.test([y], [b, c], given: []))
    // Means 2, 3, 6 around 11/3: between 26, within 6, F = 13.
    let p = FDistribution(numerator: 2, denominator: 6).survival(13)
    #expect(abs(test.pValue - p) < 1e-12)
    #expect(abs(test.correlation * test.correlation - 26 / 32) < 1e-12)
  }

  @Test func `several against several rejects at the stated rate`() {
    var rejected = 0
    for draw in 0..<400 {
      let noise = columns(5, rows: 80, purpose: "wilks \(draw)")
      let test = ConditionalIndependence.test(
        [noise[0], noise[1]], [noise[2], noise[3]], given: [noise[4]])
      if (test?.pValue ?? 0) < 0.05 { rejected += 1 }
    }
    // Binomial(400, 0.05) lies within 8 and 34 but once in ten thousand.
    #expect(rejected > 7 && rejected < 35)
  }

  @Test func `a column that others explain cannot be tested`() {
    let noise = columns(2, rows: 20, purpose: "degenerate")
    #expect(ConditionalIndependence.test([noise[0]], [noise[1]], given: [noise[1]]) == nil)
    let constant = [Double](repeating: 1, count: 20)
    #expect(ConditionalIndependence.test([constant], [noise[1]], given: []) == nil)
    #expect(ConditionalIndependence.test([[1]], [[2]], given: []) == nil)
  }
}
