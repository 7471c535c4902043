import Execution
import Learners
import Numerics

extension EffectReport {
  /// The scores of the cross-fitted models where there are any, else of those of the fit.
  func nuisanceScores() -> [NuisanceScore] {
    var shown = scores?.nuisances ?? []
    for score in model.fitted.nuisances
    where !shown.contains(where: { $0.role == score.role && $0.arm == score.arm }) {
      shown.append(score)
    }
    return shown
  }

  /// `nuisance.outcome.r2`: the mean over arms where there are several models.
  func setNuisances(_ values: inout ResultValues) {
    let scores = nuisanceScores()
    var roles: [String] = []
    for score in scores where !roles.contains(score.role) { roles.append(score.role) }
    for role in roles {
      let own = scores.filter { $0.role == role }
      for measure in [NuisanceScore.Measure.r2, .logLoss, .auc] {
        let found = own.compactMap { $0[measure] }.filter(\.isFinite)
        if found.isEmpty { continue }
        values.set("nuisance.\(role).\(measure.rawValue)", Moments(found).mean)
      }
    }
  }

  func nuisanceTable(_ scores: [NuisanceScore]) -> ResultTable {
    let foldCount = self.scores?.foldCount ?? ownFoldCount
    let isCrossFitted = foldCount > 1
    return ResultTable(
      .supporting,
      title: model.isSlope ? "Outcome and treatment models" : "Outcome and propensity models",
      columns: [
        TableColumn("model"), TableColumn("arm"), TableColumn("learner"),
        TableColumn("rows", .count), TableColumn("R²", .fixed(4)),
        TableColumn("log-loss", .fixed(4)),
        TableColumn("AUC", .fixed(3)), TableColumn("chosen"),
      ],
      rows: scores.map { score in
        [
          .text(score.role), score.arm.map { .text($0) } ?? .text("all"), .text(score.learner),
          .integer(score.rows), .optional(score[.r2]), .optional(score[.logLoss]),
          .optional(score[.auc]), score.remark.isEmpty ? .missing : .text(score.remark),
        ]
      },
      notes: [
        usesOutOfBag
          ? "Measured on rows that each model did not see: \(foldCount) folds, and out of bag for forests."
          : isCrossFitted
            ? "Measured on rows that each model did not see (\(foldCount) folds)."
            : "Measured on the rows that the models were fitted on."
      ])
  }

  /// How many folds the learner's own nuisances were cross-fitted on; 1 for none.
  var ownFoldCount: Int {
    guard model.kind.isCrossFitted else { return 1 }
    switch model.settings.folds {
    case .count(let count): return count
    case .column(let values): return Set(values).count
    }
  }

  /// Whether some nuisance is the out-of-bag prediction of a forest.
  private var usesOutOfBag: Bool {
    model.kind == .causalForest && nuisanceScores().contains { $0.learner == "forest" }
  }

  /// The cross-validated losses behind a choice of base learner; nil without one.
  func candidateTable(_ scores: [NuisanceScore]) -> ResultTable? {
    let chosen = scores.filter { !$0.candidates.isEmpty }
    guard !chosen.isEmpty else { return nil }
    var learners: [String] = []
    for candidate in chosen.flatMap(\.candidates) where !learners.contains(candidate.learner) {
      learners.append(candidate.learner)
    }
    return ResultTable(
      .supporting,
      title: "Base learners that were tried",
      columns: [TableColumn("model"), TableColumn("arm")] + learners.map { TableColumn($0) },
      rows: chosen.map { score in
        [.text(score.role), score.arm.map { .text($0) } ?? .text("all")]
          + learners.map { learner in
            .optional(score.candidates.first { $0.learner == learner }?.loss)
          }
      },
      notes: [
        "Cross-validated losses, means over the folds: squared error, or log-loss for a probability."
      ])
  }

