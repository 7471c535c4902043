import Diagnostics
import Execution
import Learners

/// What directives that look into a judged model have in common.
enum InterpretationParameters {
  static let all: [any AnyParameter] = JudgingParameters.all + [SegmentParameters.columns]

  static let diagnostics: [DiagnosticKind] =
    JudgedScores.diagnostics + [.unjudgeable, .severalScores]

  /// Says what a cell reads that judges one score and binds values alone.
  static func plan(_ arguments: Arguments, _ plan: inout CellPlan) {
    JudgedScores.plan(arguments, &plan)
    let schema = plan.readFrame(arguments[JudgingParameters.data])
    plan.check(arguments[SegmentParameters.columns] ?? [], in: schema)
    plan.bind(.values)
  }

  /// The model whose effects are judged, with the number of its arm from 1 on.
  static func model(
    _ rows: SegmentRows, _ context: RunContext
  ) throws(Diagnostic) -> (model: FittedEffect, arm: Int) {
    let reference = context.arguments[JudgingParameters.scores]?.first
    let model: FittedEffect? =
      reference == nil
      ? rows.model
      : reference.flatMap { context.object(named: $0.name, at: $0.range) as? FittedEffect }
    guard let model, rows.score?.meaning != .order else {
      throw context.error(
        .notAModel, at: context.arguments.range(of: JudgingParameters.scores),
        "a column has no features to look into", hint: "name a model")
    }
    return (model, (model.arms.firstIndex(of: rows.arm) ?? 0) + 1)
  }
}

extension DiagnosticKind {
  static let notAModel = DiagnosticKind(
    "interpret.notAModel", .error,
    "Importance and dependence look into a model, and the score is a column.")
}
