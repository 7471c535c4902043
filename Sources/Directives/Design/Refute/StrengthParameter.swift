import Diagnostics
import Execution
import NotebookSyntax

/// The strengths at which an unobserved common cause is tried: a number or a list for each end.
struct HiddenStrengths: Sendable {
  var treatment: [Double]
  var outcome: [Double]
}

extension ParameterType where Value == HiddenStrengths {
  static let strengths = ParameterType("map of treatment and outcome to numbers") { raw, context in
    guard case .map(let entries) = raw.kind else {
      return context.fail(
        .wrongType, at: raw.range, "expected {treatment: 0.1, outcome: 0.1}, numbers or lists")
    }
    var strengths = HiddenStrengths(treatment: [], outcome: [])
    let numbers = ParameterType<[Double]>.list(of: .number(from: -1e9, to: 1e9))
    for entry in entries {
      switch entry.key.value {
      case "treatment":
        guard let values = numbers.decode(entry.value, &context) else { return nil }
        strengths.treatment = values
      case "outcome":
        guard let values = numbers.decode(entry.value, &context) else { return nil }
        strengths.outcome = values
      default:
        return context.fail(
          .unknownKey, at: entry.key.range, "strength has no key “\(entry.key.value)”",
          hint: "keys: treatment, outcome")
      }
    }
    guard !strengths.treatment.isEmpty, !strengths.outcome.isEmpty else {
      return context.fail(
        .wrongType, at: raw.range, "strength needs treatment and outcome",
        hint: "strength: {treatment: 0.1, outcome: 0.1}")
    }
    return strengths
  }
}
