import Execution
import Frames
import Numerics

/// Random splits of a frame's rows into those to learn from and those to judge on, drawn again and
/// again: what a choice of split alone does to a result.
struct RepeatedSplits: Sendable {
  static let repeats = Parameter<Int?>.optional(
    "repeats", .integer(from: 2, to: 1000), shown: "no repeats",
    "Fits the models again on so many random splits of data, and tells how results vary over them.")
  static let test = Parameter<Double>(
    "test", .number(from: 0.01, to: 0.99), default: 0.3,
    "With repeats, the share of rows that every split holds out to judge on.")

  let count: Int
  let testShare: Double
  private let strata: [[Int]]
  private let stream: RandomStream

  /// Splits stratified by a treatment, so that no arm is lost.
  init(
    count: Int, testShare: Double, frame: Frame, treatment: String?, _ context: RunContext
  ) {
    self.count = count
    self.testShare = testShare
    let view = treatment.flatMap { frame[$0]?.levelView }
    if let view, view.levels.count <= 50 {
      var groups = [[Int]](repeating: [], count: view.levels.count + 1)
      for (row, code) in view.codes.enumerated() { groups[Int(code) + 1].append(row) }
      strata = groups.filter { !$0.isEmpty }
    } else {
      strata = [Array(0..<frame.rowCount)]
    }
    stream = context.stream("repeated splits", content: frame.fingerprint)
  }

  /// One of the splits; rows ascending.
  func split(_ index: Int) -> (train: [Int], test: [Int]) {
    var isTest: [Int] = []
    var isTrain: [Int] = []
    for (stratum, rows) in strata.enumerated() {
      var own = stream.substream(index * strata.count + stratum)
      let order = own.permutation(rows.count)
      let cut = Int((testShare * Double(rows.count)).rounded())
      isTest += order[..<cut].map { rows[$0] }
      isTrain += order[cut...].map { rows[$0] }
    }
    return (isTrain.sorted(), isTest.sorted())
  }
}
