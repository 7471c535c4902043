import Diagnostics
import Execution
import Frames
import Learners
import NotebookSyntax

/// The columns that play the parts of an effect's estimation.
struct CausalRoles: Sendable {
  var outcome: ColumnReference
  var treatment: TreatmentReference
  var control: Located<String>?
  var arms: [Located<String>]?
  var features: [ColumnReference]
  var controls: [ColumnReference]
  var weights: ColumnReference?
  var propensity: PropensityReference?
  var cluster: ColumnReference?
  /// Which rows are used; all where there is none.
  var condition: SQLExpression?
}

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
    var clusters: [Int32]?
    if let reference = roles.cluster {
      let codes = ClusterCodes.codes(
        try context.column(reference, in: frame).levelView, rows: arms.rows)
      notes.append(note(onClusters: codes, reference, inFolds: true))
      clusters = codes
    }
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

  /// The rows that meet the condition, with a note on the others.
  private static func meeting(
    _ condition: SQLExpression?, _ arms: TreatmentArms, in frame: Frame, _ notes: inout [String],
    _ context: RunContext
  ) throws(Diagnostic) -> TreatmentArms {
    guard let condition else { return arms }
    let flags = try context.flags(frame, where: condition)
    let kept = arms.filtered(arms.rows.map { flags[$0] })
    let left = arms.rows.count - kept.rows.count
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
        hint: "leave the arm out with arms:, or use more data")
    }
  }
}

extension FeatureEncoder.UnseenLevels {
  /// A sentence for the page.
  var note: String {
    "\(rows) rows have a level of \(column) that the model never saw (\(levels.prefix(5).joined(separator: ", "))): it is taken as missing."
  }
}

extension DiagnosticKind {
  static let tinyArm = DiagnosticKind(
    "treatment.tinyArm", .error, "An arm has fewer than two rows with an outcome.")
}
