/// The learners of effects that vary, by the names that a notebook uses.
package enum EffectKind: String, Sendable, CaseIterable {
  case sLearner = "s-learner"
  case tLearner = "t-learner"
  case xLearner = "x-learner"
  case rLearner = "r-learner"
  case drLearner = "dr-learner"
  case linearDML = "linear-dml"
  case nonparamDML = "nonparam-dml"
  case causalForest = "causal-forest"
  case forestDML = "forest-dml"
  case upliftTree = "uplift-tree"
  case upliftForest = "uplift-forest"
  case transformedOutcome = "transformed-outcome"
  case interactionOLS = "interaction-ols"
  case response

  var learner: any EffectLearner {
    switch self {
    case .sLearner: SLearner()
    case .tLearner: TLearner()
    case .xLearner: XLearner()
    case .rLearner: RLearner()
    case .drLearner: DRLearner()
    case .linearDML: LinearDML()
    case .nonparamDML: RLearner()
    case .causalForest: CausalForestLearner()
    case .forestDML: CausalForestLearner(isCrossFitted: true)
    case .upliftTree: UpliftForestLearner(isForest: false)
    case .upliftForest: UpliftForestLearner(isForest: true)
    case .transformedOutcome: TransformedOutcomeLearner()
    case .interactionOLS: InteractionOLS()
    case .response: ResponseLearner()
    }
  }

  /// Fits this kind of learner, its average effects apart.
  ///
  /// - Throws: whatever a base learner throws, and `unsupported` for data it is not meant for.
  package func fit(_ problem: EffectProblem) throws(LearnerError) -> FittedEffects {
    if problem.data.dose != nil, !takesAmounts {
      throw .unsupported(
        "\(withArticle) compares arms, and the treatment is an amount: use \(Self.amountKinds), or treatment: {column: …, as: arms}"
      )
    }
    if hasEffectStage { try problem.settings.models.effect.requireValues(problem.data.features) }
    return try learner.fit(problem)
  }

  /// The name with its article: “an x-learner”, “a dr-learner”.
  package var withArticle: String {
    switch self {
    case .sLearner, .xLearner, .rLearner, .upliftTree, .upliftForest, .interactionOLS:
      "an \(rawValue)"
    case .tLearner, .drLearner, .linearDML, .nonparamDML, .causalForest, .forestDML,
      .transformedOutcome, .response:
      "a \(rawValue)"
    }
  }

  /// Whether the treatment may be an amount, with slopes for effects.
  package var takesAmounts: Bool {
    switch self {
    case .rLearner, .drLearner, .linearDML, .nonparamDML, .causalForest, .forestDML,
      .interactionOLS, .response:
      true
    case .sLearner, .tLearner, .xLearner, .upliftTree, .upliftForest, .transformedOutcome: false
    }
  }

  /// The kinds of effect learner that take amounts, for messages.
  package static var amountKinds: String {
    allCases.filter { $0.takesAmounts && $0 != .response }.map(\.rawValue).joined(separator: ", ")
  }

  /// Whether outcome and propensity models are cross-fitted for the effects themselves.
  package var isCrossFitted: Bool {
    switch self {
    case .rLearner, .drLearner, .linearDML, .nonparamDML, .causalForest, .forestDML,
      .transformedOutcome:
      true
    case .sLearner, .tLearner, .xLearner, .upliftTree, .upliftForest, .interactionOLS, .response:
      false
    }
  }

  /// Whether the effects themselves depend on the probability of treatment.
  package var usesPropensity: Bool { isCrossFitted || self == .xLearner }

  /// Whether the effect learner is fitted, and not the difference of outcome models.
  package var hasEffectStage: Bool {
    switch self {
    case .xLearner, .rLearner, .drLearner, .linearDML, .nonparamDML, .transformedOutcome: true
    case .sLearner, .tLearner, .causalForest, .forestDML, .upliftTree, .upliftForest,
      .interactionOLS, .response:
      false
    }
  }
}

/// A way to estimate effects that vary.
protocol EffectLearner: Sendable {
  func fit(_ problem: EffectProblem) throws(LearnerError) -> FittedEffects
}
