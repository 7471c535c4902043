import Diagnostics
import Execution
import Frames
import Statistics

/// What `estimate ols` fits: the design, and which of its columns are the treatment.
struct OLSModel {
  var design: FormulaDesign
  /// Arms and the names of their columns in the design.
  var effects: [(arm: String, column: String)]
  var notes: [String]
  /// Where the model is written.
  var range: SourceRange
  var outcomeName: String

  init(_ arguments: Arguments, in frame: Frame, _ context: RunContext) throws(Diagnostic) {
    let treatment = arguments[EstimateOLSDirective.treatment]
    var rows = Array(0..<frame.rowCount)
    notes = []
    effects = []
    var armColumns: [(name: String, values: [Double])] = []
    if let treatment, !arguments.isGiven(EstimateOLSDirective.formula) {
      if let arms = try Self.arms(treatment, arguments, frame, context) {
        rows = arms.rows
        notes = arms.notes
        effects = arms.arms.map { ($0, "\(arms.column)[\($0)]") }
        // A 0/1 treatment keeps the plain name of its column.
        if arms.arms == ["1"] || arms.arms == ["true"] { effects = [(arms.arms[0], arms.column)] }
        armColumns = effects.enumerated().map { index, effect in
          (effect.column, arms.codes.map { $0 == index + 1 ? 1 : 0 })
        }
      } else {
        effects = [(treatment.column.name, treatment.column.name)]
      }
    }
    if let reference = arguments[EstimateOLSDirective.formula] {
      range = reference.range
      design = try FormulaDesign(
        reference.formula, range: range, in: frame, rows: rows, context)
      if case .column(let name) = reference.formula.response {
        outcomeName = name
      } else if case .expression(let text) = reference.formula.response {
        outcomeName = text
      } else {
        outcomeName = "outcome"
      }
      if let treatment {
        effects = design.names.filter {
          $0 == treatment.column.name
            || $0.hasPrefix(treatment.column.name + "[") && !$0.contains(":")
        }.map { ($0, $0) }
      }
    } else {
      let outcome = arguments[EstimateOLSDirective.outcome]
      range = outcome?.range ?? arguments.headRange
      outcomeName = outcome?.name ?? ""
      let slopes = armColumns.isEmpty ? effects.map(\.column) : []
      let terms = (slopes + arguments[CausalParameters.controls].map(\.name))
        .map { ModelFormula.Term([.column($0)]) }
      design = try FormulaDesign(
        ModelFormula(outcome: outcomeName, terms: terms), range: range, in: frame, rows: rows,
        leading: armColumns, context)
    }
    notes += design.notes
  }

  /// The arms of the treatment; nil where it is a number with many values.
  private static func arms(
    _ treatment: TreatmentReference, _ arguments: Arguments, _ frame: Frame, _ context: RunContext
  ) throws(Diagnostic) -> TreatmentArms? {
    let column = try context.column(treatment.column, in: frame)
    let isNamed =
      arguments.isGiven(CausalParameters.control) || arguments.isGiven(CausalParameters.arms)
    if column.isNumeric, !treatment.asArms, !isNamed, column.levelView.levels.count > 2 {
      return nil
    }
    return try TreatmentArms.resolve(
      treatment, control: arguments[CausalParameters.control],
      arms: arguments[CausalParameters.arms], in: frame, context)
  }
}
