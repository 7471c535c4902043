import Diagnostics
import Execution
import NotebookSyntax

/// Where the intervals of effects come from, as `inference:` says.
enum InferenceChoice: Sendable, Equatable {
  /// Theory, where the kind has one: linear last stages and forests.
  case analytic
  case none
  /// Refits of everything on resampled rows.
  case bootstrap(Int)

  static let parameter = Parameter<InferenceChoice>(
    "inference", .inference, default: .analytic, shown: "analytic",
    "Where intervals of effects come from: analytic (linear last stages have them), or {bootstrap: 200}: percentiles of that many refits of the whole procedure, each on as many rows (or clusters) drawn with replacement."
  )
}

extension ParameterType where Value == InferenceChoice {
  static let inference = ParameterType(
    "analytic, none, or {bootstrap: REPLICATES}", choices: ["analytic", "none", "bootstrap"]
  ) { raw, context in
    if case .map(let entries) = raw.kind {
      guard entries.count == 1, entries[0].key.value == "bootstrap" else {
        return context.fail(
          .unknownKey, at: raw.range, "inference takes bootstrap alone",
          hint: "write inference: {bootstrap: 200}")
      }
      return ParameterType<Int>.integer(from: 10, to: 10_000).decode(entries[0].value, &context)
        .map(InferenceChoice.bootstrap)
    }
    guard let text = context.text(of: raw, expected: "analytic or a bootstrap") else { return nil }
    switch text {
    case "analytic": return .analytic
    case "none": return InferenceChoice.none
    case "bootstrap": return .bootstrap(200)
    default:
      return context.fail(
        .unknownChoice, at: raw.range, "there is no inference “\(text)”",
        hint: NearMiss.hint(for: text, in: ["analytic", "none", "bootstrap"], what: "choices"))
    }
  }
}
