import Causal
import Charts
import Diagnostics
import Execution
import Frames
import Learners
import NotebookSyntax
import Numerics
import Statistics

/// Effects along one feature, predicted and found: behind `interpret dependence` and its plot.
package struct DependenceInterpretation: Interpretation {
  static let x = Parameter<ColumnReference>(
    "x", .column, "The feature of the model along which the effect is told.")
  static let facet = Parameter<ColumnReference?>.optional(
    "facet", .column, "A column of at most 9 levels, with a panel for each.")
  static let points = Parameter<Int>(
    "points", .integer(from: 2, to: 200), default: 25, "Points of the line.")
  static let groups = Parameter<Int>(
    "groups", .integer(from: 1, to: 50), default: 8,
    "Groups of the feature in which the effect is found.")
  private static let mostRows = 400
  private static let mostFacets = 9
  private static let rugTicks = 100

  package static let parameters: [any AnyParameter] =
    InterpretationParameters.all + [x, facet, points, groups]
  package static let diagnostics: [DiagnosticKind] =
    InterpretationParameters.diagnostics + [DiagnosticKind.notAModel, .notAFeature, .manyLevels]

  /// What the manuals of both directives say.
  static let discussion = """
    The line is the mean predicted effect with every row's feature set to each value; its band
    holds the middle 80% of the predictions. Dots are mean doubly robust scores of groups of rows
    by their own values, with intervals, so that a line that the data do not bear out is seen. The
    rug shows where the rows are; `facet` draws a panel for each level of a column.
    """

  static let values: [(path: String, summary: String)] = [
    ("min, max", "lowest and highest mean prediction along the feature"),
    ("effect[VALUE]", "for a category: mean doubly robust score of a level, with .se and .ci"),
    ("predicted[VALUE]", "for a category: mean prediction with every row at that level"),
    ("min[LEVEL], max[LEVEL]", "of a facet"),
  ]

  let rows: SegmentRows
  let model: FittedEffect
  let arm: Int
  let column: Int
  let encoded: EffectRows
  let context: RunContext

  /// What one panel shows.
  private struct Curve {
    var title: String?
    /// Values of the feature; codes of a category.
    var grid: [Double]
    var mean: [Double]
    var low: [Double]
    var high: [Double]
    /// Middle, effect and interval of each group of rows.
    var found: [(x: Double, rows: Int, estimate: Estimate)]
    var rug: [Double]
  }

  package static func plan(_ arguments: Arguments, _ plan: inout CellPlan) {
    let schema = plan.readFrame(arguments[JudgingParameters.data])
    plan.check(arguments[x], in: schema)
    plan.check(arguments[facet], in: schema)
    InterpretationParameters.plan(arguments, &plan)
  }

  package static func run(_ context: RunContext, hasTable: Bool) throws -> CellResult {
    let rows = try SegmentRows.resolve(context)
    let (model, arm) = try InterpretationParameters.model(rows, context)
    let name = context.arguments[x].name
    guard let column = model.features.firstIndex(of: name) else {
      throw context.error(
        .notAFeature, at: context.arguments.range(of: x),
        "“\(name)” is not a feature of the model",
        hint: NearMiss.hint(for: name, in: model.features, what: "features"))
    }
    let encoded: EffectRows
    do throws(LearnerError) {
      encoded = try model.rows(of: rows.object.frame).rows.selecting(rows: rows.rows)
    } catch {
      throw LearnerProblem.diagnostic(error, roles: model.roles, context)
    }
    return try DependenceInterpretation(
      rows: rows, model: model, arm: arm, column: column, encoded: encoded, context: context
    ).result(hasTable: hasTable)
  }

  private var levels: [String]? { encoded.features.categories[column] }
  private var name: String { context.arguments[Self.x].name }

  private func result(hasTable: Bool) throws -> CellResult {
    var curves: [Curve] = []
    let parts = try facets()
    do throws(LearnerError) {
      for part in parts { curves.append(try curve(part.title, part.positions)) }
    } catch {
      throw LearnerProblem.diagnostic(error, roles: model.roles, context)
    }
    var result = CellResult(items: [.chart(chart(curves))])
    for curve in curves {
      let key = curve.title.map { "[\($0)]" } ?? ""
      result.values.set("min" + key, curve.mean.min())
      result.values.set("max" + key, curve.mean.max())
      if let levels, curve.title == nil { record(curve, levels, &result.values) }
      if hasTable { result.items.append(.table(table(curve))) }
    }
    result.notes.append(
      "The line is the mean prediction over \(CountText.rows(min(Self.mostRows, encoded.rowCount))) with \(name) set to each value, whatever goes with it; the band holds the middle 80% of their predictions."
    )
    result.notes.append(
      "Dots are effects found: mean doubly robust scores of groups of rows by their own \(name).")
    result.notes += rows.notes
    result.stamps = rows.stamps
    result.definitions = [
      .init("line", "partial dependence of the predicted effect (Friedman 2001)"),
      .init("found", "mean doubly robust score of the rows of a group"),
    ]
    return result
  }

  private func record(_ curve: Curve, _ levels: [String], _ values: inout ResultValues) {
    for (code, mean) in zip(curve.grid, curve.mean) where levels.indices.contains(Int(code)) {
      values.set("predicted[\(levels[Int(code)])]", mean)
    }
    for group in curve.found where levels.indices.contains(Int(group.x)) {
      let level = levels[Int(group.x)]
      let interval = group.estimate.interval(level: context.level)
      values.set("effect[\(level)]", group.estimate.value)
      values.set("effect.se[\(level)]", group.estimate.standardError)
      values.set("effect.ci[\(level)]", low: interval.low, high: interval.high)
    }
  }

  /// Positions of the judged rows of each panel.
  private func facets() throws(Diagnostic) -> [(title: String?, positions: [Int])] {
    guard let reference = context.arguments[Self.facet] else {
      return [(nil, Array(rows.rows.indices))]
    }
    let view = try context.column(reference, in: rows.object.frame).levelView
    var members: [Int32: [Int]] = [:]
    for (position, row) in rows.rows.enumerated() where view.codes[row] >= 0 {
      members[view.codes[row], default: []].append(position)
    }
    guard members.count <= Self.mostFacets else {
      throw context.error(
        .manyLevels, at: reference.range,
        "“\(reference.name)” has \(members.count) levels, and at most \(Self.mostFacets) are drawn",
        hint: "bin it with transform")
    }
    return members.keys.sorted().map {
      ("\(reference.name) \(view.levels[Int($0)])", members[$0] ?? [])
    }
  }

  private func curve(_ title: String?, _ positions: [Int]) throws(LearnerError) -> Curve {
    let own = positions.map { encoded.features.values[column * encoded.rowCount + $0] }
    let known = own.filter { !$0.isNaN }
    let grid: [Double]
    if let levels {
      grid = levels.indices.map(Double.init)
    } else {
      // From the first to the last percentile: beyond, there is hardly a row.
      let ends = Quantile.of(known, at: [0.01, 0.99])
      let count = context.arguments[Self.points]
      grid =
        known.isEmpty || !(ends[0] < ends[1])
        ? known.first.map { [$0] } ?? []
        : (0..<count).map { ends[0] + (ends[1] - ends[0]) * Double($0) / Double(count - 1) }
    }
    var stream = context.stream("dependence rows", content: UInt64(positions.count))
    let drawn =
      positions.count > Self.mostRows
      ? stream.sample(Self.mostRows, of: positions.count).sorted().map { positions[$0] }
      : positions
    let sample = encoded.selecting(rows: drawn)
    var curve = Curve(
      title: title, grid: grid, mean: [], low: [], high: [], found: found(positions, own), rug: [])
    for value in grid {
      var moved = sample
      moved.features = sample.features.setting(column: column, to: value)
      let effects = try model.fitted.model.effects(moved, arm: arm)
      let spread = Quantile.of(effects, at: [0.1, 0.9])
      curve.mean.append(Moments(effects).mean)
      curve.low.append(spread[0])
      curve.high.append(spread[1])
    }
    if levels == nil, !known.isEmpty {
      curve.rug = Quantile.of(
        known, at: (0..<Self.rugTicks).map { (Double($0) + 0.5) / Double(Self.rugTicks) })
    }
    return curve
  }

  /// The effect in groups of rows by the feature: its levels, or groups of equal size.
  private func found(
    _ positions: [Int], _ own: [Double]
  ) -> [(x: Double, rows: Int, estimate: Estimate)] {
    guard let scores = rows.sample.effectScores else { return [] }
    let order = TotalOrder.ascending(own).filter { !own[$0].isNaN }
    var groups: [[Int]] = []
    if levels != nil {
      var members: [Double: [Int]] = [:]
      for index in order { members[own[index], default: []].append(index) }
      groups = members.keys.sorted().compactMap { members[$0] }
    } else {
      let count = context.arguments[Self.groups]
      var (start, last) = (0, -1)
      while start < order.count {
        var end = start
        while end < order.count, own[order[end]] == own[order[start]] { end += 1 }
        let group = (start + end) * count / (2 * order.count)
        if group == last, !groups.isEmpty {
          groups[groups.count - 1] += order[start..<end]
        } else {
          groups.append(Array(order[start..<end]))
          last = group
        }
        start = end
      }
    }
    return groups.map { members in
      let taken = members.map { positions[$0] }
      let mean = InfluenceEstimate(
        meanOf: taken.map { scores[$0] },
        weights: rows.sample.weights.map { weights in taken.map { weights[$0] } },
        clusters: rows.sample.clusters.map { clusters in taken.map { clusters[$0] } })
      return (
        Quantile.median(members.map { own[$0] }), taken.count,
        Estimate(value: mean.value, standardError: mean.standardError)
      )
    }
  }

  // MARK: - Result

  private func chart(_ curves: [Curve]) -> Chart {
    let what =
      model.isResponse ? "predicted \(rows.outcome)" : "effect on \(rows.outcome)"
    return Chart(
      kind: "dependence", x: levels.map { Axis.categories($0, label: name) } ?? Axis(name),
      y: Axis(what, includesZero: true),
      panels: curves.map { Panel(title: $0.title, marks: marks($0)) },
      remarks: ["Line and band: predictions; dots with intervals: effects found."])
  }

  private func marks(_ curve: Curve) -> [Mark] {
    let intervals = curve.found.map { $0.estimate.interval(level: context.level) }
    var marks: [Mark] = [.rule(RuleMark(.y(0), role: .muted))]
    if levels == nil {
      marks += Mark.curve(
        LineMark(name: "predicted", x: curve.grid, y: curve.mean, role: .series(0)),
        low: curve.low, high: curve.high)
    } else {
      marks.append(
        .intervals(
          IntervalMark(
            name: "predicted", positions: curve.grid, values: curve.mean, low: curve.low,
            high: curve.high, role: .series(0), orientation: .vertical, hollow: true)))
    }
    marks.append(
      .intervals(
        IntervalMark(
          name: "found", positions: curve.found.map(\.x), values: curve.found.map(\.estimate.value),
          low: intervals.map(\.low), high: intervals.map(\.high), role: .series(1),
          orientation: .vertical)))
    if !curve.rug.isEmpty { marks.append(.rug(RugMark(name: name, x: curve.rug))) }
    return marks
  }

  private func table(_ curve: Curve) -> ResultTable {
    ResultTable(
      .supporting,
      title: "Effect by \(name)\(curve.title.map { ", \($0)" } ?? "")",
      columns: [
        TableColumn(levels == nil ? "Median of the group" : "Level"), TableColumn("Rows", .count),
        TableColumn("Effect", .estimate(standardErrors: 3)), TableColumn("SE"),
        TableColumn(LevelText.interval(context.level), .estimate(standardErrors: 3)),
      ],
      rows: curve.found.map { group in
        let label: TableCell =
          levels.map { levels in
            levels.indices.contains(Int(group.x)) ? .text(levels[Int(group.x)]) : .missing
          } ?? .optional(group.x)
        return [
          label, .integer(group.rows), .optional(group.estimate.value),
          .optional(group.estimate.standardError),
          ArmEffectReport.interval(group.estimate.interval(level: context.level)),
        ]
      })
  }
}
