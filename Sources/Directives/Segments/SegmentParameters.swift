import Diagnostics
import Execution
import Learners
import NotebookSyntax

/// Keys and values that the kinds of `segment` have in common.
enum SegmentParameters {
  static let columns = Parameter<[ColumnReference]?>.optional(
    "columns", .columns, shown: "the model's features",
    "Columns that are told and compared for every segment.")
  static let column = Parameter<Located<String>?>.optional(
    "column", .located(.string), shown: "the cell's name",
    "Name of the column with each row's segment, which the frame gets.")

  static let all: [any AnyParameter] = JudgingParameters.all + [columns, column]

  static let diagnostics: [DiagnosticKind] =
    JudgedScores.diagnostics + [.unjudgeable, .severalScores, .emptySegments]

  static let values: [(path: String, summary: String)] = [
    ("rows[S], share[S]", "size of segment S among the judged rows"),
    (
      "effect[S]",
      "mean doubly robust score of its rows, with .se, .ci (for all segments at once), .ci.pointwise and .p (Holm)"
    ),
    ("effect.shrunken[S]", "the effect pulled towards the mean by its share of noise"),
    ("outcome.treated[S], outcome.control[S]", "mean outcomes of the arms"),
    ("equal.q, equal.df, equal.p", "test that the effect is the same in all segments"),
    ("mean[COLUMN S]", "mean of a number, share of a level (COLUMN=LEVEL)"),
    ("column.p[COLUMN]", "test that a column is alike in all segments (Holm)"),
    ("segments", "number of segments"),
    ("ate, ate.se, ate.ci", "effect over all segments"),
  ]

  /// Says what a cell reads that judges scores and puts a column on its frame.
  static func plan(_ arguments: Arguments, _ plan: inout CellPlan) {
    JudgedScores.plan(arguments, &plan)
    bindColumn(arguments, &plan)
  }

  /// Binds the frame with one more column, and the cell's values.
  static func bindColumn(_ arguments: Arguments, _ plan: inout CellPlan) {
    let schema = plan.readFrame(arguments[JudgingParameters.data])
    plan.check(arguments[columns] ?? [], in: schema)
    if let name = plan.frameName(arguments[JudgingParameters.data]) {
      plan.bind(
        name, .frame(schema.adding(ColumnSchema(columnName(arguments), .category))))
    }
    plan.bind(.values)
  }

  static func columnName(_ arguments: Arguments) -> String {
    arguments[column]?.value ?? arguments.name
  }
}

extension DiagnosticKind {
  static let severalScores = DiagnosticKind(
    "segment.severalScores", .error,
    "Segments are made from one score and one arm. Choose the arm with `arms:` or the score with `scores:`."
  )
  static let emptySegments = DiagnosticKind(
    "segment.empty", .error, "No row could be put into a segment.")
}
