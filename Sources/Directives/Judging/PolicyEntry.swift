import Diagnostics
import Execution
import NotebookSyntax

/// One policy of `value`: a fitted one, a reserved one, an arm, or an expression that gives the arm.
struct PolicyEntry: Sendable {
  let name: String
  let range: SourceRange
  /// The expression, where the policies are a map.
  let expression: SQLExpression?

  /// Names that `value` keeps for itself.
  enum Reserved: String, CaseIterable { case all, none, random }

  var reserved: Reserved? { expression == nil ? Reserved(rawValue: name) : nil }
}

extension ParameterType where Value == [PolicyEntry] {
  /// A list of names, or a map from name to SQL expression.
  static let policies = ParameterType(
    "list of policies (fitted ones, all, none, random, an arm), or map from name to SQL expression"
  ) { raw, context in
    if case .map(let entries) = raw.kind {
      var policies: [PolicyEntry] = []
      for entry in entries {
        guard let expression = ParameterType<SQLExpression>.expression.decode(entry.value, &context)
        else { return nil }
        policies.append(
          PolicyEntry(name: entry.key.value, range: entry.key.range, expression: expression))
      }
      return policies
    }
    let names = ParameterType<[Located<String>]>.list(of: .located(.string))
    return names.decode(raw, &context)?.map {
      PolicyEntry(name: $0.value, range: $0.range, expression: nil)
    }
  }
}
