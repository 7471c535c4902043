import Execution
import Learners

/// `fit uplift-forest`: the mean of many uplift trees.
package struct FitUpliftForestDirective: EffectFitDirective {
  package static let manual = DirectiveManual(
    verb: "fit", kind: "uplift-forest",
    summary: "Averages many uplift trees, each on a random part of the rows.",
    discussion: """
      Trees as uplift-tree grows them (Guelman, Guillén and Pérez-Marín 2015), deeper and each on a
      random share of rows and features. The rows it was fitted on are predicted by the trees that
      did not see them. For outcomes that are not 0/1 use criterion: ed or cts.
      """,
    example: """
      ```{fit uplift-forest #tau}
      data: half.train
      outcome: visit
      treatment: segment
      control: No E-Mail
      features: [recency, history, newbie, channel]
      propensity: design
      criterion: ed
      ```
      """,
    values: FitParameters.values + [
      ("importance[FEATURE]", "share of splits on a feature, those near the root counting more")
    ])

  package static let learner = EffectKind.upliftForest
  package let arguments: Arguments

  package init(arguments: Arguments) { self.arguments = arguments }
}
