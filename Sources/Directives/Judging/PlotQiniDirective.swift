import Causal
import Execution

/// `plot qini`: incremental outcomes when the best-ranked customers are treated.
package struct PlotQiniDirective: CurveDirective {
  package static let manual = DirectiveManual(
    verb: "plot", kind: "qini",
    summary: "Draws Radcliffe's Qini curve of one or more scores, with bands.",
    discussion: """
      After k rows from the best: Y_t(k) − Y_c(k)·N_t(k)/N_c(k), the outcomes that treatment added
      among them. A random order climbs a straight line to the total; a good score bends above it.
      Tied rows enter together. The area above random, per customer, is `area`.
      """,
    example: """
      ```{plot qini #curve}
      data: half.test
      scores: [tau, history]
      ```
      """,
    values: CurvePlot.values)

  package static let curve = CurveKind.qini
  package let arguments: Arguments

  package init(arguments: Arguments) { self.arguments = arguments }
}
