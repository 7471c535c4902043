import Causal
import Diagnostics
import Execution
import Frames
import NotebookSyntax

/// What `truth:` of `value` says: the expected outcome of each row under any level of the treatment.
///
/// The expression reads the treatment's column as the level that a policy gives.
struct PolicyTruth {
  let expression: SQLExpression
  let treatment: String
  let frame: Frame
  let rows: [Int]
  let context: RunContext

  /// E[Y] of the valued rows if all had this level.
  func outcomes(level: String) throws(Diagnostic) -> [Double] {
    let isNumeric = frame[treatment]?.isNumeric ?? false
    if isNumeric, let number = Double(level) {
      return try outcomes(
        Column(name: treatment, numbers: [Double](repeating: number, count: rows.count)))
    }
    return try outcomes(
      Column(name: treatment, categories: [String?](repeating: level, count: rows.count)))
  }

  /// E[Y] of the valued rows if each had the level that the column gives it.
  func outcomes(_ levels: Column) throws(Diagnostic) -> [Double] {
    var levels = levels
    levels.name = treatment
    let column = try context.column(
      expression, over: frame.taking(rows).with(levels), name: "truth")
    guard let values = column.doubles else {
      throw context.error(
        .invalidAmount, at: expression.range,
        "“\(expression.text)” gives text, and an expected outcome is a number")
    }
    if let row = values.firstIndex(where: { !$0.isFinite }) {
      throw context.error(
        .invalidAmount, at: expression.range,
        "“\(expression.text)” gives no number in row \(rows[row] + 1)")
    }
    return values
  }

  /// Which label a level is, also where one is written 1 and the other 1.0.
  static func position(of level: String, in labels: [String]) -> Int? {
    if let exact = labels.firstIndex(of: level) { return exact }
    guard let number = Double(level) else { return nil }
    return labels.firstIndex { Double($0) == number }
  }

  /// The rewards of levels that no row had: revenue · truth, less the level's cost.
  ///
  /// A level without a cost of its own costs what every treatment costs, where that is one amount.
  func rewards(
    _ levels: Column, _ scenario: ValueScenario, labels: [String], payoff: Payoff
  ) throws(Diagnostic) -> [Double] {
    let outcomes = try outcomes(levels)
    let view = levels.levelView
    var unknown = RowAmount.constant(0)
    if case .one(let amount)? = scenario.cost {
      unknown = try amount.amounts(over: frame, context).taking(rows)
    }
    let costs = view.levels.map { level in
      Self.position(of: level, in: labels).map { payoff.costs[$0] } ?? unknown
    }
    return outcomes.indices.map { row in
      payoff.revenue[row] * outcomes[row] - costs[Int(view.codes[row])][row]
    }
  }
}
