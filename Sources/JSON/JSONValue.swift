/// A JSON value whose objects keep the order of their keys.
package enum JSONValue: Sendable {
  case null
  case boolean(Bool)
  case integer(Int)
  /// Written in full precision; one that is not finite is null.
  case number(Double)
  case string(String)
  case array([JSONValue])
  /// An array of numbers alone, held in eight bytes each.
  case numbers([Double])
  case object([Member])

  package typealias Member = (key: String, value: JSONValue)

  /// The text, or null.
  package static func optional(_ text: String?) -> JSONValue {
    text.map(JSONValue.string) ?? .null
  }

  /// The value under a key of an object; nil where there is none.
  package subscript(key: String) -> JSONValue? {
    if case .object(let members) = self { members.first { $0.key == key }?.value } else { nil }
  }

  /// What the value is, for messages: "a number", "an object".
  package var kind: String {
    switch self {
    case .null: "null"
    case .boolean: "true or false"
    case .integer, .number: "a number"
    case .string: "a text"
    case .array, .numbers: "a list"
    case .object: "an object"
    }
  }
}

extension JSONValue {
  /// A number that reads back as it was even where it is not finite, which JSON has no number for:
  /// those are the texts `NaN`, `Infinity` and `-Infinity`.
  package static func exact(_ number: Double) -> JSONValue {
    if number.isFinite { return .number(number) }
    return .string(number.isNaN ? "NaN" : number < 0 ? "-Infinity" : "Infinity")
  }

  /// The same of a list.
  package static func exact(_ numbers: [Double]) -> JSONValue {
    numbers.allSatisfy(\.isFinite) ? .numbers(numbers) : .array(numbers.map { exact($0) })
  }

  /// A list of numbers of single precision, in as few digits as tell each from its neighbours.
  package static func exact(_ numbers: [Float]) -> JSONValue {
    exact(
      numbers.map { number -> Double in
        // Read as a double and then rounded, the short text must give the same number again.
        guard let short = Double(number.description), Float(short) == number else {
          return Double(number)
        }
        return short
      })
  }

  /// A list of whole numbers.
  package static func integers(_ numbers: [some BinaryInteger]) -> JSONValue {
    .numbers(numbers.map { Double($0) })
  }

  /// A list of texts.
  package static func texts(_ texts: [String]) -> JSONValue { .array(texts.map(JSONValue.string)) }
}
