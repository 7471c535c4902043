import Causal
import Execution

/// `plot gain`: the gain per customer when the best-ranked are treated.
package struct PlotGainDirective: CurveDirective {
  package static let manual = DirectiveManual(
    verb: "plot", kind: "gain",
    summary: "Draws the cumulative gain of one or more scores, with bands.",
    discussion: """
      At share q: q times the difference of arm means among the best-ranked q of all rows. It ends
      at the average effect; a random order climbs there in a straight line. For a dose the gain is
      q times the slope cov(T, Y)/var(T) of that share. The peak, where treating more would lose, is
      marked; `best.ci` holds every share that the data cannot tell from it.
      """,
    example: """
      ```{plot gain #curve}
      data: half.test
      scores: [tau, history]
      ```
      """,
    values: CurvePlot.values + CurvePlot.bestValues)

  package static let curve = CurveKind.gain
  package let arguments: Arguments

  package init(arguments: Arguments) { self.arguments = arguments }
}
