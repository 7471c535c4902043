import Diagnostics
import Execution
import NotebookSyntax

extension JudgedScoresResolver {
  /// The columns that play the parts: those that the cell names, else the models'.
  func roles() throws(Diagnostic) -> CausalRoles {
    let base = models.first?.model ?? context.lastObject(FittedEffect.self)?.object
    for (name, model) in models.dropFirst() { try checkAgreement(name, model) }
    let here = arguments.headRange
    func located(_ name: String) -> ColumnReference { ColumnReference(name, here) }
    guard let outcome = arguments[JudgingParameters.outcome] ?? base.map({ located($0.outcome) })
    else {
      throw context.error(.missingRole, "say with outcome: what the scores are judged on")
    }
    let givenTreatment = arguments[JudgingParameters.treatment]
    guard
      let treatment = givenTreatment
        ?? base.map({
          TreatmentReference(column: located($0.treatment), asArms: $0.roles.treatment.asArms)
        })
    else {
      throw context.error(.missingRole, "say with treatment: which column is the treatment")
    }
    let isModels = base?.treatment == treatment.column.name
    // A model of an amount has a label that is no arm.
    let isDose =
      base.map { $0.isSlope && TreatmentDose.isDose(treatment, in: object.frame) } ?? false
    let control =
      arguments[JudgingParameters.control]
      ?? (isModels && !isDose ? base.map { Located($0.control, here) } : nil)
    let arms =
      arguments[JudgingParameters.arms] ?? (isModels && !isDose ? modelArms(here) : nil)
    let features =
      arguments[JudgingParameters.features] ?? base?.features.map(located) ?? []
    return CausalRoles(
      outcome: outcome, treatment: treatment, control: control, arms: arms,
      features: features.filter { $0.name != outcome.name },
      controls: arguments[JudgingParameters.features] == nil
        ? base?.controls.map(located) ?? [] : [],
      weights: arguments[JudgingParameters.weights] ?? base?.weights.map(located),
      propensity: arguments[JudgingParameters.propensity]
        ?? (isModels ? base?.roles.propensity : nil))
  }

  /// The arms of the judged scores in the order in which they come; the base model's without any.
  private func modelArms(_ here: SourceRange) -> [Located<String>]? {
    let scored = sources.compactMap(\.arms).flatMap { $0 }
    let arms = scored.isEmpty ? context.lastObject(FittedEffect.self)?.object.arms : scored
    guard let arms = models.isEmpty ? arms : (scored.isEmpty ? models[0].model.arms : scored) else {
      return nil
    }
    return unique(arms).map { Located($0, here) }
  }

  private func checkAgreement(_ name: String, _ model: FittedEffect) throws(Diagnostic) {
    let first = models[0]
    let differences: [(String, String, String, Bool)] = [
      ("outcome", first.model.outcome, model.outcome, arguments.isGiven(JudgingParameters.outcome)),
      (
        "treatment", first.model.treatment, model.treatment,
        arguments.isGiven(JudgingParameters.treatment)
      ),
      ("control", first.model.control, model.control, arguments.isGiven(JudgingParameters.control)),
    ]
    for (role, mine, theirs, isGiven) in differences where mine != theirs && !isGiven {
      throw context.error(
        .modelsDisagree, at: arguments.range(of: JudgingParameters.scores),
        "“\(first.name)” and “\(name)” differ in their \(role): “\(mine)” and “\(theirs)”",
        hint: "judge them apart, or say \(role): which one is meant")
    }
  }
}
