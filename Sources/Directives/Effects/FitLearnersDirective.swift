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
      `learners` is a map from name to kind, or to a map with `kind` and the keys models,
      propensity, folds, clip and those of the kind itself (final of a dr-learner, trees of a
      causal-forest), which then hold for this learner alone. All work on the same rows
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
        forest: {kind: causal-forest, trees: 1000}
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
    "A map from name to kind, or to a map of kind, models, propensity, folds, clip and the keys of the kind."
  )

  package static let parameters: [any AnyParameter] =
    FitParameters.all + [InferenceChoice.parameter, learners]
  package static let diagnostics = EffectFitting.diagnostics

  package static func namesBound(by cell: Cell) -> [String] {
    let given = cell.entries.first { $0.key.value == learners.name }
    guard case .map(let entries) = given?.value.kind else { return [] }
    return entries.map(\.key.value)
  }

  private let arguments: Arguments

  package init(arguments: Arguments) { self.arguments = arguments }

  private var learners: [(name: Located<String>, kind: EffectKind, keys: Arguments)] {
    arguments[Self.learners].map { ($0, $1.kind, $1.arguments(arguments)) }
  }

  package func plan(_ plan: inout CellPlan) {
    let learners = learners
    EffectFitting(arguments: arguments).plan(&plan, learners.map { ($0.kind, $0.keys) })
    for learner in learners { plan.bind(learner.name.value, .object(FittedEffect.typeName)) }
    plan.bind(.values)
  }

  package func run(_ context: RunContext) throws -> CellResult {
    let fitting = EffectFitting(arguments: arguments)
    let learners = learners
    var result = CellResult()
    var rows: [[TableCell]] = []
    var nuisances: [ResultTable] = []
    var notes = NotesByLearner()
    var warned: Set<String> = []
    for (index, (learner, kind, keys)) in learners.enumerated() {
      let name = learner.value
      context.progress(Double(index) / Double(learners.count), name)
      let report: EffectReport
      do throws(Diagnostic) {
        report = try fitting.report(EffectChoices(kind: kind, arguments: keys), context)
      } catch { throw located(error, at: learner) }
      for warning in report.warnings {
        // What the rows have in common is said once, whichever learner met it first.
        let place = warning.range.map { "\($0.lower.offset)" } ?? ""
        if warned.insert("\(warning.id) \(place)").inserted {
          context.warn(located(warning, at: learner))
        }
      }
      let several = report.model.arms.count > 1
      rows += report.effectRows { several ? "\(name)[\($0)]" : name }
      var table = report.nuisanceTable(report.nuisanceScores())
      table.title = "\(name), \(kind.withArticle): outcome and propensity models"
      nuisances.append(table)
      let own = report.values
      for key in own.keys {
        // An arm follows its learner at once: x[Womens E-Mail].ate.
        let path = key.hasPrefix("[") ? name + key : "\(name).\(key)"
        result.values[path] = own[key]
      }
      notes.add(report.notes(), of: name)
      if result.definitions.isEmpty { result.definitions = report.definitions }
      result.bind(name, report.model)
    }
    result.notes = notes.sentences
    result.items = [
      .table(
        ResultTable(
          title: "Effects on \(arguments[CausalParameters.outcome].name) by learner",
          columns: EffectReport.effectColumns("learner", level: context.level), rows: rows))
    ]
    result.items += nuisances.filter { !$0.rows.isEmpty }.map { .table($0) }
    return result
  }

  /// What is wrong with the cell as a whole is said at the learner that met it.
  private func located(_ problem: Diagnostic, at learner: Located<String>) -> Diagnostic {
    guard problem.range == nil || problem.range == arguments.headRange else { return problem }
    var problem = problem
    problem.range = learner.range
    return problem
  }
}
