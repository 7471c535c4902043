import Causal
import Execution

/// `plot elasticity`: the slope of the outcome in the treatment among the best-ranked share.
package struct PlotElasticityDirective: CurveDirective {
  package static let manual = DirectiveManual(
    verb: "plot", kind: "elasticity",
    summary: "Draws the slope of the outcome in a dose among the best-ranked share, with bands.",
    discussion: """
      At share q: cov(T, Y)/var(T) among the best-ranked q of all rows, from `min-rows` on. It ends
      at the slope of all rows; a random order stays level there. A slope above zero down to a share
      does not say that the last rows gain: `plot gain` shows where the total peaks. The slope is
      an effect where the treatment was randomised.
      """,
    example: """
      ```{plot elasticity #slope}
      data: trial
      outcome: profit
      treatment: discount
      scores: [age, -age]
      propensity: design
      ```
      """,
    values: CurvePlot.values)

  package static let curve = CurveKind.elasticity
  package let arguments: Arguments

  package init(arguments: Arguments) { self.arguments = arguments }
}
