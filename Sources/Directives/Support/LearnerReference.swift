import Diagnostics
import Execution
import Learners
import NotebookSyntax

/// The base learners of a fit as a notebook names them: one for all roles, or one for some.
struct LearnerReference: Sendable {
  var outcome: (any BaseLearner)?
  var propensity: (any BaseLearner)?
  var treatment: (any BaseLearner)?
  var effect: (any BaseLearner)?
  /// The roles that a map names; nil where one learner serves all.
  var named: [ModelRole]?
  var range: SourceRange

  /// The learner of each role; trees where nothing is said.
  static func roles(
    _ reference: LearnerReference?, of kind: EffectKind? = nil
  ) -> LearnerRoles {
    LearnerRoles(
      outcome: reference?.outcome
        ?? BoostingLearner(kind == .causalForest ? .residuals : .standard),
      propensity: reference?.propensity ?? standardPropensity(of: kind),
      treatment: reference?.treatment ?? BoostingLearner(),
      effect: reference?.effect ?? BoostingLearner(.effects))
  }
}

extension LearnerReference {
  /// Causal forests take their own kind for what decides on the treatment.
  private static func standardPropensity(of kind: EffectKind?) -> any BaseLearner {
    switch kind {
    case .causalForest: ForestLearner()
    default: BoostingLearner()
    }
  }
}

extension ParameterType where Value == LearnerReference {
  static let learners = ParameterType(
    "base learner, or map of outcome, propensity, treatment, effect to base learners",
    choices: BaseLearnerName.allCases.map(\.rawValue)
  ) { raw, context in
    if case .map(let entries) = raw.kind,
      entries.contains(where: { ModelRole(rawValue: $0.key.value) != nil })
    {
      return roles(entries, raw.range, &context)
    }
    guard let learner = BaseLearnerDecoder.decode(raw, &context) else { return nil }
    // A logistic regression cannot be the last stage: effects are numbers, not probabilities.
    let isLogistic = learner is LogisticLearner
    if case .scalar = raw.kind, learner is BoostingLearner {
      return LearnerReference(
        outcome: learner, propensity: learner, treatment: learner,
        effect: BoostingLearner(.effects), range: raw.range)
    }
    return LearnerReference(
      outcome: learner, propensity: learner, treatment: isLogistic ? LinearLearner() : learner,
      effect: isLogistic ? LinearLearner() : learner, range: raw.range)
  }

  private static func roles(
    _ entries: [Entry], _ range: SourceRange, _ context: inout DecodingContext
  ) -> LearnerReference? {
    var reference = LearnerReference(named: [], range: range)
    var isComplete = true
    for entry in entries {
      guard let role = ModelRole(rawValue: entry.key.value) else {
        return context.fail(
          .unknownKey, at: entry.key.range, "models has no role “\(entry.key.value)”",
          hint: NearMiss.hint(
            for: entry.key.value, in: ModelRole.allCases.map(\.rawValue), what: "roles"))
      }
      guard let learner = BaseLearnerDecoder.decode(entry.value, &context) else {
        isComplete = false
        continue
      }
      reference.named?.append(role)
      switch role {
      case .outcome: reference.outcome = learner
      case .propensity: reference.propensity = learner
      case .treatment: reference.treatment = learner
      case .effect: reference.effect = learner
      }
    }
    return isComplete ? reference : nil
  }
}
