import Diagnostics
import Execution
import Frames
import Learners
import NotebookSyntax

/// The rows of a frame from which effects are estimated or judged.
struct CausalRows: Sendable {
  let data: CausalData
  let arms: TreatmentArms
  /// How X and W are encoded; fitted on these rows unless an encoder was given.
  let encoder: FeatureEncoder
  let propensity: ResolvedPropensity
  /// What was left out or assumed, a sentence each.
  var notes: [String]

  /// Positions in the frame of the rows that are used.
  var rows: [Int] { arms.rows }

  /// Gathers the columns, leaving out rows of other arms and rows without outcome or weight.
  ///
  /// - Parameters:
  ///   - encoder: That of a fitted model, for rows that it is judged on.
  ///   - takesAmounts: Whether a numeric treatment may be an amount; an error where it may not.
  static func gather(
    _ roles: CausalRoles, from frame: Frame, encoder: FeatureEncoder? = nil,
    propensityLearner: String, takesAmounts: Bool = false, _ context: RunContext
  ) throws(Diagnostic) -> CausalRows {
    let outcome = try NumericColumn.values(roles.outcome, role: "outcome", in: frame, context)
    var weights: [Double]?
    if let column = roles.weights {
      weights = try NumericColumn.values(column, role: "weights", in: frame, context)
    }
    let assigned = try TreatmentArms.resolve(roles, takesAmounts: takesAmounts, in: frame, context)
    var notes = assigned.notes
    let chosen = try meeting(roles.condition, assigned, in: frame, &notes, context)
    let arms = chosen.filtered(
      NumericColumn.complete([outcome] + (weights.map { [$0] } ?? []), rows: chosen.rows))
    let dropped = chosen.rows.count - arms.rows.count
    if dropped > 0 {
      let what = weights == nil ? "an outcome" : "an outcome or a weight"
      let verb = dropped == 1 ? "is" : "are"
      notes.append("\(CountText.rows(dropped)) without \(what) \(verb) left out.")
    }
    if let column = roles.weights { notes.append("Rows count by their weight, \(column.name).") }
    try checkArms(arms, roles, context)
    try checkWeights(weights, arms, roles, context)

    let used = NumericColumn.taking(outcome, arms.rows)
    let references = roles.features + roles.controls
    let columns = try FeatureColumns.columns(references, in: frame, rows: arms.rows, context)
    if encoder == nil {
      try FeatureColumns.check(
        columns, references, outcome: used, outcomeName: roles.outcome.name, treatment: arms,
        context)
    }
    let propensity = try ResolvedPropensity.resolve(
      roles.propensity, arms: arms, frame: frame, learner: propensityLearner, context)
    let clusters = try clusters(roles.cluster, of: arms, in: frame, &notes, context)
    let fitted = encoder ?? FeatureEncoder(fitting: columns)
    do throws(LearnerError) {
      let encoded = try fitted.encode(columns, rowCount: arms.rows.count)
      notes += encoded.unseen.map(\.note)
      let width = roles.features.count
      let data = try causalData(
        arms, outcome: used, features: encoded.matrix.selecting(columns: 0..<width),
        controls: roles.controls.isEmpty
          ? nil : encoded.matrix.selecting(columns: width..<references.count),
        weights: weights.map { NumericColumn.taking($0, arms.rows) }
      ).clustered(clusters)
      return CausalRows(
        data: data, arms: arms, encoder: fitted, propensity: propensity, notes: notes)
    } catch {
      throw LearnerProblem.diagnostic(error, roles: roles, context)
    }
  }

  private static func clusters(
    _ reference: ColumnReference?, of arms: TreatmentArms, in frame: Frame,
    _ notes: inout [String], _ context: RunContext
  ) throws(Diagnostic) -> [Int32]? {
    guard let reference else { return nil }
    let codes = ClusterCodes.codes(
      try context.column(reference, in: frame).levelView, rows: arms.rows)
    notes.append(note(onClusters: codes, reference, inFolds: true))
    notes += ClusterCodes.notes(of: reference.name, in: frame, rows: arms.rows)
    return codes
  }

