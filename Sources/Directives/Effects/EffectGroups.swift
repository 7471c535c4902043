import Diagnostics
import Execution
import Frames
import Learners
import Numerics

/// Average effects within the levels of a column.
struct EffectGroups: Sendable {
  let column: String
  /// A level with the positions of its rows among those of the fit.
  let groups: [(level: String, rows: [Int])]
  /// Rows of the fit without a level.
  let missingCount: Int

  private static let mostGroups = 100

  /// The groups of the used rows; nil where none are asked for.
  static func gather(
    _ reference: ColumnReference?, from frame: Frame, rows: [Int], _ context: RunContext
  ) throws(Diagnostic) -> EffectGroups? {
    guard let reference else { return nil }
    let view = try context.column(reference, in: frame).levelView
    var members = [[Int]](repeating: [], count: view.levels.count)
    var missing = 0
    for (position, row) in rows.enumerated() {
      if view.codes[row] < 0 {
        missing += 1
      } else {
        members[Int(view.codes[row])].append(position)
      }
    }
    let groups = view.levels.indices.filter { !members[$0].isEmpty }
      .map { (view.levels[$0], members[$0]) }
    guard groups.count <= mostGroups else {
      throw context.error(
        .tooManyEffectGroups, at: reference.range,
        "“\(reference.name)” has \(NumberFormat.count(groups.count)) values, too many for groups",
        hint: "bin it with transform")
    }
    return EffectGroups(column: reference.name, groups: groups, missingCount: missing)
  }
}

extension EffectReport {
  /// The average effect of each group, from the doubly robust scores of its rows.
  func groupEffects(arm: Int) -> [(level: String, rows: Int, effect: AverageEffect)] {
    guard let groups, let scores else { return [] }
    return groups.groups.map {
      ($0.level, $0.rows.count, scores.averageEffect(arm, rows: $0.rows))
    }
  }

  func setGroups(_ arm: Int, _ values: inout ResultValues) {
    for (level, _, effect) in groupEffects(arm: arm) {
      let interval = effect.interval(quantile: quantile)
      values.set("gate[\(level)]", effect.estimate)
      values.set("gate.se[\(level)]", effect.standardError)
      values.set("gate.ci[\(level)]", low: interval.low, high: interval.high)
    }
  }

  /// One table for each arm.
  func groupTables() -> [CellResult.Item] {
    guard let groups, scores != nil else { return [] }
    return model.arms.enumerated().map { index, arm in
      .table(
        ResultTable(
          title: "Average effects of \(arm) by \(groups.column)",
          columns: [
            TableColumn(groups.column), TableColumn("rows", .count),
            TableColumn("ATE", .estimate(standardErrors: 3)), TableColumn("SE"),
            TableColumn(LevelText.interval(level), .estimate(standardErrors: 3)),
          ],
          rows: groupEffects(arm: index + 1).map { group in
            let interval = group.effect.interval(quantile: quantile)
            return [
              .text(group.level), .integer(group.rows), .optional(group.effect.estimate),
              .optional(group.effect.standardError),
              interval.low.isFinite ? .interval(interval.low, interval.high) : .missing,
            ]
          },
          notes: ["Means of the doubly robust scores of each group's rows."]))
    }
  }
}

extension DiagnosticKind {
  static let tooManyEffectGroups = DiagnosticKind(
    "fit.tooManyEffectGroups", .error,
    "The column of `by:` has more values than groups can be told apart; bin it first.")
}
