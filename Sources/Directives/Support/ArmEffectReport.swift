import Charts
import Execution
import Numerics
import Statistics

/// Average effects as values, a table and a chart: the same for every estimator.
enum ArmEffectReport {
  /// `ate`, `ate.se`, `ate.ci`, `ate.p` of the first arm, and `[arm].ate` … of each.
  static func values(_ effects: [ArmEffect], level: Double) -> ResultValues {
    var values = ResultValues()
    if let first = effects.first { values.merge(fields(first, level: level)) }
    for effect in effects {
      values.merge(fields(effect, level: level), prefix: "[\(effect.arm)].")
    }
    return values
  }

  private static func fields(_ effect: ArmEffect, level: Double) -> ResultValues {
    var values = ResultValues()
    values.set("ate", effect.value)
    values.set("ate.se", effect.standardError)
    values.set("ate.ci", low: effect.interval.low, high: effect.interval.high)
    values.set("ate.p", effect.pValue)
    if let lift = effect.lift {
      let interval = lift.interval(level: level)
      values.set("lift", lift.value)
      values.set("lift.se", lift.standardError)
      values.set("lift.ci", low: interval.low, high: interval.high)
    }
    return values
  }

  static func table(
    _ effects: [ArmEffect], title: String, isShare: Bool, level: Double
  ) -> ResultTable {
    let hasLift = effects.contains { $0.lift != nil }
    let style: NumberStyle = isShare ? .points(2) : .estimate(standardErrors: 2)
    var columns = [
      TableColumn("Arm"), TableColumn("Effect", style, unit: isShare ? "points" : nil),
      TableColumn("SE", isShare ? .points(2) : .automatic, unit: isShare ? "points" : nil),
      TableColumn(LevelText.interval(level), style, unit: isShare ? "points" : nil),
      TableColumn("p", .probability),
    ]
    if hasLift {
      columns += [
        TableColumn("Lift", .share(1)), TableColumn("Lift " + LevelText.interval(level), .share(1)),
      ]
    }
    let rows = effects.map { effect -> [TableCell] in
      var cells: [TableCell] = [
        .text(effect.arm), .optional(effect.value), .optional(effect.standardError),
        interval(effect.interval), .optional(effect.pValue),
      ]
      if hasLift {
        cells.append(.optional(effect.lift?.value))
        cells.append(effect.lift.map { interval($0.interval(level: level)) } ?? .missing)
      }
      return cells
    }
    return ResultTable(title: title, columns: columns, rows: rows)
  }

  /// The table, and where there are several arms the chart.
  static func items(
    _ effects: [ArmEffect], on outcome: String, title: String, isShare: Bool, level: Double
  ) -> [CellResult.Item] {
    [.table(table(effects, title: title, isShare: isShare, level: level))]
      + charts(effects, label: "effect on \(outcome)", isShare: isShare)
  }

  /// The chart of several arms; none of a single one.
  static func charts(_ effects: [ArmEffect], label: String, isShare: Bool) -> [CellResult.Item] {
    effects.count > 1 ? [.chart(chart(effects, label: label, isShare: isShare))] : []
  }

  /// A row for each arm, with zero marked.
  private static func chart(_ effects: [ArmEffect], label: String, isShare: Bool) -> Chart {
    let mark = IntervalMark(
      name: "effect", positions: effects.indices.map(Double.init), values: effects.map(\.value),
      low: effects.map(\.interval.low), high: effects.map(\.interval.high), role: .series(0))
    return Chart(
      kind: "forest", x: Axis(label, format: isShare ? .points : .number, includesZero: true),
      y: .categories(effects.map(\.arm)),
      marks: [.rule(RuleMark(.x(0), label: "no effect")), .intervals(mark)])
  }

  static func interval(_ interval: Interval) -> TableCell {
    interval.low.isFinite && interval.high.isFinite
      ? .interval(interval.low, interval.high) : .missing
  }
}
