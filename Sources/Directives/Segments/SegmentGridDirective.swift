import Causal
import Diagnostics
import Execution
import Frames
import Learners
import NotebookSyntax
import Numerics

/// `segment grid`: groups by predicted effect and by the predicted outcome without treatment.
package struct SegmentGridDirective: Directive {
  package static let manual = DirectiveManual(
    verb: "segment", kind: "grid",
    summary:
      "Divides rows by predicted effect and by the outcome predicted without treatment.",
    discussion: """
      A customer is described by what they would do untreated, μ̂₀, and by what treatment adds, τ̂:
      both are predictions, and nobody is labelled from the outcome that happened. μ̂₀ is the
      model's; of a model without outcome models it is cross-fitted on these rows, where rows of
      other arms get no segment. `baseline: COLUMN` takes another.
      """,
    example: """
      ```{segment grid #where}
      data: half.test
      model: tau
      groups: [3, 2]
      ```
      """,
    values: SegmentParameters.values)

  static let groups = Parameter<[Int]>(
    "groups", .list(of: .integer(from: 2, to: 10)), default: [2, 2], shown: "[2, 2]",
    "Groups of the effect, then of the baseline; one number is for both.")
  static let baseline = Parameter<ColumnReference?>.optional(
    "baseline", .column, shown: "predicted by the model",
    "A column with the outcome expected without treatment.")

  package static let parameters: [any AnyParameter] = SegmentParameters.all + [groups, baseline]
  package static let diagnostics = SegmentParameters.diagnostics + [.unfitGroups, .noBaseline]

  private let arguments: Arguments

  package init(arguments: Arguments) { self.arguments = arguments }

  package func plan(_ plan: inout CellPlan) {
    if arguments[Self.groups].isEmpty || arguments[Self.groups].count > 2 {
      plan.error(
        .unfitGroups, at: arguments.range(of: Self.groups),
        "groups is one number, or two: of the effect and of the baseline", hint: "as [3, 2]")
    }
    plan.check(arguments[Self.baseline], in: plan.readFrame(arguments[JudgingParameters.data]))
    SegmentParameters.plan(arguments, &plan)
  }

  package func run(_ context: RunContext) throws -> CellResult {
    let rows = try SegmentRows.resolve(context)
    guard let score = rows.score else { throw context.error(.unscoredRows, "there is no score") }
    let counts = arguments[Self.groups]
    let (first, second) = (counts.first ?? 2, counts.last ?? 2)
    let baselines = try baselines(rows, context)
    let judged = rows.rows.map { baselines[$0] }
    let effect = ScoreCut(
      first, scores: score.values, weights: rows.sample.weights, ranking: score.ranking)
    let base: ScoreCut
    do throws(RankingError) {
      base = ScoreCut(
        second, scores: judged, weights: rows.sample.weights,
        ranking: try Ranking(descending: judged))
    } catch {
      throw JudgingProblem.diagnostic(error, context)
    }
    let scores = try rows.frameScores(context)
    let codes = scores.indices.map { row -> Int32 in
      let (a, b) = (effect.group(of: scores[row]), base.group(of: baselines[row]))
      return a < 0 || b < 0 ? -1 : a * Int32(base.count) + b
    }
    var labels: [String] = []
    for a in 0..<effect.count {
      for b in 0..<base.count {
        labels.append(
          "effect \(Self.word(a, of: effect.count)), baseline \(Self.word(b, of: base.count))")
      }
    }
    return try SegmentReport(
      segmentation: Segmentation(
        labels: labels, codes: codes, basis: "\(score.legend) and the outcome without treatment"),
      rows: rows, object: rows.object,
      columns: arguments[SegmentParameters.columns]?.map(\.name) ?? rows.model?.features ?? [],
      context: context
    ).result()
  }

  /// Words for up to three groups, numbers beyond; the first is the highest.
  private static func word(_ group: Int, of count: Int) -> String {
    switch count {
    case 2: ["high", "low"][group]
    case 3: ["high", "middle", "low"][group]
    default: String(group + 1)
    }
  }

  /// μ̂₀ of every row of the frame.
  private func baselines(_ rows: SegmentRows, _ context: RunContext) throws(Diagnostic) -> [Double]
  {
    let frame = rows.object.frame
    if let column = arguments[Self.baseline] {
      return try NumericColumn.values(column, role: "baseline", in: frame, context)
    }
    if let model = rows.model {
      do throws(LearnerError) {
        if let found = try model.fitted.model.outcomes(try model.rows(of: frame).rows, arm: 0) {
          return found
        }
      } catch {
        throw LearnerProblem.diagnostic(error, roles: model.roles, context)
      }
    }
    guard rows.baseline.count == rows.rows.count else {
      throw context.error(
        .noBaseline, "a treatment that is an amount has no outcome without it to make a grid by",
        hint: "name a column with baseline:, or use segment quantiles")
    }
    var values = [Double](repeating: .nan, count: frame.rowCount)
    for (position, row) in rows.rows.enumerated() { values[row] = rows.baseline[position] }
    return values
  }
}

extension DiagnosticKind {
  static let unfitGroups = DiagnosticKind(
    "segment.groups", .error, "A grid has groups of the effect and groups of the baseline.")
  static let noBaseline = DiagnosticKind(
    "segment.baseline", .error,
    "A grid needs the outcome without treatment, which a treatment that is an amount does not have."
  )
}
