import Causal
import Execution
import Numerics

/// The tables of `evaluate`.
struct JudgementTables {
  let judgements: [ScoreJudgement]
  let level: Double

  private var intervalName: String { "\(NumberFormat.shortest(level * 100))% CI" }

  /// Ranking: AUTOC and QINI.
  func ranking(_ verdicts: [HeterogeneityVerdict]) -> ResultTable {
    let rows = zip(judgements, verdicts).map { judgement, verdict -> [TableCell] in
      [
        .text(judgement.score.legend), .optional(judgement.autoc.value),
        .optional(judgement.autoc.standardError), .optional(verdict.p),
        .optional(judgement.qini.value), .optional(judgement.qini.standardError),
      ]
    }
    return ResultTable(
      title: "Ranking",
      columns: [
        TableColumn("Score"), TableColumn("AUTOC", .estimate(standardErrors: 2)),
        TableColumn("SE"), TableColumn("p", .probability),
        TableColumn("QINI", .estimate(standardErrors: 5)), TableColumn("SE"),
      ], rows: rows,
      notes: judgements.count > 1
        ? ["p is of AUTOC = 0, two-sided, Holm-adjusted over the scores."] : [])
  }

  /// The effect among the best-ranked, at every share asked for.
  func uplift() -> ResultTable? {
    guard let shares = judgements.first?.uplift.map(\.share), !shares.isEmpty else { return nil }
    var columns = [TableColumn("Score")]
    for share in shares {
      let name = "top \(NumberFormat.shortest(share * 100))%"
      columns += [
        TableColumn(name, .estimate(standardErrors: columns.count + 1)), TableColumn("SE"),
      ]
    }
    let isSlope = judgements.contains { $0.comparison.isContinuous }
    return ResultTable(
      title: isSlope ? "Slope among the best-ranked" : "Uplift among the best-ranked",
      columns: columns,
      rows: judgements.map { judgement in
        [.text(judgement.score.legend)]
          + judgement.uplift.flatMap { [.optional($0.uplift), .optional($0.standardError)] }
      })
  }

  /// Losses against that of one constant effect; nil without a model of effects.
  func losses(_ nulls: [String: NullModels]) -> ResultTable? {
    var rows: [[TableCell]] = []
    for arm in modelArms {
      guard let null = nulls[arm] else { continue }
      let constant = (dr: null.dr.constantEffect, r: null.r.constantEffect)
      for judgement in judgements where judgement.comparison.arm == arm {
        guard let dr = judgement.drLoss, let r = judgement.rLoss else { continue }
        rows.append(
          [.text(judgement.score.legend)] + excess(dr - constant.dr) + excess(r - constant.r))
      }
      let suffix = modelArms.count > 1 ? "[\(arm)]" : ""
      rows.append(
        [.text(NullModels.noEffectName + suffix)] + excess(null.dr.noEffect - constant.dr)
          + excess(null.r.noEffect - constant.r))
    }
    guard !rows.isEmpty else { return nil }
    return ResultTable(
      .supporting,
      title: "Loss above that of a constant effect", columns: lossColumns("Model"), rows: rows,
      notes: [
        "Losses are compared row by row with that of one effect for all: below zero is better. That effect is the best on these very rows, which favours it a little."
      ])
  }

  private func lossColumns(_ first: String) -> [TableColumn] {
    [
      TableColumn(first), TableColumn("DR-loss"), TableColumn(intervalName),
      TableColumn("R-loss"), TableColumn(intervalName),
    ]
  }

  /// Arms with a model of effects, in order.
  private var modelArms: [String] {
    unique(judgements.filter { $0.drLoss != nil }.map(\.comparison.arm))
  }

  /// A model's loss less that of another model or of "no effect", row by row.
  struct LossPair {
    let name: String
    let dr: InfluenceEstimate
    let r: InfluenceEstimate
  }

