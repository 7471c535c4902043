import Causal
import Diagnostics
import Execution
import Numerics

/// `segment quantiles`: groups of equal size by a score.
package struct SegmentQuantilesDirective: Directive {
  package static let manual = DirectiveManual(
    verb: "segment", kind: "quantiles",
    summary: "Divides rows into groups of equal size by a score, and tells the effect in each.",
    discussion: """
      Group 1 has the highest scores; rows of one score stay together. Effects are means of doubly
      robust scores, so a group's effect is found and not predicted; judge a model on rows that it
      was not fitted on. Rows of other arms get a segment too, but tell nothing of this effect.
      """,
    example: """
      ```{segment quantiles #fifth}
      data: half.test
      model: tau
      groups: 5
      ```
      """,
    values: SegmentParameters.values)

  static let groups = Parameter<Int>(
    "groups", .integer(from: 2, to: 100), default: 5, "Into how many groups rows are cut.")

  package static let parameters: [any AnyParameter] = SegmentParameters.all + [groups]
  package static let diagnostics = SegmentParameters.diagnostics

  private let arguments: Arguments

  package init(arguments: Arguments) { self.arguments = arguments }

  package func plan(_ plan: inout CellPlan) { SegmentParameters.plan(arguments, &plan) }

  package func run(_ context: RunContext) throws -> CellResult {
    let rows = try SegmentRows.resolve(context)
    guard let score = rows.score else { throw context.error(.unscoredRows, "there is no score") }
    let cut = ScoreCut(
      arguments[Self.groups], scores: score.values, weights: rows.sample.weights,
      ranking: score.ranking)
    let segmentation = Segmentation(
      labels: (1...max(1, cut.count)).map(String.init),
      codes: try rows.frameScores(context).map { cut.group(of: $0) },
      basis: "\(score.legend), highest first")
    var result = try SegmentReport(
      segmentation: segmentation, rows: rows, object: rows.object,
      columns: arguments[SegmentParameters.columns]?.map(\.name) ?? rows.model?.features ?? [],
      context: context
    ).result()
    if cut.count < arguments[Self.groups] {
      result.notes.append(
        "\(score.legend) has too many ties for \(arguments[Self.groups]) groups: rows of one score stay together."
      )
    }
    return result
  }
}
