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
      The sizes of the arms are tested against the planned shares of `expected` (χ²; a p-value below
      0.001 is an alarm). Without a plan they are compared with equal ones, and no alarm is raised.
      Each covariate is compared with the control's by its standardised difference, the ratio
      of variances, and the largest distance of the distribution functions; a category has a line for
      each level. The denominator of a standardised difference is √((s₁² + s₀²)/2) of the arms as they
      are, also after `weights`; `propensity` of one arm weighs rows by its inverse. An omnibus test asks whether all covariates together predict the arm.

      `assigned`, a frame of everyone who was assigned or the counts by level, tests whether the arms
      lost rows at different rates. `frames: [a, b]` compares two files in the place of arms: what
      shifted, and which share of b lies outside the range of a.

      Where the covariates predict the arm, those that do so most are named. The omnibus p-value is
      that of the likelihood ratio; below 2,000 rows the arms are also dealt anew, for a p-value that
      needs no large sample.

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
      ("omnibus.permutation.p", "p-value from dealing the arms anew"),
      (
        "retention[LEVEL], assigned[LEVEL]",
        "share of the assigned rows that are left, with assigned:"
      ),
      (
        "retention.difference, retention.p",
        "share kept of the first arm less the control's, with .se and .ci; test over all arms"
      ),
      ("outside[COLUMN], outside.any", "share of b outside the range of a, with frames:"),
      ("overlap.outside", "share of propensities below 0.1 or above 0.9"),
      ("effective[LEVEL]", "effective sample size after weighting"),
      (
        "correlation[COVARIATE], t[…], p[…], omnibus.f",
        "in the place of these for a numeric treatment"
      ),
    ])

  static let treatment = Parameter<TreatmentReference?>.optional(
    "treatment", .treatment, shown: "required, but with frames:",
    "The treatment T: a column of arms, a 0/1 column, or a numeric one.")
  static let assigned = Parameter<Retention.Assigned?>.optional(
    "assigned", .either(.map(of: .integer(from: 0), keys: "level"), .frame),
    "Who was assigned, before any row was lost: a frame with the treatment, or a map from level to count."
  )
  static let frames = Parameter<[NameReference]?>.optional(
    "frames", .list(of: .frame), "Two frames that are compared in the place of arms.")
  static let permutations = Parameter<Int>(
    "permutations", .integer(from: 0, to: 100_000), default: 999,
    shown: "999 below 2,000 rows, else 0",
    "How many times the arms are dealt anew for the omnibus test.")
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
    "propensity", .column,
    "A column of known or estimated propensities, for the overlap; of one arm also for the weights."
  )

  static let allow = Parameter<Allowance?>.optional(
    "allow", .choice(), "attrition says that uneven losses are known, and drops the warning.")

  /// What an author may know better.
  enum Allowance: String, CaseIterable, Sendable { case attrition }

  package static let parameters: [any AnyParameter] = [
    CausalParameters.data, treatment, CausalParameters.control, CausalParameters.arms, covariates,
    threshold, expected, assigned, frames, permutations, propensity, CausalParameters.weights,
    FitParameters.rowCondition, allow,
  ]

  package static let diagnostics: [DiagnosticKind] = [
    .sampleRatioMismatch, .expectedShares, .tooManyLevels, .separatedArms, .badBalanceWeights,
    .assignedCounts, .unevenRetention, .whatIsBalanced,
  ]

  private let arguments: Arguments

  package init(arguments: Arguments) { self.arguments = arguments }

  package func plan(_ plan: inout CellPlan) {
    if let frames = arguments[Self.frames] {
      planShift(frames, &plan)
    } else {
      let schema = plan.readFrame(arguments[CausalParameters.data])
      plan.check(arguments[Self.treatment]?.column, in: schema)
      plan.check(arguments[Self.covariates] ?? [], in: schema)
      plan.check(arguments[Self.propensity], in: schema)
      plan.check(arguments[CausalParameters.weights], in: schema)
      if case .second(let reference)? = arguments[Self.assigned] {
        let assigned = plan.readFrame(reference)
        plan.check(arguments[Self.treatment]?.column, in: assigned)
      }
      if arguments[Self.treatment] == nil {
        plan.error(
          .whatIsBalanced, "balance needs treatment:, or frames: with two frames to compare")
      }
    }
    plan.bind(.object(BalanceObject.typeName))
  }

  private func planShift(_ frames: [NameReference], _ plan: inout CellPlan) {
    guard frames.count == 2 else {
      plan.error(
        .whatIsBalanced, at: arguments.range(of: Self.frames),
        "frames: takes two frames, and \(frames.count) are named")
      return
    }
    let isMixed =
      arguments.isGiven(Self.treatment) || arguments.isGiven(Self.assigned)
      || arguments.isGiven(Self.expected) || arguments.isGiven(FitParameters.rowCondition)
    if isMixed {
      plan.error(
        .whatIsBalanced, at: arguments.range(of: Self.frames),
        "with frames: there are no arms: leave treatment:, expected:, assigned: and where: out")
    }
    for frame in frames {
      let schema = plan.readFrame(frame)
      plan.check(arguments[Self.covariates] ?? [], in: schema)
    }
  }

  package func run(_ context: RunContext) throws -> CellResult {
    if let frames = arguments[Self.frames], frames.count == 2 {
      return try shift(frames[0], frames[1], context)
    }
    guard let treatment = arguments[Self.treatment] else {
      throw context.error(.whatIsBalanced, "balance needs treatment:")
    }
    let (frame, left) = try context.usedRows(arguments)
    let column = try context.column(treatment.column, in: frame)
    let isNamed =
      arguments.isGiven(CausalParameters.control) || arguments.isGiven(CausalParameters.arms)
    if column.isNumeric, !treatment.asArms, !isNamed, column.levelView.levels.count > 2 {
      if arguments[Self.assigned] != nil {
        throw context.error(
          .assignedCounts, at: arguments.range(of: Self.assigned),
          "“\(column.name)” is numeric with many values, and retention is a share of each arm")
      }
      var result = try dose(column, frame, context)
      result.notes = left + result.notes
      return result
    }
    var result = try compareArms(treatment, column, frame, context)
    result.notes = left + result.notes
    return result
  }

  // MARK: Frames

  private func shift(
    _ first: NameReference, _ second: NameReference, _ context: RunContext
  ) throws(Diagnostic) -> CellResult {
    let (a, b) = (try context.frame(first).frame, try context.frame(second).frame)
    let common = a.visibleColumns.map(\.name).filter { name in
      b.visibleColumns.contains { $0.name == name }
    }
    let shift = try FrameShift(
      a, b, names: (first.name, second.name),
      columns: arguments[Self.covariates]
        ?? common.map { ColumnReference($0, arguments.headRange) },
      threshold: arguments[Self.threshold], context)
    var result = shift.result()
    if !arguments.isGiven(Self.covariates) {
      result.notes.insert("Every column that both frames have is compared.", at: 0)
    }
    result.bind(context.name, shift.object)
    return result
  }

  // MARK: Arms

  private func compareArms(
    _ treatment: TreatmentReference, _ column: Column, _ frame: Frame, _ context: RunContext
  ) throws(Diagnostic) -> CellResult {
    let (arms, controlNote) = try arms(treatment, column, frame, context)
    let covariates = try covariates(frame, rows: arms.rows, context)
    let weights = try BalanceWeights.read(frame, arms, context)
    let ratio = try SampleRatio(
      arms, expected: arguments[Self.expected], range: arguments.range(of: Self.expected), context)
    let retention = try arguments[Self.assigned].map { reference throws(Diagnostic) in
      try Retention(
        arms, assigned: reference, range: arguments.range(of: Self.assigned), context)
    }
    let balance = ArmBalance(arms, covariates, weights: weights)
    let isSmall = arms.rows.count < 2000
    let omnibus = balance.omnibus(
      permutations: isSmall || arguments.isGiven(Self.permutations)
        ? arguments[Self.permutations] : 0, seed: context.seed)
    let report = ArmBalanceReport(
      balance: balance, ratio: ratio, omnibus: omnibus, retention: retention,
      threshold: arguments[Self.threshold])
    var result = report.result(level: context.level)
    if let retention, retention.isUneven, arguments[Self.allow] == nil {
      context.warn(
        .unevenRetention, at: arguments.range(of: Self.assigned), retention.sentence)
    }
    if ratio.isMismatch, let sentence = ratio.sentence {
      context.warn(.sampleRatioMismatch, at: treatmentRange, sentence)
    }
    if let separated = omnibus?.separated, !separated.isEmpty {
      context.warn(
        .separatedArms, at: treatmentRange,
        "the covariates tell \(separated.map(\.arm).joined(separator: ", ")) and \(arms.control) apart without error\(separated.compactMap(\.column).first.map { ", most of all by “\($0)”" } ?? ""), so that there is no overlap"
      )
    }
    if let reference = arguments[Self.propensity] {
      let values = try NumericColumn.values(reference, role: "propensity", in: frame, context)
      let used = NumericColumn.taking(values, arms.rows).filter { !$0.isNaN }
      result.values.set("overlap.outside", ArmBalanceReport.outside(used))
      if arms.arms.count == 1, arguments[CausalParameters.weights] == nil {
        result.notes.append(
          "Weighted figures count each row by the inverse of the chance of its arm, from “\(reference.name)”."
        )
      }
    }
    result.notes = (controlNote.map { [$0] } ?? []) + defaultNote + result.notes
    result.bind(context.name, report.object)
    return result
  }

  private var treatmentRange: SourceRange { arguments.range(of: Self.treatment) }

  /// The arms; without `control:` the first level, for balance has no direction.
  private func arms(
    _ treatment: TreatmentReference, _ column: Column, _ frame: Frame, _ context: RunContext
  ) throws(Diagnostic) -> (TreatmentArms, note: String?) {
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

  // MARK: Both

  private func covariates(
    _ frame: Frame, rows: [Int], _ context: RunContext
  ) throws(Diagnostic) -> CovariateSet {
    let others = Set(
      [
        arguments[Self.treatment]?.column.name, arguments[Self.propensity]?.name,
        arguments[CausalParameters.weights]?.name,
      ].compactMap { $0 })
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
    let reference = ColumnReference(column.name, treatmentRange)
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
  static let whatIsBalanced = DiagnosticKind(
    "balance.what", .error,
    "The check compares the arms of a treatment, or two frames: not both, and not neither.")
}
