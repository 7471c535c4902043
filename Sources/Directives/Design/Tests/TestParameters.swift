import Diagnostics
import Execution

/// Keys and steps that the kinds of `test` have in common.
enum TestParameters {
  static let x = Parameter<ColumnReference>("x", .column, "The column that is tested.")
  static let by = Parameter<ColumnReference>(
    "by", .column, "The column of groups that are compared.")

  static let all: [any AnyParameter] = [CausalParameters.data, x, by, FitParameters.rowCondition]
  static let diagnostics: [DiagnosticKind] = [.testGroups]

  /// Says that the cell reads `x` and `by` of its frame.
  static func plan(_ arguments: Arguments, _ plan: inout CellPlan) {
    let schema = plan.readFrame(arguments[CausalParameters.data])
    plan.check([arguments[x], arguments[by]], in: schema)
  }

  /// The groups of the used rows, and a sentence on each kind of row that was left out.
  ///
  /// - Parameter exactly: how many groups there must be; nil for two or more.
  static func sample(
    exactly: Int? = nil, _ context: RunContext
  ) throws(Diagnostic) -> (sample: GroupedSample, notes: [String]) {
    let arguments = context.arguments
    let (frame, left) = try context.usedRows(arguments)
    let sample = try GroupedSample(
      arguments[x], by: arguments[by], exactly: exactly, in: frame, context)
    return (sample, left + sample.notes)
  }
}
