import Charts
import Execution
import Learners

/// `fit uplift-tree`: one readable tree, drawn and with a table of its leaves.
package struct FitUpliftTreeDirective: EffectFitDirective {
  package static let manual = DirectiveManual(
    verb: "fit", kind: "uplift-tree",
    summary: "Grows one readable tree that divides the rows by how the arms differ.",
    discussion: """
      The uplift tree of Rzepakowski and Jaroszewicz (2012): splits where the outcomes of the arms
      come apart most, by the divergence that criterion names. The effect in a leaf is the
      difference of the arms' means there, so that the arms must have been given at random; where
      the same rows choose the splits, it is larger than it would be on new ones, unless honesty is
      true. Features may have missing values; categories are divided as sets of levels.
      """,
    example: """
      ```{fit uplift-tree #segments}
      data: half.train
      outcome: visit
      treatment: segment
      control: No E-Mail
      arms: [Womens E-Mail]
      features: [recency, history, newbie, channel]
      propensity: design
      depth: 3
      min-leaf: 1000
      ```
      """,
    values: FitParameters.values + [("leaves", "how many leaves the tree has")])

  package static let learner = EffectKind.upliftTree
  package let arguments: Arguments

  package init(arguments: Arguments) { self.arguments = arguments }

  package func run(_ context: RunContext) throws -> CellResult {
    let (report, ownResult) = try reported(context)
    var result = ownResult
    guard
      let tree = (report.model.fitted.model as? UpliftForestModel)?.reading
    else { return result }
    let words = UpliftTreeText(labels: report.model.labels)
    let leaves = words.leaves(tree, level: context.level)
    result.values.set("leaves", leaves.rows.count)
    result.items.insert(.chart(Chart(kind: "uplift-tree", tree: words.diagram(tree))), at: 1)
    result.items.insert(.table(leaves), at: 2)
    return result
  }
}