  /// Every pair of models on one arm, then every model against "no effect" and "constant effect".
  func lossPairs(_ nulls: [String: NullModels]) -> [LossPair] {
    var pairs: [LossPair] = []
    for arm in modelArms {
      guard let null = nulls[arm] else { continue }
      let models = judgements.filter { $0.comparison.arm == arm && $0.drLoss != nil }
      func add(
        _ first: ScoreJudgement, _ name: String, _ dr: InfluenceEstimate?, _ r: InfluenceEstimate?
      ) {
        guard let ownDR = first.drLoss, let ownR = first.rLoss, let dr, let r else { return }
        pairs.append(LossPair(name: "\(first.score.name) - \(name)", dr: ownDR - dr, r: ownR - r))
      }
      for (index, first) in models.enumerated() {
        for second in models[(index + 1)...] {
          add(first, second.score.name, second.drLoss, second.rLoss)
        }
      }
      for model in models {
        add(model, NullModels.noEffectName, null.dr.noEffect, null.r.noEffect)
        add(model, NullModels.constantName, null.dr.constantEffect, null.r.constantEffect)
      }
    }
    return pairs
  }

  /// Paired differences of losses between models; nil with a single one.
  func lossContrasts(_ nulls: [String: NullModels]) -> ResultTable? {
    let pairs = lossPairs(nulls).filter { pair in
      !pair.name.hasSuffix(" - " + NullModels.constantName)
    }
    guard judgements.count(where: { $0.drLoss != nil }) > 1, !pairs.isEmpty else { return nil }
    return ResultTable(
      .supporting,
      title: "Paired differences of losses", columns: lossColumns("Models"),
      rows: pairs.map { [.text(ScoreLabel.text($0.name))] + excess($0.dr) + excess($0.r) },
      notes: ["Row by row on the same customers: below zero, the first one's loss is lower."])
  }

  private func excess(_ difference: InfluenceEstimate) -> [TableCell] {
    let interval = difference.interval(level)
    return [.optional(difference.value), Self.interval(interval.low, interval.high)]
  }

  /// Slopes of doubly robust scores on predicted effects; nil without any.
  func calibration() -> ResultTable? {
    let rows = judgements.compactMap { judgement -> [TableCell]? in
      guard let slope = judgement.calibration?.slope else { return nil }
      let interval = slope.interval(level)
      return [
        .text(judgement.score.legend), .optional(slope.value), .optional(slope.standardError),
        Self.interval(interval.low, interval.high), .optional(slope.p),
      ]
    }
    guard !rows.isEmpty else { return nil }
    return ResultTable(
      title: "Calibration",
      columns: [
        TableColumn("Model"), TableColumn("Slope", .estimate(standardErrors: 2)),
        TableColumn("SE"), TableColumn(intervalName), TableColumn("p", .probability),
      ], rows: rows,
      notes: ["1 says that predicted effects are of the right size, 0 that they tell nothing."])
  }

  /// Errors against the true effects, the null models' too; nil without them.
  func truth(_ nulls: [String: TruthNulls]) -> ResultTable? {
    var rows = judgements.compactMap { judgement -> [TableCell]? in
      judgement.truth.map {
        [
          .text(judgement.score.legend), .optional($0.pehe), .optional($0.bias),
          .optional($0.correlation), .optional($0.coverage),
        ]
      }
    }
    guard !rows.isEmpty else { return nil }
    for arm in modelArms {
      guard let null = nulls[arm] else { continue }
      let suffix = modelArms.count > 1 ? "[\(arm)]" : ""
      for (name, truth) in [
        (NullModels.noEffectName, null.noEffect), (NullModels.constantName, null.constantEffect),
      ] {
        rows.append([
          .text(name + suffix), .optional(truth.pehe), .optional(truth.bias), .missing, .missing,
        ])
      }
    }
    return ResultTable(
      title: "Against the true effects",
      columns: [
        TableColumn("Model"), TableColumn("PEHE"), TableColumn("Bias"), TableColumn("Correlation"),
        TableColumn("\(NumberFormat.shortest(level * 100))% intervals that cover", .share(1)),
      ], rows: rows,
      notes: ["Coverage is told for models that give a standard error for every row."])
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
