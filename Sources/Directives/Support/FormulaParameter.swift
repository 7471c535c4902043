import Diagnostics
import Execution
import NotebookSyntax
import Statistics

/// A formula with its place in the notebook.
struct FormulaReference: Sendable {
  var formula: ModelFormula
  var range: SourceRange
}

extension ParameterType where Value == FormulaReference {
  /// A formula, read verbatim to the end of its line.
  static let formula = ParameterType("formula", isText: true) { raw, context in
    guard let text = context.text(of: raw, expected: "a formula") else { return nil }
    do throws(FormulaError) {
      return FormulaReference(formula: try ModelFormula(text), range: raw.range)
    } catch {
      return context.fail(
        .badFormula, at: raw.range, error.message(in: text), hint: error.hint)
    }
  }
}

extension FormulaError {
  fileprivate func message(in text: String) -> String {
    let before = String(decoding: Array(text.utf8)[..<min(offset, text.utf8.count)], as: UTF8.self)
    let place = before.isEmpty ? "at its start" : "after “\(before.trimmed)”"
    switch problem {
    case .missingTilde: return "the formula has no ~ between outcome and terms"
    case .unexpected(let token): return "“\(token)” does not fit \(place)"
    case .unexpectedEnd: return "the formula ends where a term is expected"
    case .unclosed(let character): return "“\(character)” is not closed in the formula"
    case .unknownFunction(let name): return "the formula knows no function “\(name)”"
    case .categoryNeedsName: return "C(…) holds one column"
    case .badPower: return "an interaction power is a whole number from 1 to 10"
    case .tooManyTerms: return "the formula has too many terms"
    case .noTerms: return "the formula has no terms"
    }
  }

  fileprivate var hint: String? {
    switch problem {
    case .missingTilde: "formula: y ~ a + b*c + C(k) + I(a**2)"
    case .unknownFunction:
      "functions: I, C, "
        + FormulaExpression.Function.allCases.map(\.rawValue).joined(separator: ", ")
    case .badPower: "write I(a**2) for the square of a column"
    case .unexpected: "names with other characters go in backquotes"
    default: nil
    }
  }
}

extension String {
  fileprivate var trimmed: String {
    var part = self[...]
    while part.last == " " { part.removeLast() }
    return String(part)
  }
}

extension DiagnosticKind {
  static let badFormula = DiagnosticKind(
    "formula.syntax", .error,
    "The formula cannot be read. Its form is `y ~ a + b*c + C(k) + a:b + I(a**2)`.")
}
