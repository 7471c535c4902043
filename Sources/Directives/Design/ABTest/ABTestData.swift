import Diagnostics
import Execution
import Frames
import Numerics
import Statistics

/// The columns of an A/B test on the rows that miss none of them.
struct ABTestData {
  var arms: TreatmentArms
  var outcomes: [(name: String, values: [Double])] = []
  var denominator: [Double]?
  var covariates: Matrix
  var groups: (codes: [Int], labels: [String])?
  var notes: [String]

  init(
    _ arguments: Arguments, _ arms: TreatmentArms, in frame: Frame, _ context: RunContext
  ) throws(Diagnostic) {
    var columns: [[Double]] = []
    for reference in arguments[ABTestDirective.outcomes] {
      columns.append(try NumericColumn.values(reference, role: "outcome", in: frame, context))
    }
    let outcomeCount = columns.count
    for reference in arguments[ABTestDirective.cuped] {
      columns.append(try NumericColumn.values(reference, role: "covariate", in: frame, context))
    }
    if let reference = arguments[ABTestDirective.denominator] {
      columns.append(try NumericColumn.values(reference, role: "denominator", in: frame, context))
    }
    var keep = NumericColumn.complete(columns, rows: arms.rows)
    let view = try Self.groups(arguments, frame, context)
    if let view {
      for (index, row) in arms.rows.enumerated() where view.codes[row] < 0 { keep[index] = false }
    }
    let used = arms.filtered(keep)
    self.arms = used
    notes = arms.notes
    let dropped = keep.count { !$0 }
    if dropped > 0 {
      notes.append("\(CountText.rows(dropped)) with a missing value of a named column left out.")
    }
    try Self.requirePairs(used, context)
    func taking(_ index: Int) -> [Double] { NumericColumn.taking(columns[index], used.rows) }
    for (index, reference) in arguments[ABTestDirective.outcomes].enumerated() {
      let values = taking(index)
      try Self.requireMetric(reference, values, context)
      outcomes.append((reference.name, values))
    }
    let cuped = arguments[ABTestDirective.cuped]
    let covariateColumns = cuped.indices.map { taking(outcomeCount + $0) }
    covariates =
      cuped.isEmpty
      ? Matrix(rows: used.rows.count, columns: 0) : Matrix(columns: covariateColumns)
    if arguments[ABTestDirective.denominator] != nil {
      denominator = taking(columns.count - 1)
    }
    groups = view.map { view in
      (used.rows.map { Int(view.codes[$0]) }, view.levels)
    }
    try refusePostTreatment(cuped, covariateColumns, context)
  }

  private static func requirePairs(
    _ arms: TreatmentArms, _ context: RunContext
  ) throws(Diagnostic) {
    for (label, count) in zip(arms.labels, arms.counts) where count < 2 {
      throw context.error(
        .tinyArm, at: context.arguments.range(of: CausalParameters.treatment),
        "“\(label)” has \(count == 0 ? "no row" : "a single row") without missing values, and a standard error needs two"
      )
    }
  }

  /// Refuses values other than 0 and 1 of what is to be a proportion.
  private static func requireMetric(
    _ reference: ColumnReference, _ values: [Double], _ context: RunContext
  ) throws(Diagnostic) {
    if context.arguments[ABTestDirective.metric] == .proportion,
      let other = values.first(where: { $0 != 0 && $0 != 1 })
    {
      throw context.error(
        .notProportion, at: reference.range,
        "“\(reference.name)” holds \(NumberFormat.shortest(other)), and a proportion is of zeros and ones",
        hint: "leave metric: out, or write metric: mean")
    }
  }

  private static func groups(
    _ arguments: Arguments, _ frame: Frame, _ context: RunContext
  ) throws(Diagnostic) -> LevelView? {
    guard let reference = arguments[ABTestDirective.by] else { return nil }
    let view = try context.column(reference, in: frame).levelView
    guard view.levels.count <= 50 else {
      throw context.error(
        .tooManyGroups, at: reference.range,
        "“\(reference.name)” has \(NumberFormat.count(view.levels.count)) groups, and 50 are the most",
        hint: "bin it with transform first")
    }
    return view
  }

  /// A covariate whose mean differs between the arms far beyond chance was moved by the treatment.
  private func refusePostTreatment(
    _ references: [ColumnReference], _ columns: [[Double]], _ context: RunContext
  ) throws(Diagnostic) {
    for (reference, values) in zip(references, columns) {
      var samples = [[Double]](repeating: [], count: arms.labels.count)
      for (index, code) in arms.codes.enumerated() { samples[code].append(values[index]) }
      let moments = samples.map { Moments($0) }
      for (label, sample) in zip(arms.arms, moments.dropFirst()) {
        let p = MeanComparison.welch(sample, moments[0]).pValue
        guard p < 1e-4 else { continue }
        throw context.error(
          .postTreatment, at: reference.range,
          "“\(reference.name)” differs between “\(label)” and “\(arms.control)” (\(ProbabilityText.text(p))): it was moved by the treatment, or the draw was not fair",
          notes: ["Adjusting for what the treatment moves takes a part of the effect away."],
          hint: "name columns that were measured before the experiment")
      }
    }
  }
}

extension DiagnosticKind {
  static let postTreatment = DiagnosticKind(
    "abtest.postTreatment", .error,
    "A covariate of CUPED was moved by the treatment, or does not vary. It has to be measured before the experiment."
  )
  static let tooManyGroups = DiagnosticKind(
    "abtest.tooManyGroups", .error, "The column of groups has too many values.")
  static let notProportion = DiagnosticKind(
    "abtest.notProportion", .error,
    "The metric is a proportion, and the outcome holds other values than 0 and 1.")
}
