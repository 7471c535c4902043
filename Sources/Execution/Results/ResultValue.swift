/// A scalar that a directive gives: what prose shows and the JSON records.
package enum ResultValue: Sendable, Equatable {
  case number(Double)
  case integer(Int)
  case text(String)
  case boolean(Bool)
  /// A confidence interval, lower end first.
  case interval(Double, Double)
  /// Days since 1970-01-01.
  case date(Int)
  /// Asked for and not defined, such as a standard error of one row.
  case missing

  /// The value as a number, where it is one.
  package var number: Double? {
    switch self {
    case .number(let x): x.isFinite ? x : nil
    case .integer(let n): Double(n)
    case .boolean(let flag): flag ? 1 : 0
    case .date(let days): Double(days)
    case .text, .interval, .missing: nil
    }
  }
}

/// The values of one cell in the order in which the directive gave them.
///
/// A key is the path after the cell's name, verbatim: `ate.ci`, `profit.se[threshold]`,
/// `[Womens E-Mail].ate`.
package struct ResultValues: Sendable, ExpressibleByDictionaryLiteral {
  package private(set) var keys: [String] = []
  private var values: [String: ResultValue] = [:]

  package init() {}

  package init(dictionaryLiteral elements: (String, ResultValue)...) {
    for (key, value) in elements { self[key] = value }
  }

  package subscript(key: String) -> ResultValue? {
    get { values[key] }
    set {
      guard let newValue else { return }
      if values.updateValue(newValue, forKey: key) == nil { keys.append(key) }
    }
  }

  /// Sets a number; one that is not finite is recorded as missing.
  package mutating func set(_ key: String, _ number: Double?) {
    self[key] = number.flatMap { $0.isFinite ? .number($0) : nil } ?? .missing
  }

  package mutating func set(_ key: String, _ count: Int) { self[key] = .integer(count) }

  package mutating func set(_ key: String, low: Double, high: Double) {
    self[key] = low.isFinite && high.isFinite ? .interval(low, high) : .missing
  }

  package mutating func set(_ key: String, _ text: String) { self[key] = .text(text) }

  /// Adds another cell's values behind a prefix: `[arm].` gives `[arm].ate`.
  package mutating func merge(_ other: ResultValues, prefix: String = "") {
    for key in other.keys { self[prefix + key] = other[key] }
  }

  package var isEmpty: Bool { keys.isEmpty }
}
