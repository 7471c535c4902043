import Causal
import Execution
import Numerics

/// The tables of `evaluate`.
struct JudgementTables {
  let judgements: [ScoreJudgement]
  let level: Double

  private var intervalName: String { "\(NumberFormat.shortest(level * 100))% CI" }

  /// Ranking: AUTOC, QINI and uplift at the shares asked for.
  func ranking(_ verdicts: [HeterogeneityVerdict]) -> ResultTable {
    var columns = [
      TableColumn("Score"), TableColumn("AUTOC", .estimate(standardErrors: 2)),
      TableColumn("SE"), TableColumn("p", .probability),
      TableColumn("QINI", .estimate(standardErrors: 5)), TableColumn("SE"),
    ]
    for uplift in judgements.first?.uplift ?? [] {
      let index = columns.count
      columns.append(
        TableColumn(
          "Uplift@\(NumberFormat.shortest(uplift.share))", .estimate(standardErrors: index + 1)))
      columns.append(TableColumn("SE"))
    }
    let rows = zip(judgements, verdicts).map { judgement, verdict -> [TableCell] in
      var row: [TableCell] = [
        .text(judgement.score.legend), .optional(judgement.autoc.value),
        .optional(judgement.autoc.standardError), .optional(verdict.p),
        .optional(judgement.qini.value), .optional(judgement.qini.standardError),
      ]
      for uplift in judgement.uplift {
        row += [.optional(uplift.uplift), .optional(uplift.standardError)]
      }
      return row
    }
    let notes =
      judgements.count > 1 ? ["p is of AUTOC = 0, two-sided, Holm-adjusted over the scores."] : []
    return ResultTable(title: "Ranking", columns: columns, rows: rows, notes: notes)
  }

  /// Paired differences of AUTOC and QINI between every two scores of one arm; nil with one score.
  func contrasts() -> ResultTable? {
    let pairs = pairs()
    guard !pairs.isEmpty else { return nil }
    let rows = pairs.map { pair -> [TableCell] in
      let interval = pair.autoc.interval(level)
      return [
        .text(pair.name), .optional(pair.autoc.value),
        Self.interval(interval.low, interval.high), .optional(pair.p),
        .optional(pair.qini.value), .optional(pair.qini.standardError),
      ]
    }
    return ResultTable(
      title: "Paired differences",
      columns: [
        TableColumn("Scores"), TableColumn("AUTOC"), TableColumn(intervalName),
        TableColumn("p", .probability), TableColumn("QINI", .estimate(standardErrors: 5)),
        TableColumn("SE"),
      ], rows: rows,
      notes: [
        "Differences are row by row on the same customers; p is Holm-adjusted over the pairs."
      ])
  }

  struct Pair {
    let name: String
    let autoc: InfluenceEstimate
    let qini: InfluenceEstimate
    /// Two-sided, Holm-adjusted over the pairs.
    let p: Double?
  }

  func pairs() -> [Pair] {
    var pairs: [(name: String, autoc: InfluenceEstimate, qini: InfluenceEstimate)] = []
    for (index, first) in judgements.enumerated() {
      for second in judgements[(index + 1)...] where second.comparison.arm == first.comparison.arm {
        pairs.append(
          (
            "\(first.score.name) - \(second.score.name)", first.autoc - second.autoc,
            first.qini - second.qini
          ))
      }
    }
    let verdicts = HeterogeneityVerdict.judge(pairs.map { ($0.autoc, false) }, level: level)
    return zip(pairs, verdicts).map {
      Pair(name: $0.name, autoc: $0.autoc, qini: $0.qini, p: $1.p)
    }
  }

  /// Losses beside those of the null models, and the slope of calibration; nil without an effect.
  func losses(_ nulls: [String: NullModels]) -> ResultTable? {
    var rows: [[TableCell]] = []
    let arms = unique(judgements.filter { $0.drLoss != nil }.map(\.comparison.arm))
    let isSeveral = arms.count > 1
    for arm in arms {
      guard let null = nulls[arm] else { continue }
      let suffix = isSeveral ? "[\(arm)]" : ""
      let constant = (dr: null.dr.constantEffect, r: null.r.constantEffect)
      for judgement in judgements where judgement.comparison.arm == arm {
        guard let dr = judgement.drLoss, let r = judgement.rLoss else { continue }
        rows.append(row(judgement.score.legend, dr, r, constant, judgement.calibration))
      }
      rows.append(
        row("constant effect" + suffix, constant.dr, constant.r, nil, nil))
      rows.append(row("no effect" + suffix, null.dr.noEffect, null.r.noEffect, constant, nil))
    }
    guard !rows.isEmpty else { return nil }
    return ResultTable(
      title: "Size of the effects",
      columns: [
        TableColumn("Model"), TableColumn("DR-loss"), TableColumn("Above constant"),
        TableColumn(intervalName), TableColumn("R-loss"), TableColumn("Above constant"),
        TableColumn(intervalName), TableColumn("Calibration"), TableColumn(intervalName),
      ], rows: rows,
      notes: [
        "Losses are compared row by row with that of one constant effect for all: below zero is better than no model."
      ])
  }

  private func row(
    _ name: String, _ dr: InfluenceEstimate, _ r: InfluenceEstimate,
    _ constant: (dr: InfluenceEstimate, r: InfluenceEstimate)?, _ calibration: Calibration?
  ) -> [TableCell] {
    func difference(_ loss: InfluenceEstimate, _ null: InfluenceEstimate?) -> [TableCell] {
      guard let null else { return [.missing, .missing] }
      let difference = loss - null
      let interval = difference.interval(level)
      return [.optional(difference.value), Self.interval(interval.low, interval.high)]
    }
    let slope = calibration?.slope
    let interval = slope?.interval(level)
    return [.text(name), .optional(dr.value)] + difference(dr, constant?.dr)
      + [.optional(r.value)] + difference(r, constant?.r)
      + [
        .optional(slope?.value),
        interval.map { Self.interval($0.low, $0.high) } ?? .missing,
      ]
  }

  /// Errors against the true effects; nil without them.
  func truth() -> ResultTable? {
    let rows = judgements.compactMap { judgement -> [TableCell]? in
      judgement.truth.map {
        [
          .text(judgement.score.legend), .optional($0.pehe), .optional($0.bias),
          .optional($0.correlation),
        ]
      }
    }
    guard !rows.isEmpty else { return nil }
    return ResultTable(
      title: "Against the true effects",
      columns: [
        TableColumn("Model"), TableColumn("PEHE"), TableColumn("Bias"), TableColumn("Correlation"),
      ], rows: rows)
  }

  /// The figures of other libraries, by their own definitions.
  func compatible() -> ResultTable {
    ResultTable(
      title: "As other libraries compute them",
      columns: [
        TableColumn("Score"), TableColumn("Qini, scikit-uplift"),
        TableColumn("AUUC, scikit-uplift"), TableColumn("Qini, CausalML"),
        TableColumn("AUUC, CausalML"),
      ],
      rows: judgements.map {
        [
          .text($0.score.legend), .optional($0.sklift?.qini), .optional($0.sklift?.auuc),
          .optional($0.causalml?.qini), .optional($0.causalml?.auuc),
        ]
      })
  }

  private static func interval(_ low: Double, _ high: Double) -> TableCell {
    low.isFinite && high.isFinite ? .interval(low, high) : .missing
  }

  private func unique(_ texts: [String]) -> [String] {
    var seen: Set<String> = []
    return texts.filter { seen.insert($0).inserted }
  }
}
