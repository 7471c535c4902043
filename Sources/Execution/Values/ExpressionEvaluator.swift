import Diagnostics
import NotebookSyntax

/// Computes the small expressions of prose and `expect`.
package struct ExpressionEvaluator: Sendable {
  let resolver: ValueResolver
  let source: SourceFile
  let position: Int

  package init(resolver: ValueResolver, source: SourceFile, position: Int) {
    self.resolver = resolver
    self.source = source
    self.position = position
  }

  /// The value, with where its first path was computed.
  package func evaluate(
    _ expression: ValueExpression, at range: SourceRange
  ) throws(Diagnostic) -> ValueResolver.Found {
    switch expression {
    case .number(let x): return plain(.number(x))
    case .text(let text): return plain(.text(text))
    case .path(let path): return try find(path)
    case .negate(let inner):
      let value = try evaluate(inner, at: range)
      return ValueResolver.Found(
        value: .number(-(try number(value.value, at: range))), origin: value.origin)
    case .binary(let op, let left, let right):
      let left = try evaluate(left, at: range)
      let right = try evaluate(right, at: range)
      return ValueResolver.Found(
        value: try apply(op, left.value, right.value, at: range),
        origin: left.origin.isEmpty ? right.origin : left.origin)
    case .choose(let condition, let yes, let no):
      guard case .boolean(let flag) = try evaluate(condition, at: range).value else {
        throw error(.wrongOperand, at: range, "choose needs a comparison as its first argument")
      }
      return try evaluate(flag ? yes : no, at: range)
    case .invalid:
      throw error(.wrongOperand, at: range, "the expression could not be read")
    }
  }

  private func plain(_ value: ResultValue) -> ValueResolver.Found {
    ValueResolver.Found(value: value, origin: "")
  }

  private func find(_ path: ValuePath) throws(Diagnostic) -> ValueResolver.Found {
    let failure: ValueResolver.Failure
    do {
      return try resolver.find(path, position: position)
    } catch {
      failure = error
    }
    switch failure {
    case .unknownName(let candidates):
      let name = path.components.first.map { ValuePath.text([$0]) } ?? path.text
      throw error(
        .unknownName, at: path.range, "nothing is named “\(name)”",
        hint: NearMiss.hint(for: name, in: candidates, what: "bound names"))
    case .unknownKey(let name, let key, let candidates):
      throw error(
        .unknownPath, at: path.range,
        key.isEmpty ? "“\(name)” is not a single value" : "“\(name)” has no value “\(key)”",
        hint: NearMiss.best(for: key, in: candidates).map {
          // An index follows its name at once: tau[mail].ate.
          "did you mean “\(name)\($0.hasPrefix("[") ? "" : ".")\($0)”?"
        }
          ?? (candidates.isEmpty
            ? nil : "values: " + candidates.prefix(12).joined(separator: ", ")))
    case .noResult(let name):
      throw error(
        .noResult, at: path.range, "“\(name)” has no result, because its cell did not run")
    }
  }

  private func apply(
    _ op: ValueExpression.Operator, _ a: ResultValue, _ b: ResultValue, at range: SourceRange
  ) throws(Diagnostic) -> ResultValue {
    if case .text(let left) = a, case .text(let right) = b {
      switch op {
      case .equal: return .boolean(left == right)
      case .notEqual: return .boolean(left != right)
      default: throw error(.wrongOperand, at: range, "texts can only be compared with == and !=")
      }
    }
    let x = try number(a, at: range)
    let y = try number(b, at: range)
    switch op {
    case .add: return .number(x + y)
    case .subtract: return .number(x - y)
    case .multiply: return .number(x * y)
    case .divide:
      guard y != 0 else { throw error(.wrongOperand, at: range, "division by zero") }
      return .number(x / y)
    case .equal: return .boolean(x == y)
    case .notEqual: return .boolean(x != y)
    case .less: return .boolean(x < y)
    case .lessOrEqual: return .boolean(x <= y)
    case .greater: return .boolean(x > y)
    case .greaterOrEqual: return .boolean(x >= y)
    }
  }

  private func number(_ value: ResultValue, at range: SourceRange) throws(Diagnostic) -> Double {
    if let x = value.number { return x }
    let what =
      switch value {
      case .text(let text): "the text “\(text)”"
      case .interval: "an interval"
      default: "a missing value"
      }
    throw error(.wrongOperand, at: range, "a number is needed here, and this is \(what)")
  }

  private func error(
    _ kind: DiagnosticKind, at range: SourceRange, _ message: String, hint: String? = nil
  ) -> Diagnostic {
    Diagnostic(kind, path: source.path, range: range, message, hint: hint)
  }
}

extension DiagnosticKind {
  package static let unknownPath = DiagnosticKind(
    "value.unknown", .error, "The name is bound, but its cell gives no value under that path.")
  package static let noResult = DiagnosticKind(
    "value.noResult", .note,
    "The value belongs to a cell that failed or was skipped; the cell's own message says why.")
  package static let wrongOperand = DiagnosticKind(
    "value.wrongOperand", .error,
    "An expression combines values that do not go together, such as a text and a number.")
}
