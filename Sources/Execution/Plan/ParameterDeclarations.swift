import Diagnostics
import NotebookSyntax

/// The `params` of a front matter, with what the command line sets in their place.
struct ParameterDeclarations {
  private(set) var values: [(name: String, value: ParamValue)] = []
  private(set) var diagnostics: [Diagnostic] = []
  private let path: String

  /// `overrides` are the texts of `-P name=value`.
  init(_ raw: RawValue?, overrides: [String: String], path: String) {
    self.path = path
    guard let raw else { return }
    guard case .map(let entries) = raw.kind else {
      fail(.wrongType, raw.range, "params must be a map from name to value")
      return
    }
    for entry in entries { declare(entry, override: overrides[entry.key.value]) }
  }

  private mutating func declare(_ entry: Entry, override: String?) {
    let name = entry.key.value
    var valueNode = entry.value
    var details: [Entry] = []
    if case .map(let map) = entry.value.kind {
      details = map
      guard let value = map.first(where: { $0.key.value == "value" }) else {
        fail(.wrongType, entry.value.range, "the parameter “\(name)” needs a value:")
        return
      }
      valueNode = value.value
    }
    guard case .scalar(let text, let quoted) = valueNode.kind else {
      fail(
        .wrongType, valueNode.range,
        "the parameter “\(name)” must be a number, a text, true or false")
      return
    }
    var value = Self.typed(text, quoted: quoted)
    if let override {
      guard let replaced = Self.typed(override, like: value) else {
        fail(
          .parameterOverride, entry.key.range,
          "-P \(name)=\(override) does not fit: the parameter is \(Self.typeName(value))")
        return
      }
      value = replaced
    }
    check(
      value, name: name, details: details, at: override == nil ? valueNode.range : entry.key.range)
    values.append((name, value))
  }

  private mutating func check(
    _ value: ParamValue, name: String, details: [Entry], at range: SourceRange
  ) {
    for detail in details {
      switch (detail.key.value, detail.value.kind) {
      case ("value", _), ("help", _): break
      case ("min", .scalar(let text, _)), ("max", .scalar(let text, _)):
        guard let bound = parseNumber(text), case .number(let x) = value else {
          fail(.wrongType, detail.value.range, "min and max need numbers")
          continue
        }
        let isBelow = detail.key.value == "min" && x < bound
        if isBelow || (detail.key.value == "max" && x > bound) {
          fail(
            .outOfRange, range,
            "the parameter “\(name)” is \(value.text), \(isBelow ? "below its min" : "above its max") \(text)"
          )
        }
      case ("choices", .list(let items)):
        let choices = items.compactMap { item -> String? in
          if case .scalar(let text, _) = item.kind { return text }
          return nil
        }
        if !choices.contains(value.text) {
          fail(
            .unknownChoice, range,
            "the parameter “\(name)” is “\(value.text)”, which is not one of \(choices.joined(separator: ", "))"
          )
        }
      default:
        fail(
          .unknownKey, detail.key.range, "a parameter has no key “\(detail.key.value)”",
          hint: NearMiss.hint(
            for: detail.key.value, in: ["value", "min", "max", "choices", "help"], what: "keys"))
      }
    }
  }

  private mutating func fail(
    _ kind: DiagnosticKind, _ range: SourceRange, _ message: String, hint: String? = nil
  ) {
    diagnostics.append(Diagnostic(kind, path: path, range: range, message, hint: hint))
  }

  private static func typed(_ text: String, quoted: Bool) -> ParamValue {
    if quoted { return .text(text) }
    if let number = parseNumber(text) { return .number(number) }
    if text == "true" || text == "false" { return .boolean(text == "true") }
    return .text(text)
  }

  private static func typed(_ text: String, like value: ParamValue) -> ParamValue? {
    switch value {
    case .number: parseNumber(text).map { .number($0) }
    case .boolean: text == "true" ? .boolean(true) : text == "false" ? .boolean(false) : nil
    case .text: .text(text)
    }
  }

  private static func typeName(_ value: ParamValue) -> String {
    switch value {
    case .number: "a number"
    case .boolean: "true or false"
    case .text: "a text"
    }
  }
}

extension DiagnosticKind {
  package static let parameterOverride = DiagnosticKind(
    "param.override", .error,
    "`-P name=value` names a parameter that no page declares, or gives it a value of another type.")
  package static let unknownKey = DiagnosticKind(
    "key.unknown", .error, "The directive has no such key.")
}