  /// What was left out, assumed and clipped, a sentence each.
  func notes() -> [String] {
    var notes = rows.notes
    if assumesModels {
      notes.append(
        model.isSlope
          ? "Base learners are the defaults: boosting for outcome, treatment and its variance."
          : Self.assumedModels(model.kind))
    }
    notes += monotoneNote
    if usesPropensity { notes.append(rows.propensity.note) }
    let clipped = clippedRows
    if clipped > 0 {
      let clip = NumberFormat.shortest(model.settings.clip)
      notes.append(
        "\(CountText.rows(clipped)) had an estimated propensity outside [\(clip), 1 − \(clip)] and \(clipped == 1 ? "was" : "were") moved to its end."
      )
    }
    if let scores, scores.raisedVariances > 0 { notes.append(scores.raisedVariancesNote) }
    if let bootstrap {
      notes.append(
        "Intervals of effects are percentiles of \(NumberFormat.count(bootstrap.models.count)) refits of the whole procedure, each on as many \(rows.data.clusters == nil ? "rows" : "clusters") drawn with replacement; those of average effects are analytic."
      )
      if bootstrap.failedCount > 0 {
        notes.append(
          "\(bootstrap.failedCount) of \(bootstrap.replicateCount) resamples could not be fitted and are left out."
        )
      }
    }
    if scores == nil, !model.isResponse {
      notes.append("Average effects were not asked for (averages: false).")
    }
    if let folds = scores?.foldCount, folds == 1 {
      notes.append("The scores behind the average effects are not cross-fitted (folds: 1).")
    }
    notes += forestNotes() + upliftNotes()
    if let groups, groups.missingCount > 0 {
      notes.append(
        "\(CountText.rows(groups.missingCount)) without a \(groups.column) are in no group.")
    }
    let references = LinearDesign(rows.data.nuisanceFeatures).references
    if !references.isEmpty, model.fitted.coefficients.contains(where: { !$0.isEmpty }) {
      let levels = references.map { "\($0.column) \($0.level)" }.joined(separator: ", ")
      notes.append("Reference levels: \(levels).")
    }
    notes += coefficientNotes()
    for (arm, remark) in zip(model.arms, model.fitted.remarks) where !remark.isEmpty {
      notes.append("Effect of \(arm): \(remark).")
    }
    return notes
  }

  /// Rows whose estimated propensity was moved into the permitted range.
  var clippedRows: Int { max(scores?.propensities.clippedRows ?? 0, model.fitted.clippedRows) }

  /// What coefficients of a last stage without a standard error, or without a say, mean.
  private func coefficientNotes() -> [String] {
    zip(model.arms, model.fitted.coefficients).flatMap { arm, coefficients -> [String] in
      var notes: [String] = []
      let explained = coefficients.filter { $0.estimate == 0 && $0.standardError == 0 }
      if !explained.isEmpty, explained.count < coefficients.count {
        let terms = explained.prefix(5).map(\.term).joined(separator: ", ")
        let more = explained.count > 5 ? " and \(explained.count - 5) more" : ""
        notes.append(
          "Effect of \(arm): other terms say all that \(terms)\(more) could, so that the coefficient is 0."
        )
      }
      let unsure = coefficients.filter { !$0.standardError.isFinite }
      if !unsure.isEmpty, unsure.count < coefficients.count {
        notes.append(
          "Effect of \(arm): \(CountText.counted(unsure.count, "coefficient")) without a standard error, as too few rows tell of \(unsure.count == 1 ? "it" : "them")."
        )
      }
      return notes
    }
  }

  private static func assumedModels(_ kind: EffectKind) -> String {
    switch kind {
    case .causalForest:
      "Base learners are the defaults: boosting for outcomes, a forest for propensities."
    default:
      "Base learners are the defaults: boosting for outcomes, propensities and effects."
    }
  }

  /// A model of the outcome alone has no propensity, but the averages beside it do.
  private var usesPropensity: Bool { scores != nil || model.kind.usesPropensity }

  /// Of the average effects; a slope has its own score, and no ATT.
  var definitions: [CellResult.Definition] {
    Self.definitions(of: model, hasAverages: scores != nil)
  }

  static func definitions(
    of model: FittedEffect, hasAverages: Bool
  ) -> [CellResult.Definition] {
    if model.isResponse { return [] }
    if !hasAverages { return [meanEffect] }
    return model.isSlope ? slopeDefinitions : definitions
  }

  private static let meanEffect = CellResult.Definition(
    "mean effect",
    "The mean of the model's own predictions for the rows it was fitted on; it need not equal the ATE."
  )

  private static let slopeDefinitions: [CellResult.Definition] = [
    .init(
      "ATE",
      "The average slope: the mean over the used rows of Γ = τ̂(x) + (T − ê(x))/V̂(x)·(Y − m̂(x) − (T − ê(x))τ̂(x)), where ê and V̂ are the expectation and variance of the treatment given x, with models fitted on the other folds.",
      source: "Athey and Wager (2019)"),
    meanEffect,
  ]

  private static let definitions: [CellResult.Definition] = [
    .init(
      "ATE",
      "The mean over the used rows of Γ₁ − Γ₀, where Γₐ = μ̂ₐ(x) + 1[T = a](Y − μ̂ₐ(x))/êₐ(x) with models fitted on the other folds.",
      source: "Chernozhukov et al. (2018)"),
    .init(
      "ATT",
      "The average effect on the rows that received the arm, from the same models."),
    .init(
      "ATO",
      "The average effect on the overlap, the rows that could have had the arm or the control: their scores count by ê(1 − ê), so that rows which are all but sure of one of them count little.",
      source: "Li, Morgan and Zaslavsky (2018)"),
    meanEffect,
  ]
}
