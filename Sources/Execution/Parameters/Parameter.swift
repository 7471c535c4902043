import NotebookSyntax

/// One key of a directive, declared once: decoding, errors, help and completion come from it.
package struct Parameter<Value: Sendable>: AnyParameter {
  package let name: String
  package let type: ParameterType<Value>
  package let summary: String
  /// What is used when the key is absent; nil where the key is required.
  package let fallback: Value?
  package let defaultText: String?

  /// A required key.
  package init(_ name: String, _ type: ParameterType<Value>, _ summary: String) {
    self.name = name
    self.type = type
    self.summary = summary
    fallback = nil
    defaultText = nil
  }

  /// A key with a default; `shown` is how the reference writes it.
  package init(
    _ name: String, _ type: ParameterType<Value>, default fallback: Value, shown: String? = nil,
    _ summary: String
  ) {
    self.name = name
    self.type = type
    self.summary = summary
    self.fallback = fallback
    defaultText = shown ?? "\(fallback)"
  }

  /// A key that may be absent; `shown` says in words what happens then.
  package static func optional<Wrapped: Sendable>(
    _ name: String, _ type: ParameterType<Wrapped>, shown: String? = nil, _ summary: String
  ) -> Parameter<Wrapped?> where Value == Wrapped? {
    Parameter<Wrapped?>(name, type.map { $0 }, default: nil, shown: shown ?? "", summary)
  }

  package var typeText: String { type.description }
  package var isText: Bool { type.isText }
  package var isRequired: Bool { fallback == nil }
  package var choices: [String] { type.choices }

  package func decode(_ raw: RawValue, in context: inout DecodingContext) -> (any Sendable)? {
    type.decode(raw, &context)
  }

  package var fallbackValue: (any Sendable)? { fallback }
}

/// A parameter whose value type is not known here.
package protocol AnyParameter: Sendable {
  var name: String { get }
  var summary: String { get }
  var typeText: String { get }
  var defaultText: String? { get }
  var isRequired: Bool { get }
  /// Whether the value is the rest of its line, verbatim.
  var isText: Bool { get }
  /// The values that may be given, where they are few.
  var choices: [String] { get }
  var fallbackValue: (any Sendable)? { get }
  func decode(_ raw: RawValue, in context: inout DecodingContext) -> (any Sendable)?
}

/// How values of one type are read from a directive's body.
package struct ParameterType<Value: Sendable>: Sendable {
  /// In words for the reference and errors: "number from 0 to 1".
  package let description: String
  package let isText: Bool
  package let choices: [String]
  /// The value, or nil once a diagnostic says why not.
  package let decode: @Sendable (RawValue, inout DecodingContext) -> Value?

  package init(
    _ description: String, isText: Bool = false, choices: [String] = [],
    decode: @escaping @Sendable (RawValue, inout DecodingContext) -> Value?
  ) {
    self.description = description
    self.isText = isText
    self.choices = choices
    self.decode = decode
  }

  /// The same type with each value converted.
  package func map<Other: Sendable>(
    _ transform: @escaping @Sendable (Value) -> Other
  ) -> ParameterType<Other> {
    let decode = decode
    return ParameterType<Other>(description, isText: isText, choices: choices) { raw, context in
      decode(raw, &context).map(transform)
    }
  }
}
