import Diagnostics
import Execution
import Learners
import NotebookSyntax

/// One learner of `fit`'s `learners:`: its kind, and the keys that hold for it alone.
struct LearnerEntry: Sendable {
  var kind: EffectKind
  var models: LearnerReference?
  var propensity: PropensityReference?
  var folds: Either<Int, ColumnReference>?
  var clip: Double?
  var final: FinalStage?
}

extension ParameterType where Value == LearnerEntry {
  static let learnerEntry = ParameterType(
    "kind, or map with kind, models, final, propensity, folds, clip",
    choices: EffectKind.allCases.map(\.rawValue)
  ) { raw, context in
    let kinds = ParameterType<EffectKind>.choice()
    guard case .map(let entries) = raw.kind else {
      return kinds.decode(raw, &context).map { LearnerEntry(kind: $0) }
    }
    guard let kind = entries.first(where: { $0.key.value == "kind" }) else {
      return context.fail(
        .missingKey, at: raw.range, "a learner needs its kind",
        hint: "write {kind: x-learner, …}")
    }
    guard var learner = kinds.decode(kind.value, &context).map({ LearnerEntry(kind: $0) }) else {
      return nil
    }
    let before = context.diagnostics.count
    for entry in entries where entry.key.value != "kind" {
      decode(entry, &learner, &context)
    }
    return context.diagnostics.count == before ? learner : nil
  }

  private static func decode(
    _ entry: Entry, _ learner: inout LearnerEntry, _ context: inout DecodingContext
  ) {
    switch entry.key.value {
    case FitParameters.models.name:
      learner.models = ParameterType<LearnerReference>.learners.decode(entry.value, &context)
    case FinalStage.any.name:
      switch learner.kind {
      case .linearDML:
        learner.final = ParameterType<FinalStage>.linearFinal.decode(entry.value, &context)
      case .rLearner, .drLearner, .nonparamDML:
        learner.final = ParameterType<FinalStage>.final.decode(entry.value, &context)
      default:
        let _: Bool? = context.fail(
          .unknownKey, at: entry.key.range, "a \(learner.kind.rawValue) has no final stage",
          hint: "use models: {effect: …}")
      }
    case FitParameters.propensity.name:
      learner.propensity = ParameterType<PropensityReference>.propensity
        .decode(entry.value, &context)
    case FitParameters.folds.name:
      learner.folds = FitParameters.folds.type.decode(entry.value, &context)
    case FitParameters.clip.name:
      learner.clip = FitParameters.clip.type.decode(entry.value, &context)
    default:
      let _: Bool? = context.fail(
        .unknownKey, at: entry.key.range, "a learner has no key “\(entry.key.value)”",
        hint: NearMiss.hint(
          for: entry.key.value, in: ["kind", "models", "final", "propensity", "folds", "clip"],
          what: "keys"))
    }
  }
}
