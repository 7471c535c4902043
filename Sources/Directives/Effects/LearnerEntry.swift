import Diagnostics
import Execution
import Learners
import NotebookSyntax

/// One learner of `fit`'s `learners:`: its kind, and the keys that hold for it alone.
struct LearnerEntry: Sendable {
  var kind: EffectKind
  var keys = KeyOverrides()

  /// Keys of the cell that each learner may say for itself, beside those of its kind.
  static let shared: [any AnyParameter] = [
    FitParameters.models, FitParameters.monotone, FitParameters.propensity, FitParameters.folds,
    FitParameters.clip,
  ]

  /// The cell's keys as they hold for this learner.
  func arguments(_ cell: Arguments) -> Arguments {
    cell.overriding(with: keys, declaring: kind.ownParameters)
  }
}

extension ParameterType where Value == LearnerEntry {
  static let learnerEntry = ParameterType(
    "kind, or map with kind, models, propensity, folds, clip and the keys of the kind",
    choices: EffectKind.allCases.map(\.rawValue)
  ) { raw, context in
    let kinds = ParameterType<EffectKind>.choice()
    guard case .map(let entries) = raw.kind else {
      return kinds.decode(raw, &context).map { LearnerEntry(kind: $0) }
    }
    guard let entry = entries.first(where: { $0.key.value == "kind" }) else {
      return context.fail(
        .missingKey, at: raw.range, "a learner needs its kind",
        hint: "write {kind: x-learner, …}")
    }
    guard let kind = kinds.decode(entry.value, &context) else { return nil }
    return KeyOverrides.decode(
      entries.filter { $0.key.value != "kind" }, as: LearnerEntry.shared + kind.ownParameters,
      of: "the learner \(kind.rawValue)", &context
    ).map { LearnerEntry(kind: kind, keys: $0) }
  }
}
