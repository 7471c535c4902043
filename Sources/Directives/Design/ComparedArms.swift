import Diagnostics
import Execution
import Frames

/// How the estimators that compare the arms of a frame begin: keys, plan, rows and arms.
struct ComparedArms {
  let frame: Frame
  let arms: TreatmentArms
  /// A sentence on the rows that `where:` leaves out.
  let notes: [String]

  static let parameters: [any AnyParameter] = [
    CausalParameters.data, CausalParameters.outcome, CausalParameters.treatment,
    CausalParameters.control, CausalParameters.arms,
  ]

  /// Says that the cell reads outcome, treatment and controls, and binds average effects.
  ///
  /// - Returns: the columns of the frame, for what an estimator reads besides.
  @discardableResult
  static func plan(
    _ arguments: Arguments, controls: [ColumnReference] = [], _ plan: inout CellPlan
  ) -> FrameSchema {
    let schema = plan.readFrame(arguments[CausalParameters.data])
    let columns =
      [arguments[CausalParameters.outcome], arguments[CausalParameters.treatment].column] + controls
    plan.check(columns, in: schema)
    plan.refuseTruth(among: columns)
    plan.bind(.object(AverageEffects.typeName))
    return schema
  }

  init(_ context: RunContext) throws(Diagnostic) {
    let arguments = context.arguments
    (frame, notes) = try context.usedRows(arguments)
    arms = try TreatmentArms.resolve(
      arguments[CausalParameters.treatment], control: arguments[CausalParameters.control],
      arms: arguments[CausalParameters.arms], in: frame, context)
  }
}
