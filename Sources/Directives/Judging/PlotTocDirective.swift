import Causal
import Execution

/// `plot toc`: how far the best-ranked customers' effect is above the average.
package struct PlotTocDirective: CurveDirective {
  package static let manual = DirectiveManual(
    verb: "plot", kind: "toc",
    summary: "Draws the targeting operator characteristic of one or more scores, with bands.",
    discussion: """
      At share q: the mean doubly robust score of the best-ranked q of all rows less the mean of all.
      Its area is AUTOC, its area weighted by the share QINI. It ends at zero, where a random order
      stays (Yadlowsky and others 2021).
      """,
    example: """
      ```{plot toc #curve}
      data: half.test
      scores: [tau, history]
      ```
      """,
    values: CurvePlot.values)

  package static let curve = CurveKind.toc
  package let arguments: Arguments

  package init(arguments: Arguments) { self.arguments = arguments }
}
