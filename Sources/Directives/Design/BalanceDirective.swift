import Diagnostics
import Execution
import Frames
import NotebookSyntax
import Numerics
import Statistics

/// `balance`: whether arms differ in what was known before the treatment.
package struct BalanceDirective: Directive {
  package static let manual = DirectiveManual(
    verb: "balance", summary: "Compares the arms in what was known before the treatment.",
    discussion: """
      The sizes of the arms are tested against the planned shares (χ²; a p-value below 0.001 is an
      alarm). Each covariate is compared with the control's by its standardised difference, the ratio
      of variances, and the largest distance of the distribution functions; a category has a line for
      each level. The denominator of a standardised difference is √((s₁² + s₀²)/2) of the arms as they
      are, also after `weights`. An omnibus test asks whether all covariates together predict the arm.

      A numeric treatment with more than two values has correlations in the place of differences, and
      an F test as the omnibus. Covariates are columns from before the treatment: an outcome among
      them would show its effect as imbalance.
      """,
    example: """
      ```{balance #draw}
      data: customers
      treatment: segment
      control: No E-Mail
      covariates: [recency, history, channel]
      expected: [1/3, 1/3, 1/3]
      ```
      """,
    values: [
      (
        "smd[COVARIATE]",
        "standardised difference, of the arm where it is largest; recency, channel[Web]"
      ),
      ("variance-ratio[COVARIATE], ks[COVARIATE]", "the other two figures"),
      ("[ARM].smd[COVARIATE]", "the figures of one arm"),
      ("smd.max, imbalanced", "largest absolute difference; covariates beyond the threshold"),
      ("srm.chi2, srm.df, srm.p", "test of the arms' sizes"), ("n[LEVEL]", "rows of an arm"),
      ("omnibus.chi2, omnibus.df, omnibus.p", "whether all covariates together predict the arm"),
      ("omnibus.auc", "area under the ROC curve of that regression, on its own rows"),
      ("overlap.outside", "share of propensities below 0.1 or above 0.9"),
      ("effective[LEVEL]", "effective sample size after weighting"),
      (
        "correlation[COVARIATE], t[…], p[…], omnibus.f",
        "in the place of these for a numeric treatment"
      ),
    ])

  static let covariates = Parameter<[ColumnReference]?>.optional(
    "covariates", .columns, shown: "every column but the treatment",
    "Columns from before the treatment.")
  static let threshold = Parameter<Double>(
    "threshold", .number(from: 0, excludingLow: true), default: 0.1,
    "The size of a standardised difference, or of a correlation, that is still accepted.")
  static let expected = Parameter<SampleRatio.Expected?>.optional(
    "expected",
    .either(.list(of: .number(from: 0)), .map(of: .number(from: 0), keys: "arm")),
    shown: "arms of equal size",
    "The planned shares: the control's first, then the arms', or a map from arm to share.")
  static let propensity = Parameter<ColumnReference?>.optional(
    "propensity", .column, "A column of known or estimated propensities, for the overlap.")

  package static let parameters: [any AnyParameter] = [
    CausalParameters.data, CausalParameters.treatment, CausalParameters.control,
    CausalParameters.arms, covariates, threshold, expected, propensity, CausalParameters.weights,
  ]

  package static let diagnostics: [DiagnosticKind] = [
    .sampleRatioMismatch, .expectedShares, .tooManyLevels, .separatedArms, .badBalanceWeights,
  ]

  private let arguments: Arguments

  package init(arguments: Arguments) { self.arguments = arguments }

  package func plan(_ plan: inout CellPlan) {
    let schema = plan.readFrame(arguments[CausalParameters.data])
    plan.check(arguments[CausalParameters.treatment].column, in: schema)
    plan.check(arguments[Self.covariates] ?? [], in: schema)
    plan.check(arguments[Self.propensity], in: schema)
    plan.check(arguments[CausalParameters.weights], in: schema)
    plan.bind(.object(BalanceObject.typeName))
  }

  package func run(_ context: RunContext) throws -> CellResult {
    let frame = try context.frame(arguments[CausalParameters.data]).frame
    let treatment = arguments[CausalParameters.treatment]
    let column = try context.column(treatment.column, in: frame)
    let isNamed =
      arguments.isGiven(CausalParameters.control) || arguments.isGiven(CausalParameters.arms)
    if column.isNumeric, !treatment.asArms, !isNamed, column.levelView.levels.count > 2 {
      return try dose(column, frame, context)
    }
    return try compareArms(column, frame, context)
  }

  // MARK: Arms

  private func compareArms(
    _ column: Column, _ frame: Frame, _ context: RunContext
  ) throws(Diagnostic) -> CellResult {
    let (arms, controlNote) = try arms(column, frame, context)
    let covariates = try covariates(frame, rows: arms.rows, context)
    let weights = try weights(frame, arms, context)
    let ratio = try SampleRatio(
      arms, expected: arguments[Self.expected], range: arguments.range(of: Self.expected), context)
    let balance = ArmBalance(arms, covariates, weights: weights)
    let omnibus = balance.omnibus()
    let report = ArmBalanceReport(
      balance: balance, ratio: ratio, omnibus: omnibus, threshold: arguments[Self.threshold])
    var result = report.result()
    if ratio.isMismatch {
      context.warn(.sampleRatioMismatch, at: treatmentRange, ratio.sentence)
    }
    if let separated = omnibus?.separated, !separated.isEmpty {
      context.warn(
        .separatedArms, at: treatmentRange,
        "the covariates tell \(separated.joined(separator: ", ")) and \(arms.control) apart without error, so that there is no overlap"
      )
    }
    if let reference = arguments[Self.propensity] {
      let values = try NumericColumn.values(reference, role: "propensity", in: frame, context)
      let used = NumericColumn.taking(values, arms.rows).filter { !$0.isNaN }
      result.values.set("overlap.outside", ArmBalanceReport.outside(used))
    }
    result.notes = (controlNote.map { [$0] } ?? []) + defaultNote + result.notes
    result.bind(context.name, report.object)
    return result
  }

  private var treatmentRange: SourceRange { arguments.range(of: CausalParameters.treatment) }

  /// The arms; without `control:` the first level, for balance has no direction.
  private func arms(
    _ column: Column, _ frame: Frame, _ context: RunContext
  ) throws(Diagnostic) -> (TreatmentArms, note: String?) {
    let treatment = arguments[CausalParameters.treatment]
    var control = arguments[CausalParameters.control]
    var note: String?
    let levels = column.levelView.levels
    let isIndicator = Set(levels) == ["0", "1"] || Set(levels) == ["false", "true"]
    if control == nil, !isIndicator, levels.count > 1 {
      let chosen = arguments[CausalParameters.arms].map { $0.map(\.value) } ?? []
      let first = levels.sorted().first { !chosen.contains($0) } ?? levels[0]
      control = Located(first, treatment.column.range)
      note = "The arms are compared with “\(first)”: name another level with control:."
    }
    let arms = try TreatmentArms.resolve(
      treatment, control: control, arms: arguments[CausalParameters.arms], in: frame, context)
    return (arms, note)
  }

  private func weights(
    _ frame: Frame, _ arms: TreatmentArms, _ context: RunContext
  ) throws(Diagnostic) -> [Double]? {
    guard let reference = arguments[CausalParameters.weights] else { return nil }
    let all = try NumericColumn.values(reference, role: "weight", in: frame, context)
    let weights = NumericColumn.taking(all, arms.rows)
    guard weights.allSatisfy({ $0.isFinite && $0 >= 0 }) else {
      throw context.error(
        .badBalanceWeights, at: reference.range,
        "“\(reference.name)” has a weight that is missing, negative or infinite")
    }
    for (code, label) in arms.labels.enumerated() {
      let total = weights.indices.reduce(0) { $0 + (arms.codes[$1] == code ? weights[$1] : 0) }
      guard total > 0 else {
        throw context.error(
          .badBalanceWeights, at: reference.range, "no row of “\(label)” has a weight above zero")
      }
    }
    return weights
  }

  // MARK: Both

  private func covariates(
    _ frame: Frame, rows: [Int], _ context: RunContext
  ) throws(Diagnostic) -> CovariateSet {
    let others = Set(
      [arguments[CausalParameters.treatment].column.name]
        + [arguments[Self.propensity]?.name, arguments[CausalParameters.weights]?.name]
        .compactMap { $0 })
    let references =
      arguments[Self.covariates]
      ?? frame.visibleColumns.map(\.name).filter { !others.contains($0) }
      .map { ColumnReference($0, arguments.headRange) }
    let set = try CovariateSet(references, in: frame, rows: rows, context)
    for (reference, levels) in set.tooFine {
      context.warn(
        .tooManyLevels, at: reference.range,
        "“\(reference.name)” has \(NumberFormat.count(levels)) different values, which name rows rather than kinds of row: it is left out"
      )
    }
    return set
  }

  private var defaultNote: [String] {
    arguments.isGiven(Self.covariates)
      ? []
      : [
        "Every column but the treatment counts as a covariate: name those from before the treatment with covariates:."
      ]
  }

  private func dose(
    _ column: Column, _ frame: Frame, _ context: RunContext
  ) throws(Diagnostic) -> CellResult {
    let reference = arguments[CausalParameters.treatment].column
    let values = try NumericColumn.values(reference, role: "treatment", in: frame, context)
    let rows = values.indices.filter { !values[$0].isNaN }
    let balance = DoseBalance(
      treatment: column.name, dose: rows.map { values[$0] },
      covariates: try covariates(frame, rows: rows, context),
      threshold: arguments[Self.threshold])
    var result = balance.result()
    result.notes = defaultNote + result.notes
    if rows.count < values.count {
      result.notes.append(
        "\(CountText.rows(values.count - rows.count)) with a missing treatment left out.")
    }
    result.bind(context.name, balance.object)
    return result
  }
}

extension DiagnosticKind {
  static let sampleRatioMismatch = DiagnosticKind(
    "balance.sampleRatio", .warning,
    "The arms do not have the planned sizes: rows were lost or misassigned on the way, which may bias every effect."
  )
  static let tooManyLevels = DiagnosticKind(
    "balance.tooManyLevels", .warning,
    "A covariate of text has so many values that it names rows; it is left out.")
  static let separatedArms = DiagnosticKind(
    "balance.separatedArms", .warning,
    "The covariates tell the arms apart without error: no row has a counterpart in the other arm.")
  static let badBalanceWeights = DiagnosticKind(
    "balance.badWeights", .error,
    "Weights have to be finite and not negative, with some above zero in every arm.")
}
