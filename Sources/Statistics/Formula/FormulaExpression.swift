import Glibc

/// Arithmetic over columns, such as the inside of `I(a**2)` or `log(price)`.
package indirect enum FormulaExpression: Sendable, Equatable {
  package enum Operation: String, Sendable { case add, subtract, multiply, divide, power }
  /// Functions that a formula may call, by name.
  package enum Function: String, Sendable, CaseIterable { case log, exp, sqrt, abs }

  case number(Double)
  case column(String)
  case negated(FormulaExpression)
  case binary(Operation, FormulaExpression, FormulaExpression)
  case call(Function, FormulaExpression)

  /// The columns that are read, each once, in order of appearance.
  package var columns: [String] {
    var names: [String] = []
    collect(&names)
    return names
  }

  private func collect(_ names: inout [String]) {
    switch self {
    case .number: break
    case .column(let name): if !names.contains(name) { names.append(name) }
    case .negated(let inner), .call(_, let inner): inner.collect(&names)
    case .binary(_, let left, let right):
      left.collect(&names)
      right.collect(&names)
    }
  }

  /// The values by row; NaN and infinities follow the arithmetic of doubles.
  ///
  /// - Parameter column: the values of a column, all of length `rows`.
  package func evaluate<Failure: Error>(
    rows: Int, _ column: (String) throws(Failure) -> [Double]
  ) throws(Failure) -> [Double] {
    switch self {
    case .number(let value): return [Double](repeating: value, count: rows)
    case .column(let name): return try column(name)
    case .negated(let inner): return try inner.evaluate(rows: rows, column).map { -$0 }
    case .call(let function, let inner):
      return try inner.evaluate(rows: rows, column).map(function.apply)
    case .binary(let operation, let left, let right):
      var values = try left.evaluate(rows: rows, column)
      let others = try right.evaluate(rows: rows, column)
      for row in values.indices { values[row] = operation.apply(values[row], others[row]) }
      return values
    }
  }
}

extension FormulaExpression.Operation {
  fileprivate func apply(_ x: Double, _ y: Double) -> Double {
    switch self {
    case .add: x + y
    case .subtract: x - y
    case .multiply: x * y
    case .divide: x / y
    // The square is by far the most common power, and exact as a product.
    case .power: y == 2 ? x * x : pow(x, y)
    }
  }
}

extension FormulaExpression.Function {
  fileprivate func apply(_ x: Double) -> Double {
    switch self {
    case .log: Glibc.log(x)
    case .exp: Glibc.exp(x)
    case .sqrt: x.squareRoot()
    case .abs: Swift.abs(x)
    }
  }
}
