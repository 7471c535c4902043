import Diagnostics
import Execution
import Learners
import NotebookSyntax

/// `fit` without a kind: several learners of the same effect at once.
package struct FitLearnersDirective: Directive {
  package static let manual = DirectiveManual(
    verb: "fit",
    summary: "Fits several learners of the same effect, each under a name of its own.",
    discussion: """
      `learners` is a map from name to kind, or to a map with `kind` and the keys models, final,
      propensity, folds and clip, which then hold for this learner alone. All work on the same rows
      and folds, and outcome and propensity models of the same kind are fitted once. The kinds are
      \(EffectKind.allCases.map(\.rawValue).joined(separator: ", ")).
      """,
    example: """
      ```{fit}
      data: half.train
      outcome: visit
      treatment: segment
      control: No E-Mail
      arms: [Womens E-Mail]
      features: [recency, history, newbie, channel]
      propensity: design
      learners:
        s: s-learner
        x: {kind: x-learner, models: {outcome: boosting, effect: linear}}
      ```
      """,
    values: [
      (
        "NAME.ate",
        "the average effect of the learner NAME; so for every value that a fit of one kind gives"
      )
    ])

  static let learners = Parameter<[(key: Located<String>, value: LearnerEntry)]>(
    "learners", .map(of: .learnerEntry),
    "A map from name to kind, or to a map of kind, models, propensity, folds and clip.")

  package static let parameters: [any AnyParameter] =
    FitParameters.all + [InferenceChoice.parameter, learners]
  package static let diagnostics = EffectFitting.diagnostics

  private let arguments: Arguments

  package init(arguments: Arguments) { self.arguments = arguments }

  private var choices: [(name: String, choices: EffectChoices)] {
    arguments[Self.learners].map { name, entry in
      var choices = EffectChoices(kind: entry.kind, arguments: arguments)
      choices.models = entry.models ?? choices.models
      choices.propensity = entry.propensity ?? choices.propensity
      choices.folds = entry.folds ?? choices.folds
      choices.clip = entry.clip ?? choices.clip
      choices.final = entry.final?.learner
      return (name.value, choices)
    }
  }

  package func plan(_ plan: inout CellPlan) {
    let choices = choices
    EffectFitting(arguments: arguments).plan(&plan, choices.map(\.choices))
    for (name, _) in choices { plan.bind(name, .object(FittedEffect.typeName)) }
    plan.bind(.values)
  }

  package func run(_ context: RunContext) throws -> CellResult {
    let fitting = EffectFitting(arguments: arguments)
    let choices = choices
    var result = CellResult()
    var rows: [[TableCell]] = []
    var nuisances: [ResultTable] = []
    for (index, (name, choice)) in choices.enumerated() {
      context.progress(Double(index) / Double(choices.count), name)
      let report = try fitting.report(choice, context)
      let several = report.model.arms.count > 1
      rows += report.effectRows { several ? "\(name)[\($0)]" : name }
      var table = report.nuisanceTable(report.nuisanceScores())
      table.title = "\(name), a \(choice.kind.rawValue): outcome and propensity models"
      nuisances.append(table)
      let own = report.values
      for key in own.keys {
        // An arm follows its learner at once: x[Womens E-Mail].ate.
        let path = key.hasPrefix("[") ? name + key : "\(name).\(key)"
        result.values[path] = own[key]
      }
      let known = result.notes
      result.notes += report.notes().filter { !known.contains($0) }
      if result.definitions.isEmpty {
        result.definitions = report.definitions
      }
      result.bind(name, report.model)
    }
    result.items = [
      .table(
        ResultTable(
          title: "Effects on \(arguments[CausalParameters.outcome].name) by learner",
          columns: EffectReport.effectColumns("learner", level: context.level), rows: rows))
    ]
    result.items += nuisances.filter { !$0.rows.isEmpty }.map { .table($0) }
    return result
  }
}
