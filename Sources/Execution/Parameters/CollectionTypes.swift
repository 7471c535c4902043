import Diagnostics
import NotebookSyntax

/// A list that keeps the place of each element.
package typealias LocatedList<Element: Sendable> = [Located<Element>]

extension ParameterType {
  /// A list; a single value counts as a list of one.
  package static func list<Element: Sendable>(
    of element: ParameterType<Element>
  ) -> ParameterType where Value == [Element] {
    ParameterType("list of " + element.description, choices: element.choices) { raw, context in
      let items: [RawValue] = if case .list(let items) = raw.kind { items } else { [raw] }
      var values: [Element] = []
      for item in items {
        guard let value = element.decode(item, &context) else { continue }
        values.append(value)
      }
      return values.count == items.count ? values : nil
    }
  }

  /// `key: value` pairs in order; keys are plain text.
  package static func map<Element: Sendable>(
    of element: ParameterType<Element>, keys: String = "name"
  ) -> ParameterType where Value == [(key: Located<String>, value: Element)] {
    let description = "map from \(keys) to \(element.description)"
    return ParameterType(description) { raw, context in
      guard case .map(let entries) = raw.kind else {
        return context.fail(.wrongType, at: raw.range, "expected a \(description)")
      }
      var pairs: [(key: Located<String>, value: Element)] = []
      for entry in entries {
        guard let value = element.decode(entry.value, &context) else { continue }
        pairs.append((entry.key, value))
      }
      return pairs.count == entries.count ? pairs : nil
    }
  }

  /// The value with its place in the source.
  package static func located<Inner: Sendable>(
    _ inner: ParameterType<Inner>
  ) -> ParameterType where Value == Located<Inner> {
    ParameterType(inner.description, isText: inner.isText, choices: inner.choices) { raw, context in
      inner.decode(raw, &context).map { Located($0, raw.range) }
    }
  }
}

/// A name that a key reads from the session, such as the frame of `data:`.
package struct NameReference: Sendable, Hashable {
  package var name: String
  package var range: SourceRange

  package init(_ name: String, _ range: SourceRange) {
    self.name = name
    self.range = range
  }
}

/// A column of the directive's frame.
package struct ColumnReference: Sendable, Hashable {
  package var name: String
  package var range: SourceRange

  package init(_ name: String, _ range: SourceRange) {
    self.name = name
    self.range = range
  }
}

extension ParameterType where Value == NameReference {
  package static let frame = ParameterType.name("frame")
  package static let model = ParameterType.name("model")

  /// The name of something bound earlier.
  package static func name(_ what: String) -> ParameterType {
    ParameterType("name of a \(what)") { raw, context in
      context.text(of: raw, expected: "the name of a \(what)").map { NameReference($0, raw.range) }
    }
  }
}

extension ParameterType where Value == ColumnReference {
  package static let column = ParameterType("column") { raw, context in
    context.text(of: raw, expected: "a column's name").map { ColumnReference($0, raw.range) }
  }
}

extension ParameterType where Value == [ColumnReference] {
  package static let columns = ParameterType("list of columns") { raw, context in
    ParameterType<[ColumnReference]>.list(of: .column).decode(raw, &context)
  }
}

/// A SQL expression over a frame's columns, with the values of its `${params}`.
package struct SQLExpression: Sendable, Hashable {
  /// `${cost}` stands in the text as the bound parameter `:cost`.
  package var text: String
  package var parameters: [String: ParamValue]
  package var range: SourceRange

  package init(text: String, parameters: [String: ParamValue], range: SourceRange) {
    self.text = text
    self.parameters = parameters
    self.range = range
  }

  package static func == (a: Self, b: Self) -> Bool { a.text == b.text && a.range == b.range }
  package func hash(into hasher: inout Hasher) { hasher.combine(text) }
}

extension ParameterType where Value == SQLExpression {
  /// A SQL expression, read verbatim to the end of its line.
  package static let expression = ParameterType("SQL expression", isText: true) { raw, context in
    guard case .scalar(let text, _) = raw.kind else {
      return context.fail(.wrongType, at: raw.range, "expected a SQL expression")
    }
    return SQLExpression.parse(text, at: raw.range, in: &context)
  }
}

extension SQLExpression {
  /// Binds each `${name}` as a parameter, so that a value never becomes SQL.
  package static func parse(
    _ text: String, at range: SourceRange, in context: inout DecodingContext
  ) -> SQLExpression? {
    var used: [String: ParamValue] = [:]
    var out = ""
    var rest = text[...]
    while let start = rest.firstRange(of: "${") {
      out += rest[..<start.lowerBound]
      let end = rest[start.upperBound...].firstIndex(of: "}")
      let name = end.map { String(rest[start.upperBound..<$0]) } ?? ""
      guard let end, let value = context.parameters[name] else {
        return context.fail(
          .unknownParameter, at: range, "no parameter is named “\(name)”",
          hint: NearMiss.hint(for: name, in: context.parameters.keys.sorted(), what: "parameters"))
      }
      used[name] = value
      out += ":" + name
      rest = rest[rest.index(after: end)...]
    }
    return SQLExpression(text: out + rest, parameters: used, range: range)
  }
}
