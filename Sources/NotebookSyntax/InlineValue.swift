package import Diagnostics

/// `{= expression:format}` as parsed; it is evaluated once the session is known.
package struct InlineValue: Sendable {
  package var expression: ValueExpression
  /// The text after the last `:` outside brackets and quotes; nil where there is none.
  package var format: Located<String>?
  /// What stands between `{=` and `}`.
  package var source: String
  package var range: SourceRange

  package init(
    expression: ValueExpression, format: Located<String>?, source: String, range: SourceRange
  ) {
    self.expression = expression
    self.format = format
    self.source = source
    self.range = range
  }
}

/// The small expression language of prose and of `expect`.
package indirect enum ValueExpression: Sendable {
  package enum Operator: String, Sendable {
    case add = "+", subtract = "-", multiply = "*", divide = "/"
    case equal = "==", notEqual = "!=", less = "<", lessOrEqual = "<="
    case greater = ">", greaterOrEqual = ">="
  }
  case number(Double)
  case text(String)
  case path(ValuePath)
  case negate(ValueExpression)
  case binary(Operator, ValueExpression, ValueExpression)
  /// `choose(condition, whenTrue, whenFalse)`
  case choose(ValueExpression, ValueExpression, ValueExpression)
  /// The text could not be parsed; a diagnostic says why.
  case invalid
}

/// `tau[Womens E-Mail].ate`: names joined by dots, keys in brackets.
package struct ValuePath: Sendable, Hashable {
  package enum Component: Sendable, Hashable {
    case name(String)
    case key(String)
  }
  package var components: [Component]
  package var range: SourceRange

  package init(components: [Component], range: SourceRange) {
    self.components = components
    self.range = range
  }

  /// The path as one text: `tau[Womens E-Mail].ate`.
  package var text: String { Self.text(components[...]) }

  /// A stretch of components as one text, with no leading dot.
  package static func text(_ components: ArraySlice<Component>) -> String {
    var out = ""
    for component in components {
      switch component {
      case .name(let name): out += out.isEmpty ? name : "." + name
      case .key(let key): out += "[\(key)]"
      }
    }
    return out
  }
}
