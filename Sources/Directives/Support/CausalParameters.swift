import Diagnostics
import Execution
import NotebookSyntax

/// The treatment as a notebook names it: a column, or `{column: price, as: arms}`.
struct TreatmentReference: Sendable, Hashable {
  var column: ColumnReference
  /// Whether the values of a numeric column are arms even where there are many.
  var asArms: Bool
}

extension ParameterType where Value == TreatmentReference {
  static let treatment = ParameterType("column, or {column: NAME, as: arms}") { raw, context in
    guard case .map(let entries) = raw.kind else {
      return ParameterType<ColumnReference>.column.decode(raw, &context)
        .map { TreatmentReference(column: $0, asArms: false) }
    }
    var column: ColumnReference?
    for entry in entries {
      switch entry.key.value {
      case "column": column = ParameterType<ColumnReference>.column.decode(entry.value, &context)
      case "as":
        let text = context.text(of: entry.value, expected: "arms")
        if text != "arms" {
          return context.fail(.unknownChoice, at: entry.value.range, "as: takes only “arms”")
        }
      default:
        return context.fail(
          .unknownKey, at: entry.key.range, "treatment has no key “\(entry.key.value)”",
          hint: "keys: column, as")
      }
    }
    guard let column else {
      return context.fail(.wrongType, at: raw.range, "treatment needs column:")
    }
    return TreatmentReference(column: column, asArms: true)
  }
}

/// Keys that the directives which compare arms have in common.
enum CausalParameters {
  static let data = Parameter<NameReference?>.optional(
    "data", .frame, shown: "the frame last bound", "The frame.")
  static let outcome = Parameter<ColumnReference>(
    "outcome", .column, "The outcome Y: a numeric or 0/1 column.")
  static let treatment = Parameter<TreatmentReference>(
    "treatment", .treatment, "The treatment T: a column of arms, a 0/1 column, or a numeric one.")
  static let control = Parameter<Located<String>?>.optional(
    "control", .located(.string), shown: "0 for a 0/1 treatment",
    "The level of the treatment that the others are compared with.")
  static let arms = Parameter<[Located<String>]?>.optional(
    "arms", .list(of: .located(.string)), shown: "every level but the control",
    "The levels that are compared with the control; rows of others are left out and counted.")
  static let features = Parameter<[ColumnReference]>(
    "features", .columns, "The features X, with which the effect may vary.")
  static let controls = Parameter<[ColumnReference]>(
    "controls", .controls, default: [], shown: "none",
    "Further confounders W, held fixed but with no say in how the effect varies; or a graph, which says which are needed."
  )
  static let weights = Parameter<ColumnReference?>.optional(
    "weights", .column, "A column of non-negative weights, one a row.")
}
