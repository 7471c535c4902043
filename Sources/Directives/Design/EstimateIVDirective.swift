import Diagnostics
import Execution
import Frames
import Numerics
import Statistics

/// `estimate iv`: an effect by instruments.
package struct EstimateIVDirective: Directive {
  /// How standard errors are computed.
  enum Covariance: String, CaseIterable, Sendable {
    case classical
    case hc1 = "HC1"
    case cluster
  }

  package static let manual = DirectiveManual(
    verb: "estimate", kind: "iv",
    summary: "Estimates an effect by instruments (two-stage least squares).",
    discussion: """
      An instrument moves the treatment, and the outcome only through it: that cannot be tested, and
      the page says so. The first stage's F tells whether the instruments move the treatment at all;
      below 10 the interval cannot be trusted, which is a warning. Where effects differ, the estimate
      is of those whose treatment the instruments move.

      The treatment is numeric, or 0/1, or an arm against a control. Ordinary least squares stands
      beside; Wu and Hausman's test compares the two. With more instruments than one, Sargan's test
      asks whether they agree. With `cluster` rows of one value may depend on each other, as where
      whole shops or days were assigned; errors are then referred to t with the number of clusters
      less one.
      """,
    example: """
      ```{estimate iv #effect}
      data: trial
      outcome: spend
      treatment: opened
      instruments: [assigned]
      controls: [age]
      ```
      """,
    values: [
      ("ate, ate.se, ate.ci, ate.p", "the coefficient of the treatment"),
      ("first-stage.f, first-stage.df, first-stage.p", "classical F of the instruments"),
      ("first-stage.robust.f", "the same with White's covariance, or that of the clusters"),
      ("first-stage.r2", "partial R² of the instruments"),
      ("ols, ols.se", "least squares without instruments"),
      ("endogeneity.p", "Wu and Hausman's test that the two agree"),
      ("sargan, sargan.df, sargan.p", "whether several instruments agree"),
      ("coef[TERM], se[TERM]", "intercept and controls"), ("rows", "rows that were used"),
    ])

  static let instruments = Parameter<[ColumnReference]>(
    "instruments", .columns, "Columns that move the treatment and nothing else.")
  static let covariance = Parameter<Covariance>(
    "covariance", .choice(), default: .hc1, shown: "HC1; cluster where cluster: is given",
    "How standard errors are computed.")

  package static let parameters: [any AnyParameter] =
    ComparedArms.parameters + [
      instruments, EffectTargetParameters.controls, covariance, ClusterParameter.cluster,
      FitParameters.rowCondition,
    ]
  package static let diagnostics: [DiagnosticKind] = [
    .weakInstruments, .uselessInstruments, .fewClusters,
  ]

  private let arguments: Arguments

  package init(arguments: Arguments) { self.arguments = arguments }

  package func plan(_ plan: inout CellPlan) {
    let schema = ComparedArms.plan(
      arguments, controls: arguments[EffectTargetParameters.controls], &plan)
    plan.check(arguments[Self.instruments], in: schema)
    plan.check(arguments[ClusterParameter.cluster], in: schema)
    if arguments[Self.covariance] == .cluster, arguments[ClusterParameter.cluster] == nil {
      plan.error(
        .fewClusters, at: arguments.range(of: Self.covariance),
        "covariance: cluster needs cluster: with the column of clusters")
    }
    let treatment = arguments[CausalParameters.treatment].column
    let controls = arguments[EffectTargetParameters.controls].map(\.name)
    if arguments[Self.instruments].isEmpty {
      plan.error(
        .uselessInstruments, at: arguments.range(of: Self.instruments), "no instrument is named")
    }
    for instrument in arguments[Self.instruments]
    where instrument.name == treatment.name || controls.contains(instrument.name) {
      plan.error(
        .uselessInstruments, at: instrument.range,
        "“\(instrument.name)” is the treatment or a control, and cannot be an instrument too")
    }
  }

  package func run(_ context: RunContext) throws -> CellResult {
    let (frame, left) = try context.usedRows(arguments)
    let data = try InstrumentedRows(arguments, in: frame, context)
    let estimator = try estimator(data, frame, context)
    let fit: TwoStageLeastSquares
    do throws(RegressionError) {
      fit = try TwoStageLeastSquares(
        outcome: data.outcome, treatment: data.treatment, instruments: data.instruments,
        controls: data.controls, covariance: estimator)
    } catch {
      throw context.error(
        .uselessInstruments, at: arguments.range(of: Self.instruments),
        "the instruments tell nothing of “\(data.label)” that the controls do not, in \(CountText.rows(data.outcome.count))"
      )
    }
    let strength = estimator == .classical ? fit.firstStage : fit.robustFirstStage
    if !(strength.f >= 10) {
      context.warn(
        .weakInstruments, at: arguments.range(of: Self.instruments),
        "the instruments hardly move “\(data.label)” (first-stage F \(NumberFormat.significant(strength.f, digits: 3)), where 10 is the usual least), so that the interval cannot be trusted"
      )
    }
    var result = report(fit, data, context)
    result.notes = left + result.notes
    return result
  }

  private var covariance: Covariance {
    let usesCluster =
      arguments.isGiven(ClusterParameter.cluster) && !arguments.isGiven(Self.covariance)
    return usesCluster ? .cluster : arguments[Self.covariance]
  }

  private func estimator(
    _ data: InstrumentedRows, _ frame: Frame, _ context: RunContext
  ) throws(Diagnostic) -> CovarianceEstimator {
    switch (covariance, arguments[ClusterParameter.cluster]) {
    case (.classical, _): .classical
    case (.cluster, let reference?):
      try ClusterParameter.estimator(reference, rows: data.rows, in: frame, context)
    case (.hc1, _), (.cluster, nil): .hc1
    }
  }

  private func report(
    _ fit: TwoStageLeastSquares, _ data: InstrumentedRows, _ context: RunContext
  ) -> CellResult {
    let outcome = arguments[CausalParameters.outcome].name
    let effect = ArmEffect(arm: data.label, fit.effect, level: context.level)
    var result = CellResult(values: ArmEffectReport.values([effect], level: context.level))
    result.values.set("first-stage.f", fit.firstStage.f)
    result.values.set("first-stage.df", fit.firstStage.numeratorDegrees)
    result.values.set("first-stage.p", fit.firstStage.pValue)
    result.values.set("first-stage.robust.f", fit.robustFirstStage.f)
    result.values.set("first-stage.r2", fit.partialRSquared)
    result.values.set("ols", fit.leastSquares.value)
    result.values.set("ols.se", fit.leastSquares.standardError)
    result.values.set("endogeneity.p", fit.endogeneity.pValue)
    if let test = fit.overidentification {
      result.values.set("sargan", test.statistic)
      result.values.set("sargan.df", test.degreesOfFreedom)
      result.values.set("sargan.p", test.pValue)
    }
    let names = ["intercept"] + data.controlLabels
    for (name, estimate) in zip(names, fit.others) {
      result.values.set("coef[\(name)]", estimate.value)
      result.values.set("se[\(name)]", estimate.standardError)
    }
    result.values.set("rows", fit.rows)
    result.items = [
      .table(table(fit, data, outcome, context.level))
    ]
    result.notes =
      data.notes + [
        "That the instruments move “\(outcome)” only through “\(data.label)” is assumed: no test of the data can show it."
      ]
    if !fit.dependentControls.isEmpty {
      let left = fit.dependentControls.map { "“\(data.controlLabels[$0])”" }
      result.notes.append(
        "Left out, since other columns explain them: \(left.joined(separator: ", ")).")
    }
    result.definitions = [
      .init(
        "2SLS",
        "least squares of the outcome on the treatment as the instruments predict it; SE \(covariance.rawValue), from residuals of the treatment itself"
      ),
      .init("first stage", "F that no instrument moves the treatment, given the controls"),
    ]
    result.bind(
      context.name, AverageEffects(outcome: outcome, effects: [(data.label, fit.effect)]))
    return result
  }

  private func table(
    _ fit: TwoStageLeastSquares, _ data: InstrumentedRows, _ outcome: String, _ level: Double
  ) -> ResultTable {
    func row(_ name: String, _ estimate: Estimate) -> [TableCell] {
      [
        .text(name), .optional(estimate.value), .optional(estimate.standardError),
        ArmEffectReport.interval(estimate.interval(level: level)), .optional(estimate.pValue),
      ]
    }
    var notes = [
      "First stage: F \(NumberFormat.significant(fit.firstStage.f, digits: 4)) (robust \(NumberFormat.significant(fit.robustFirstStage.f, digits: 4))), partial R² \(NumberFormat.significant(fit.partialRSquared, digits: 3)).",
      "Wu and Hausman's test that both agree: \(ProbabilityText.text(fit.endogeneity.pValue)).",
    ]
    if let test = fit.overidentification {
      notes.append(
        "Sargan's test that the instruments agree: χ² = \(NumberFormat.significant(test.statistic, digits: 3)), \(ProbabilityText.text(test.pValue))."
      )
    }
    return ResultTable(
      title: "Effect of \(data.label) on \(outcome)",
      columns: [
        TableColumn("Estimator"), TableColumn("Effect", .estimate(standardErrors: 2)),
        TableColumn("SE"), TableColumn(LevelText.interval(level), .estimate(standardErrors: 2)),
        TableColumn("p", .probability),
      ],
      rows: [
        row("instruments (2SLS)", fit.effect), row("least squares", fit.leastSquares),
      ], notes: notes, emphasised: [0])
  }
}

extension DiagnosticKind {
  static let weakInstruments = DiagnosticKind(
    "estimate.weakInstruments", .warning,
    "The instruments hardly move the treatment: the estimate leans towards least squares and its interval is too short."
  )
  static let uselessInstruments = DiagnosticKind(
    "estimate.instruments", .error,
    "An instrument is missing, constant, explained by the controls, or one of the regression's own columns."
  )
}
