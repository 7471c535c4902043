import Causal
import Testing

struct DoseSlopeTests {
  @Test func `a line without noise has its slope and no error`() {
    let slope = DoseSlope(treatment: [0, 1, 2, 4], outcome: [1, 3, 5, 9])
    #expect(abs(slope.slope - 2) < 1e-12)
    #expect(slope.standardError < 1e-12)
  }

  @Test func `on two arms it is the difference of means`() {
    let slope = DoseSlope(treatment: [0, 0, 1, 1, 1], outcome: [1, 3, 4, 5, 9])
    #expect(abs(slope.slope - 4) < 1e-12)
  }

  @Test func `a dose that does not vary has no slope, two rows no error`() {
    #expect(DoseSlope(treatment: [3, 3, 3], outcome: [1, 2, 3]).slope.isNaN)
    #expect(DoseSlope(treatment: [], outcome: []).slope.isNaN)
    let two = DoseSlope(treatment: [0, 1], outcome: [0, 5])
    #expect(two.slope == 5 && two.standardError.isNaN)
  }

  @Test func `whole weights stand for repeated rows`() {
    let weighted = DoseSlope(treatment: [0, 1, 3], outcome: [1, 0, 4], weights: [1, 2, 1])
    let repeated = DoseSlope(treatment: [0, 1, 1, 3], outcome: [1, 0, 0, 4])
    #expect(abs(weighted.slope - repeated.slope) < 1e-12)
  }
}
