import Charts
import Diagnostics
import Execution
import Frames
import Learners
import NotebookSyntax
import Numerics
import Statistics

/// `plot heatmap`: a grid of counts, means or correlations.
package struct PlotHeatmapDirective: Directive {
  package static let manual = DirectiveManual(
    verb: "plot", kind: "heatmap",
    summary: "Draws a grid of counts, shares or means, or how columns and scores go together.",
    discussion: """
      With `x` and `y` each cell counts its rows, or shows the share of its row (`value: share`) or the
      mean of `z`. Numbers with many values are cut at quantiles. With `columns`, or with `scores`, the
      grid has their correlations: Pearson's, or Spearman's rank correlation, which is 1 where two
      scores order the rows alike.
      """,
    example: """
      ```{plot heatmap}
      data: half.test
      scores: [tau, spend-model, history]
      value: rank-correlation
      ```
      """,
    values: [
      ("count[X][Y]", "rows of a cell; share or mean"),
      ("correlation[A][B]", "of two columns or scores; rank-correlation"),
    ])

  /// What a cell shows.
  enum Shown: String, CaseIterable, Sendable {
    case count, share, mean, correlation
    case rankCorrelation = "rank-correlation"
  }

  static let x = Parameter<ColumnReference?>.optional("x", .column, "The column of the columns.")
  static let y = Parameter<ColumnReference?>.optional("y", .column, "The column of the rows.")
  static let z = Parameter<ColumnReference?>.optional(
    "z", .column, "The column whose mean a cell shows.")
  static let columns = Parameter<[ColumnReference]>(
    "columns", .columns, default: [], shown: "none", "Columns of numbers that are correlated.")
  static let scores = Parameter<[ScoreReference]?>.optional(
    "scores", .list(of: .score), "Models and columns of numbers that are correlated.")
  static let value = Parameter<Shown?>.optional(
    "value", .choice(), shown: "count; mean with z; correlation; rank-correlation of scores",
    "What a cell shows.")
  static let bins = Parameter<Int>(
    "bins", .integer(from: 2, to: 40), default: 10, "Groups into which numbers are cut.")

  package static let parameters: [any AnyParameter] = [
    x, y, z, columns, scores, value, bins, PlotParameters.data, PlotParameters.rowCondition,
    PlotParameters.xLabel, PlotParameters.yLabel,
  ]
  package static let diagnostics: [DiagnosticKind] = PlotParameters.diagnostics

  private let arguments: Arguments

  package init(arguments: Arguments) { self.arguments = arguments }

  private var shown: Shown {
    arguments[Self.value]
      ?? (arguments[Self.scores] != nil
        ? .rankCorrelation
        : !arguments[Self.columns].isEmpty
          ? .correlation : arguments[Self.z] != nil ? .mean : .count)
  }

  package func plan(_ plan: inout CellPlan) {
    let isGrid = arguments[Self.x] != nil || arguments[Self.y] != nil
    let sources = [isGrid, !arguments[Self.columns].isEmpty, arguments[Self.scores] != nil]
    if sources.filter({ $0 }).count != 1
      || isGrid && (arguments[Self.x] == nil || arguments[Self.y] == nil)
    {
      plan.error(.plotColumns, "a heat map needs x: and y:, or columns:, or scores:")
    }
    let isCorrelation = shown == .correlation || shown == .rankCorrelation
    if isGrid == isCorrelation {
      plan.error(
        .plotColumns, at: arguments.range(of: Self.value),
        isGrid ? "correlations are of columns: or scores:" : "columns and scores are correlated",
        hint: isGrid ? "values: count, share, mean" : "values: correlation, rank-correlation")
    }
    if isGrid, (shown == .mean) != (arguments[Self.z] != nil) {
      plan.error(
        .plotColumns, at: arguments.range(of: Self.z), "value: mean and z: go together")
    }
    PlotParameters.plan(
      arguments,
      arguments[Self.columns] + [arguments[Self.x], arguments[Self.y], arguments[Self.z]], &plan)
    for score in arguments[Self.scores] ?? [] where !score.isRandom {
      if plan.readIfBound(score.name) == nil {
        let schema = plan.schema(of: plan.frameName(arguments[PlotParameters.data]) ?? "")
        if case .frame(let frame)? = schema { plan.check(score.column, in: frame) }
      }
    }
  }

  package func run(_ context: RunContext) throws -> CellResult {
    let rows = try PlotRows(color: nil, facet: nil, context)
    var result = CellResult()
    result.notes = rows.notes
    if arguments[Self.x] != nil {
      try grid(rows.frame, context, &result)
    } else {
      try matrix(rows.frame, context, &result)
    }
    return result
  }

  // MARK: - Counts and means

  private func grid(
    _ frame: Frame, _ context: RunContext, _ result: inout CellResult
  ) throws(Diagnostic) {
    guard let xReference = arguments[Self.x], let yReference = arguments[Self.y] else { return }
    let limit = PlotBarDirective.mostLevels
    func levels(_ reference: ColumnReference) throws(Diagnostic) -> PlotLevels {
      let column = try context.column(reference, in: frame)
      let isFine = column.isNumeric && column.levelView.levels.count > limit
      return PlotLevels(
        column, limit: limit,
        bins: isFine || arguments.isGiven(Self.bins) ? arguments[Self.bins] : nil)
    }
    let (x, y) = (try levels(xReference), try levels(yReference))
    var z: PlotColumn?
    if let reference = arguments[Self.z] { z = try PlotColumn(reference, in: frame, context) }
    var sums = [[Double]](
      repeating: [Double](repeating: 0, count: x.labels.count), count: y.labels.count)
    var counts = sums
    var missing = 0
    for row in 0..<frame.rowCount {
      guard x.codes[row] >= 0, y.codes[row] >= 0, z.map({ $0.values[row].isFinite }) ?? true else {
        missing += 1
        continue
      }
      counts[Int(y.codes[row])][Int(x.codes[row])] += 1
      sums[Int(y.codes[row])][Int(x.codes[row])] += z?.values[row] ?? 1
    }
    guard missing < frame.rowCount else {
      throw context.error(.plotNoRows, "no row has a value in every column of the heat map")
    }
    result.notes += [x.note, y.note].compactMap { $0 }
    if missing > 0 {
      result.notes.append(
        "\(CountText.rows(missing)) with a missing \(PlotRows.list([x.name, y.name] + (z.map { [$0.name] } ?? []))) left out."
      )
    }
    let values = cells(sums, counts)
    for (row, line) in values.enumerated() {
      for (column, value) in line.enumerated() where value.isFinite {
        result.values.set("\(shown.rawValue)[\(x.labels[column])][\(y.labels[row])]", value)
      }
    }
    let isShare = shown == .share || shown == .mean && (z?.isBinary ?? false)
    let name =
      switch shown {
      case .count: "rows"
      case .share: "share of the row"
      default: z.map { ($0.isBinary ? "share with " : "mean ") + $0.name } ?? ""
      }
    result.items = [
      .chart(
        Chart(
          kind: "heatmap",
          x: .categories(x.labels, label: arguments[PlotParameters.xLabel] ?? x.name),
          y: .categories(y.labels, label: arguments[PlotParameters.yLabel] ?? y.name),
          marks: [
            .cells(
              CellMark(
                name: name, values: values,
                format: isShare ? .share : shown == .count ? .count : .number))
          ]))
    ]
  }

  private func cells(_ sums: [[Double]], _ counts: [[Double]]) -> [[Double]] {
    sums.indices.map { row in
      let total = counts[row].reduce(0, +)
      return sums[row].indices.map { column in
        switch shown {
        case .count: counts[row][column]
        case .share: total > 0 ? counts[row][column] / total : .nan
        default: counts[row][column] > 0 ? sums[row][column] / counts[row][column] : .nan
        }
      }
    }
  }

  // MARK: - Correlations

  private func matrix(
    _ frame: Frame, _ context: RunContext, _ result: inout CellResult
  ) throws(Diagnostic) {
    var columns: [PlotColumn] = []
    for reference in arguments[Self.columns] {
      columns.append(try PlotColumn(reference, in: frame, context))
    }
    for reference in arguments[Self.scores] ?? [] {
      columns += try scores(reference, frame, context)
    }
    let known = columns
    let rows = (0..<frame.rowCount).filter { row in
      known.allSatisfy { $0.values[row].isFinite }
    }
    guard rows.count > 1 else {
      throw context.error(
        .plotNoRows,
        "\(CountText.rows(rows.count)) with all the values, and a correlation needs two")
    }
    if rows.count < frame.rowCount {
      result.notes.append(
        "\(CountText.rows(frame.rowCount - rows.count)) without all the values left out.")
    }
    let isRank = shown == .rankCorrelation
    let samples = Parallel.map(count: columns.count) { index -> [Double] in
      let sample = rows.map { known[index].values[$0] }
      return isRank ? TotalOrder.ranks(sample).ranks : sample
    }
    let names = columns.map(\.name)
    let count = names.count
    let all = Parallel.map(count: count * count) { cell in
      Moments.correlation(samples[cell / count], samples[cell % count])
    }
    let values = (0..<count).map { row in Array(all[row * count..<(row + 1) * count]) }
    for (a, line) in values.enumerated() {
      for (b, value) in line.enumerated() {
        result.values.set("\(shown.rawValue)[\(names[a])][\(names[b])]", value)
      }
    }
    let constant = names.indices.filter { values[$0][$0].isNaN }.map { names[$0] }
    if !constant.isEmpty {
      result.notes.append("\(PlotRows.list(constant)) has one value, and no correlation.")
    }
    result.items = [
      .chart(
        Chart(
          kind: "heatmap", x: .categories(names.map(ScoreLabel.text)),
          y: .categories(names.map(ScoreLabel.text)),
          marks: [
            .cells(
              CellMark(
                name: isRank ? "rank correlation" : "correlation", values: values,
                shading: .diverging(middle: 0), domain: -1...1))
          ]))
    ]
    result.definitions = [
      .init(
        isRank ? "rank correlation" : "correlation",
        isRank
          ? "Spearman's: Pearson's correlation of mid-ranks"
          : "Pearson's: covariance over the product of standard deviations")
    ]
  }

  /// A score for each row: of a column, a random order, or each arm of a model.
  private func scores(
    _ reference: ScoreReference, _ frame: Frame, _ context: RunContext
  ) throws(Diagnostic) -> [PlotColumn] {
    let sign = reference.isReversed ? -1.0 : 1
    if reference.isRandom {
      var stream = context.stream("random score", content: UInt64(frame.rowCount))
      return [
        PlotColumn(
          name: reference.text, values: (0..<frame.rowCount).map { _ in stream.uniform() })
      ]
    }
    guard
      let model = context.object(named: reference.name, at: reference.range) as? FittedEffect
    else {
      let column = try PlotColumn(reference.column, in: frame, context)
      return [PlotColumn(name: reference.text, values: column.values.map { sign * $0 })]
    }
    let scores: [[Double]]
    do throws(LearnerError) {
      scores = try model.scores(frame)
    } catch {
      throw LearnerProblem.diagnostic(error, roles: model.roles, context)
    }
    if let arm = reference.arm, !model.arms.contains(arm) {
      throw context.error(
        .unknownLevel, at: reference.range, "“\(reference.name)” has no arm “\(arm)”",
        hint: NearMiss.hint(for: arm, in: model.arms, what: "arms"))
    }
    return zip(model.arms, scores).compactMap { arm, values in
      if let wanted = reference.arm, wanted != arm { return nil }
      let name =
        model.arms.count > 1 && reference.arm == nil ? "\(reference.name)[\(arm)]" : reference.text
      return PlotColumn(name: name, values: values.map { sign * $0 })
    }
  }
}
