import Diagnostics
import NotebookSyntax

/// What decoding needs beside the raw value, and where it says what is wrong.
package struct DecodingContext {
  package let source: SourceFile
  /// Notebook parameters for `${name}`.
  package let parameters: [String: ParamValue]
  package var diagnostics: [Diagnostic] = []
  /// All keys of the cell as written, for a key whose meaning depends on others.
  package internal(set) var entries: [Entry] = []
  /// Sentences about what was decoded, for the page.
  package var notes: [String] = []
  /// The names bound above; nil outside a plan.
  var scope: NameScope?
  var reads: [String: BindingKey] = [:]

  package init(source: SourceFile, parameters: [String: ParamValue]) {
    self.source = source
    self.parameters = parameters
  }

  /// Records an error and gives nil, so that a decoder can end with it.
  package mutating func fail<Value>(
    _ kind: DiagnosticKind, at range: SourceRange, _ message: String, hint: String? = nil
  ) -> Value? {
    diagnostics.append(
      Diagnostic(kind, path: source.path, range: range, message, hint: hint))
    return nil
  }

  /// A scalar's text with `${param}` replaced; nil (with an error) where it is not a scalar.
  package mutating func text(of raw: RawValue, expected: String) -> String? {
    guard case .scalar(let text, _) = raw.kind else {
      let found = if case .list = raw.kind { "a list" } else { "a map" }
      return fail(.wrongType, at: raw.range, "expected \(expected), found \(found)")
    }
    return substitute(text, at: raw.range) { $0.text }
  }

  /// Replaces each `${name}` by what `write` makes of the parameter's value.
  package mutating func substitute(
    _ text: String, at range: SourceRange, write: (ParamValue) -> String
  ) -> String? {
    guard text.contains("${") else { return text }
    var out = ""
    var rest = text[...]
    while let start = rest.firstRange(of: "${") {
      out += rest[..<start.lowerBound]
      guard let end = rest[start.upperBound...].firstIndex(of: "}") else {
        return fail(.unknownParameter, at: range, "“${” has no closing brace")
      }
      let name = String(rest[start.upperBound..<end])
      guard let value = parameters[name] else {
        return fail(
          .unknownParameter, at: range, "no parameter is named “\(name)”",
          hint: NearMiss.hint(for: name, in: parameters.keys.sorted(), what: "parameters"))
      }
      out += write(value)
      rest = rest[rest.index(after: end)...]
    }
    return out + rest
  }
}

extension DiagnosticKind {
  package static let wrongType = DiagnosticKind(
    "key.wrongType", .error,
    "A key's value is of another type than the directive declares. The message says which type it takes."
  )
  package static let outOfRange = DiagnosticKind(
    "key.outOfRange", .error, "A number lies outside the range that the key allows.")
  package static let unknownChoice = DiagnosticKind(
    "key.unknownChoice", .error, "The value is not one of the words that the key takes.")
  package static let unknownParameter = DiagnosticKind(
    "param.unknown", .error,
    "`${name}` names no parameter of the front matter. Declare it under `params:`, or correct the name."
  )
}
