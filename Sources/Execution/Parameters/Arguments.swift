import Diagnostics
import NotebookSyntax

/// The decoded keys of one cell, read through the parameters that declare them.
package struct Arguments: Sendable {
  package let cell: Cell
  /// The name under which the cell binds its result.
  package let name: String
  let values: [String: any Sendable]
  let ranges: [String: SourceRange]

  init(cell: Cell, name: String, values: [String: any Sendable], ranges: [String: SourceRange]) {
    self.cell = cell
    self.name = name
    self.values = values
    self.ranges = ranges
  }

  /// The value of a declared parameter.
  package subscript<Value>(parameter: Parameter<Value>) -> Value {
    guard let value = values[parameter.name] as? Value else {
      preconditionFailure("parameter “\(parameter.name)” is not among the directive's parameters")
    }
    return value
  }

  /// The value of a parameter that only some of the directives with this support declare.
  package func ifDeclared<Value>(_ parameter: Parameter<Value>) -> Value? {
    values[parameter.name] as? Value
  }

  /// Whether the directive has the key at all, for support that several directives share.
  package func declares(_ parameter: some AnyParameter) -> Bool { values[parameter.name] != nil }

  /// The value of a key by its name; nil where the directive has none such, or it is absent.
  package func value<Value: Sendable>(of key: String, as type: Value.Type) -> Value? {
    values[key] as? Value
  }

  /// The same keys with another value of one.
  package func setting(_ key: String, to value: some Sendable) -> Arguments {
    var changed = values
    changed[key] = value
    return Arguments(cell: cell, name: name, values: changed, ranges: ranges)
  }

  /// Whether the notebook gives the key.
  package func isGiven(_ parameter: some AnyParameter) -> Bool { ranges[parameter.name] != nil }

  /// Where the key's value stands; the directive's head where the key is absent.
  package func range(of parameter: some AnyParameter) -> SourceRange {
    ranges[parameter.name] ?? headRange
  }

  /// `fit x-learner` in the fence.
  package var headRange: SourceRange {
    SourceRange(cell.verb.range.lower, (cell.kind ?? cell.verb).range.upper)
  }
}
