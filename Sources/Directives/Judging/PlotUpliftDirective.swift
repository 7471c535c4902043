import Causal
import Execution

/// `plot uplift`: the effect among the best-ranked customers.
package struct PlotUpliftDirective: CurveDirective {
  package static let manual = DirectiveManual(
    verb: "plot", kind: "uplift",
    summary:
      "Draws the difference of arm means among the top share of one or more scores, with bands.",
    discussion: """
      At share q: the mean outcome of the treated less that of the controls among the best-ranked
      q of all rows. Every curve ends at the average effect, which a random order has throughout.
      """,
    example: """
      ```{plot uplift #curve}
      data: half.test
      scores: [tau, history]
      ```
      """,
    values: CurvePlot.values)

  package static let curve = CurveKind.uplift
  package let arguments: Arguments

  package init(arguments: Arguments) { self.arguments = arguments }
}
