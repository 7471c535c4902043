import Diagnostics
import Execution
import Frames
import Numerics
import Statistics

/// `estimate ols`: linear regression with robust standard errors.
package struct EstimateOLSDirective: Directive {
  /// How standard errors are computed.
  enum Covariance: String, CaseIterable, Sendable {
    case classical
    case hc0 = "HC0"
    case hc1 = "HC1"
    case hc2 = "HC2"
    case hc3 = "HC3"
    case cluster
  }

  package static let manual = DirectiveManual(
    verb: "estimate", kind: "ols",
    summary: "Fits a linear regression and reads the effect off a coefficient.",
    discussion: """
      The model is a formula, or an outcome, a treatment and controls. In a formula `a*b` is
      `a + b + a:b`, `C(k)` takes the values of a column as categories, `I(a**2)` and `log(a)` compute,
      `- 1` drops the intercept, and backquotes hold names with other characters. A category gives a
      coefficient for each level against its first one in the order of the alphabet; with
      `treatment:` against the control.

      Robust standard errors (HC0 to HC3) are referred to the normal distribution, classical ones to t
      with n − k degrees of freedom, clustered ones to t with the number of clusters less one.
      Columns that others explain are left out and named.
      """,
    example: """
      ```{estimate ols #adjusted}
      data: customers
      outcome: visit
      treatment: segment
      control: No E-Mail
      controls: [recency, history, channel]
      covariance: HC1
      ```
      """,
    values: [
      ("ate", "the treatment's coefficient, where there is one"),
      ("ate.se, ate.ci, ate.p", "its standard error, interval and p-value"),
      ("[ARM].ate", "the same of each arm, where there are several"),
      ("coef[TERM]", "a coefficient: intercept, age, channel[Web], age:channel[Web], I(age**2)"),
      ("se[TERM], ci[TERM], t[TERM], p[TERM]", "its standard error, interval, statistic, p-value"),
      ("rows, df, r2, r2.adjusted, sigma", "rows, residual degrees of freedom, fit"),
      ("f, f.p", "Wald test that every slope is zero, with the chosen covariance"),
    ])

  static let formula = Parameter<FormulaReference?>.optional(
    "formula", .formula, "The model, as y ~ a + b*c + C(k) + a:b + I(a**2).")
  static let outcome = Parameter<ColumnReference?>.optional(
    "outcome", .column, "The outcome, where there is no formula.")
  static let treatment = Parameter<TreatmentReference?>.optional(
    "treatment", .treatment, "The treatment: arms, or a number whose slope is the effect.")
  static let covariance = Parameter<Covariance>(
    "covariance", .choice(), default: .hc1, shown: "HC1; cluster where cluster: is given",
    "How standard errors are computed.")
  package static let parameters: [any AnyParameter] = [
    CausalParameters.data, formula, outcome, treatment, CausalParameters.control,
    CausalParameters.arms, CausalParameters.controls, covariance, ClusterParameter.cluster,
    CausalParameters.weights, FitParameters.rowCondition,
  ]

  package static let diagnostics: [DiagnosticKind] = [
    .olsModel, .badFormula, .tooManyTerms, .dependentColumns, .fewClusters, .badWeights,
  ]

  private let arguments: Arguments

  package init(arguments: Arguments) { self.arguments = arguments }

  package func plan(_ plan: inout CellPlan) {
    let schema = plan.readFrame(arguments[CausalParameters.data])
    if let reference = arguments[Self.formula] {
      if arguments.isGiven(Self.outcome) || arguments.isGiven(CausalParameters.controls) {
        plan.error(
          .olsModel, at: reference.range,
          "give formula:, or outcome: with treatment: and controls:, not both")
      }
      let columns = reference.formula.columns.map { ColumnReference($0, reference.range) }
      plan.check(columns, in: schema)
      plan.refuseTruth(among: columns)
    } else if arguments[Self.outcome] == nil {
      plan.error(.olsModel, "the regression needs outcome: or formula:")
    } else if arguments[Self.treatment] == nil, arguments[CausalParameters.controls].isEmpty {
      plan.error(.olsModel, "the regression has no regressors: give treatment: or controls:")
    }
    if arguments[Self.covariance] == .cluster, arguments[ClusterParameter.cluster] == nil {
      plan.error(
        .olsModel, at: arguments.range(of: Self.covariance),
        "covariance: cluster needs cluster: with the column of clusters")
    }
    plan.check(arguments[Self.outcome], in: schema)
    plan.check(arguments[Self.treatment]?.column, in: schema)
    plan.check(arguments[CausalParameters.controls], in: schema)
    plan.refuseTruth(
      among: [arguments[Self.outcome], arguments[Self.treatment]?.column]
        + arguments[CausalParameters.controls])
    plan.check(arguments[ClusterParameter.cluster], in: schema)
    plan.check(arguments[CausalParameters.weights], in: schema)
    plan.bind(.object(AverageEffects.typeName))
  }

  package func run(_ context: RunContext) throws -> CellResult {
    let (frame, left) = try context.usedRows(arguments)
    let model = try OLSModel(arguments, in: frame, context)
    let fit = try fit(model, frame, context)
    let usesCluster =
      arguments.isGiven(ClusterParameter.cluster) && !arguments.isGiven(Self.covariance)
    let choice = usesCluster ? .cluster : arguments[Self.covariance]
    let estimator = try estimator(choice, model.design, frame, context)
    let usesNormal = choice != .classical && choice != .cluster
    let report = OLSReport(
      model: model, fit: fit, estimator: estimator, usesNormal: usesNormal, level: context.level)
    var result = report.result(covarianceName: choice.rawValue)
    result.notes = left + result.notes
    result.bind(
      context.name,
      AverageEffects(
        outcome: model.outcomeName, effects: report.armEstimates,
        fit: .init(
          frame: frame, rows: model.design.rows, fitted: fit.fitted, residuals: fit.residuals),
        partial: partial(model, fit, frame),
        coefficients: report.termEstimates))
    if !fit.dependentColumns.isEmpty {
      let names = fit.dependentColumns.map { "“\(model.design.names[$0])”" }
      let text = names.joined(separator: ", ")
      context.warn(
        .dependentColumns, at: model.range,
        "\(text) \(names.count == 1 ? "is" : "are") constant or explained by other columns, and left out"
      )
      result.notes.append("Left out, since other columns explain them: \(text).")
    }
    return result
  }

  /// The rests of outcome and treatment, for a single effect without weights.
  private func partial(
    _ model: OLSModel, _ fit: LeastSquaresFit, _ frame: Frame
  ) -> (@Sendable () -> PartialResiduals?)? {
    guard model.effects.count == 1, fit.weights == nil,
      let position = model.design.names.firstIndex(of: model.effects[0].column),
      !fit.dependentColumns.contains(position)
    else { return nil }
    let rows = model.design.rows
    let name = model.effects[0].column
    return {
      guard let rests = fit.partialResiduals(of: position) else { return nil }
      return PartialResiduals(
        frame: frame, rows: rows, treatment: name, outcomeRest: rests.outcome,
        treatmentRest: rests.column)
    }
  }

  private func fit(
    _ model: OLSModel, _ frame: Frame, _ context: RunContext
  ) throws(Diagnostic) -> LeastSquaresFit {
    var weights: [Double]?
    if let reference = arguments[CausalParameters.weights] {
      let all = try NumericColumn.values(reference, role: "weight", in: frame, context)
      weights = NumericColumn.taking(all, model.design.rows)
    }
    guard model.design.rows.count > 1 else {
      throw context.error(
        .tinyArm, at: model.range,
        "the regression has \(CountText.rows(model.design.rows.count)) without missing values")
    }
    do throws(RegressionError) {
      return try LeastSquares.fit(model.design.matrix, model.design.outcome, weights: weights)
    } catch {
      switch error {
      case .invalidOutcomeOrWeight:
        throw context.error(
          .badWeights, at: arguments.range(of: CausalParameters.weights),
          "a weight is missing, negative or infinite")
      case .noIndependentColumn, .empty, .notFinite:
        throw context.error(
          .olsModel, at: model.range,
          "every regressor is zero or constant in the rows that are used")
      }
    }
  }

  private func estimator(
    _ choice: Covariance, _ design: FormulaDesign, _ frame: Frame, _ context: RunContext
  ) throws(Diagnostic) -> CovarianceEstimator {
    switch choice {
    case .classical: return .classical
    case .hc0: return .hc0
    case .hc1: return .hc1
    case .hc2: return .hc2
    case .hc3: return .hc3
    case .cluster:
      guard let reference = arguments[ClusterParameter.cluster] else { return .hc1 }
      return try ClusterParameter.estimator(reference, rows: design.rows, in: frame, context)
    }
  }
}

extension DiagnosticKind {
  static let olsModel = DiagnosticKind(
    "estimate.olsModel", .error,
    "The regression is not fully described, or described twice: it takes a formula, or an outcome with a treatment or controls."
  )
  static let dependentColumns = DiagnosticKind(
    "estimate.dependentColumns", .warning,
    "A column of the regression is constant or a combination of others, so that it has no coefficient of its own."
  )
  static let badWeights = DiagnosticKind(
    "estimate.badWeights", .error, "Weights have to be finite and not negative.")
}
