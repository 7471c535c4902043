import Causal
import Execution
import Numerics
import Statistics

/// Paired differences of AUTOC and QINI between every two scores of one arm, for all pairs at once.
///
/// AUTOC's differences are one family and QINI's another, each corrected by max-t. Arms are judged on
/// different rows, so differences of two arms are taken as uncorrelated, which errs on the safe side
/// (the Gaussian correlation inequality, Royen 2014).
struct RankingContrasts {
  private struct Pair {
    let name: String
    let arm: String
    let autoc: InfluenceEstimate
    let qini: InfluenceEstimate
  }

  private let pairs: [Pair]
  private let autoc: Family
  private let qini: Family
  private let level: Double

  /// Whether there is more than one pair, so that there is something to correct.
  var isCorrected: Bool { pairs.count > 1 }

  /// nil where no arm has two scores.
  init?(_ judgements: [ScoreJudgement], level: Double, stream: RandomStream) {
    var pairs: [Pair] = []
    for (index, first) in judgements.enumerated() {
      for second in judgements[(index + 1)...] where second.comparison.arm == first.comparison.arm {
        pairs.append(
          Pair(
            name: "\(first.score.name) - \(second.score.name)", arm: first.comparison.arm,
            autoc: first.autoc - second.autoc, qini: first.qini - second.qini))
      }
    }
    guard !pairs.isEmpty else { return nil }
    self.pairs = pairs
    self.level = level
    let arms = pairs.map(\.arm)
    autoc = Family(pairs.map(\.autoc), arms: arms, level: level, stream: stream)
    qini = Family(pairs.map(\.qini), arms: arms, level: level, stream: stream)
  }

  /// Differences that are tested together.
  private struct Family {
    /// Two-sided and adjusted; nil where a difference has no error.
    private(set) var p: [Double?]
    /// Nothing for a difference without an error.
    private(set) var intervals: [(low: Double, high: Double)]

    init(_ estimates: [InfluenceEstimate], arms: [String], level: Double, stream: RandomStream) {
      p = Array(repeating: nil, count: estimates.count)
      intervals = estimates.map { ($0.value, $0.value) }
      let tested = estimates.indices.filter { estimates[$0].z != nil }
      var correlation = Matrix.identity(tested.count)
      for (row, first) in tested.enumerated() {
        for (column, second) in tested.enumerated().prefix(row) where arms[first] == arms[second] {
          let value = estimates[first].correlation(with: estimates[second])
          correlation[row, column] = value
          correlation[column, row] = value
        }
      }
      guard !tested.isEmpty else { return }
      let maxT = MaxT(correlation: correlation, stream: stream)
      let reach = maxT.criticalValue(level: level)
      let adjusted = maxT.adjust(tested.compactMap { estimates[$0].z })
      for (index, value) in zip(tested, adjusted) {
        let estimate = estimates[index]
        p[index] = value
        intervals[index] = (
          estimate.value - reach * estimate.standardError,
          estimate.value + reach * estimate.standardError
        )
      }
    }
  }

  static let definition = CellResult.Definition(
    "max-t",
    "P(max |Z| > |z|) over all pairs, Z normal with the correlation of the differences' influence functions; intervals reach as far as its quantile",
    source: "Hothorn, Bretz and Westfall (2008)")

  func record(in values: inout ResultValues) {
    for (index, pair) in pairs.enumerated() {
      for (metric, estimate, family) in [("autoc", pair.autoc, autoc), ("qini", pair.qini, qini)] {
        let name = "\(metric).contrast"
        let interval = family.intervals[index]
        values.set("\(name)[\(pair.name)]", estimate.value)
        values.set("\(name).se[\(pair.name)]", estimate.standardError)
        values.set("\(name).ci[\(pair.name)]", low: interval.low, high: interval.high)
        values.set("\(name).p[\(pair.name)]", family.p[index])
      }
    }
  }

  var table: ResultTable {
    let interval = "\(NumberFormat.shortest(level * 100))% CI"
    return ResultTable(
      .supporting,
      title: "Paired differences",
      columns: [
        TableColumn("Scores"), TableColumn("AUTOC"),
        TableColumn(isCorrected ? "Simultaneous \(interval)" : interval),
        TableColumn(isCorrected ? "p (max-t)" : "p", .probability),
        TableColumn("QINI", .estimate(standardErrors: 5)), TableColumn("SE"),
      ],
      rows: pairs.indices.map { index in
        let (low, high) = autoc.intervals[index]
        return [
          .text(ScoreLabel.text(pairs[index].name)), .optional(pairs[index].autoc.value),
          low.isFinite && high.isFinite ? .interval(low, high) : .missing,
          .optional(autoc.p[index]), .optional(pairs[index].qini.value),
          .optional(pairs[index].qini.standardError),
        ]
      },
      notes: [
        "Differences are row by row on the same customers"
          + (isCorrected ? "; intervals and p hold for all pairs at once (max-t)." : ".")
      ])
  }
}