  /// The rows that meet the condition, with a note on the others.
  private static func meeting(
    _ condition: SQLExpression?, _ arms: TreatmentArms, in frame: Frame, _ notes: inout [String],
    _ context: RunContext
  ) throws(Diagnostic) -> TreatmentArms {
    guard let condition else { return arms }
    let flags = try context.flags(frame, where: condition)
    let kept = arms.filtered(arms.rows.map { flags[$0] })
    let left = arms.rows.count - kept.rows.count
    if kept.rows.isEmpty, left > 0 {
      throw context.error(
        .noRowMeets, at: condition.range,
        "none of the \(CountText.rows(left)) of the arms meets \(condition.text)",
        hint: "widen the condition, or leave where: out")
    }
    if left > 0 { notes.append("\(CountText.rows(left)) left out by where: \(condition.text).") }
    return kept
  }

  private static func causalData(
    _ arms: TreatmentArms, outcome: [Double], features: FeatureMatrix, controls: FeatureMatrix?,
    weights: [Double]?
  ) throws(LearnerError) -> CausalData {
    if let doses = arms.doses {
      return try CausalData(
        outcome: outcome, dose: doses, arms: arms.labels, features: features, controls: controls,
        weights: weights)
    }
    return try CausalData(
      outcome: outcome, treatment: arms.codes.map { Int32($0) }, arms: arms.labels,
      features: features, controls: controls, weights: weights)
  }

  private static func checkArms(
    _ arms: TreatmentArms, _ roles: CausalRoles, _ context: RunContext
  ) throws(Diagnostic) {
    for (label, count) in zip(arms.labels, arms.counts) where count < 2 {
      throw context.error(
        .tinyArm, at: roles.treatment.column.range,
        "\(count == 0 ? "no row" : "one row") with an outcome has “\(label)”, and an effect needs more",
        hint:
          "\(arms.canSpare(label) ? "leave the arm out with arms:, or " : "")\(roles.condition == nil ? "" : "widen where:, or ")use more data"
      )
    }
    if let doses = arms.doses { try checkDoses(doses, roles, context) }
  }

  /// Refuses an amount of treatment that no slope can be told of.
  private static func checkDoses(
    _ doses: [Double], _ roles: CausalRoles, _ context: RunContext
  ) throws(Diagnostic) {
    let column = roles.treatment.column
    let infinite = doses.count { $0.isInfinite }
    if infinite > 0 {
      throw context.error(
        .unfitTreatment, at: column.range,
        "“\(column.name)” is infinite in \(CountText.rows(infinite))",
        hint: "leave them out with where:, or clip them with transform")
    }
    if let first = doses.first, doses.allSatisfy({ $0 == first }) {
      throw context.error(
        .unfitTreatment, at: column.range,
        "“\(column.name)” is the same in every used row, so that no slope can be told",
        hint: "use rows that differ in it")
    }
  }

  /// Refuses weights that leave nothing of an arm.
  private static func checkWeights(
    _ weights: [Double]?, _ arms: TreatmentArms, _ roles: CausalRoles, _ context: RunContext
  ) throws(Diagnostic) {
    guard let weights, let column = roles.weights, arms.doses == nil else { return }
    var totals = [Double](repeating: 0, count: arms.labels.count)
    for (position, row) in arms.rows.enumerated() { totals[arms.codes[position]] += weights[row] }
    if totals.allSatisfy({ $0 == 0 }) { return }
    for (label, total) in zip(arms.labels, totals) where total == 0 {
      throw context.error(
        .invalidWeights, at: column.range, "every row of “\(label)” has a weight of 0",
        hint:
          "correct the weights\(arms.canSpare(label) ? ", or leave the arm out with arms:" : "")")
    }
  }
}

extension TreatmentArms {
  /// Whether something is left to compare without an arm.
  fileprivate func canSpare(_ label: String) -> Bool { label != control && arms.count > 1 }
}

extension FeatureEncoder.UnseenLevels {
  /// A sentence for the page.
  var note: String {
    "\(CountText.rows(rows)) \(rows == 1 ? "has" : "have") a level of \(column) that the model never saw (\(levels.prefix(5).joined(separator: ", "))): it is taken as missing."
  }
}

extension DiagnosticKind {
  static let noRowMeets = DiagnosticKind(
    "where.noRow", .error, "None of the rows of the arms meets the condition of `where:`.")
  static let unfitTreatment = DiagnosticKind(
    "treatment.unfit", .error,
    "A treatment that is an amount has infinite values, or is the same in every used row.")
  static let tinyArm = DiagnosticKind(
    "treatment.tinyArm", .error, "An arm has fewer than two rows with an outcome.")
}
