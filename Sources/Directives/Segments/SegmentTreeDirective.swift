import Charts
import Diagnostics
import Execution

/// `segment tree`: segments that a small tree over features makes.
package struct SegmentTreeDirective: Directive {
  package static let manual = DirectiveManual(
    verb: "segment", kind: "tree",
    summary: "Divides rows by a small tree that explains the predicted effect.",
    discussion: """
      The tree is honest: it is grown on the predicted effects of one half of the rows, and each
      segment's effect is the mean doubly robust score of the other half. Segments are named by
      their rules, such as `age > 40 and zip is Urban`. Every row of the frame gets its segment.
      """,
    example: """
      ```{segment tree #kind}
      data: half.test
      model: tau
      depth: 2
      min-leaf: 500
      ```
      """,
    values: SegmentParameters.values)

  package static let parameters: [any AnyParameter] =
    SegmentParameters.all + [HonestTree.depth, HonestTree.minimumLeaf]
  package static let diagnostics = SegmentParameters.diagnostics + [.noTreeColumns]

  private let arguments: Arguments

  package init(arguments: Arguments) { self.arguments = arguments }

  package func plan(_ plan: inout CellPlan) { SegmentParameters.plan(arguments, &plan) }

  package func run(_ context: RunContext) throws -> CellResult {
    let rows = try SegmentRows.resolve(context)
    let honest = try HonestTree.grow(rows, context)
    var result = try SegmentReport(
      segmentation: Segmentation(
        labels: honest.rules, codes: honest.leaves,
        basis: "a tree on \(rows.score?.legend ?? rows.outcome)", estimation: honest.estimation),
      rows: rows, object: rows.object,
      columns: arguments[SegmentParameters.columns]?.map(\.name) ?? rows.model?.features ?? [],
      context: context
    ).result()
    result.notes = honest.notes + result.notes
    return result
  }
}
