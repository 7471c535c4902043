import Learners
import Testing

@Suite struct FoldsTests {
  private let strata = (0..<103).map { Int32($0 % 7 == 0 ? 1 : 0) }

  @Test func everyStratumIsSharedOutEvenly() {
    let folds = Folds.stratified(count: 5, strata: strata, seed: 3)
    for stratum in [Int32(0), 1] {
      let counts = (0..<5).map { fold in
        strata.indices.count { strata[$0] == stratum && folds.assignment[$0] == Int32(fold) }
      }
      let (least, most) = (counts.min() ?? 0, counts.max() ?? 0)
      #expect(most - least <= 1, "\(counts)")
    }
  }

  @Test func theSeedAndTheStrataDecide() {
    let first = Folds.stratified(count: 5, strata: strata, seed: 3)
    #expect(first == Folds.stratified(count: 5, strata: strata, seed: 3))
    #expect(first != Folds.stratified(count: 5, strata: strata, seed: 4))
  }

  @Test func oneFoldMeansNone() {
    #expect(Folds.stratified(count: 1, strata: strata, seed: 0) == .none)
    #expect(!Folds.none.isCrossFitted)
  }

  @Test func aColumnStatesTheFolds() throws {
    let folds = try Folds.stated([7, 3, 7, 5])
    #expect(folds.assignment == [2, 0, 2, 1])
    #expect(folds.count == 3)
  }

  @Test func aColumnOfOneValueIsAnError() {
    #expect(throws: LearnerError.self) { try Folds.stated([1, 1]) }
    #expect(throws: LearnerError.self) { try Folds.stated([1, .nan]) }
  }
}
