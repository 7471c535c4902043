/// A JSON value with the place where it stands, for reading one that must have a certain shape.
///
/// Whatever is not as asked for throws the path and both what was expected and what was found.
package struct JSONCursor: Sendable {
  package let value: JSONValue
  package let path: String

  package init(_ value: JSONValue, path: String = "") {
    self.value = value
    self.path = path
  }

  /// An error at this place.
  package func error(_ problem: String) -> JSONShapeError {
    JSONShapeError(path: path, problem: problem)
  }

  private func expected(_ what: String) -> JSONShapeError {
    error("expected \(what), found \(value.kind)")
  }

  // MARK: Objects and lists

  /// The value under a key, which must be there.
  package func member(_ key: String) throws(JSONShapeError) -> JSONCursor {
    guard case .object = value else { throw expected("an object") }
    guard let found = optional(key) else { throw error("“\(key)” is missing") }
    return found
  }

  /// The value under a key; nil where there is none, or null.
  package func optional(_ key: String) -> JSONCursor? {
    guard let found = value[key] else { return nil }
    if case .null = found { return nil }
    return JSONCursor(found, path: path.isEmpty ? key : "\(path).\(key)")
  }

  /// The elements of a list.
  ///
  /// - Parameter count: how many there must be; nil for any number.
  package func elements(count: Int? = nil) throws(JSONShapeError) -> [JSONCursor] {
    let found: [JSONValue]
    switch value {
    case .array(let elements): found = elements
    case .numbers(let numbers): found = numbers.map { .number($0) }
    default: throw expected("a list")
    }
    try check(found.count, count)
    return found.enumerated().map { JSONCursor($1, path: "\(path)[\($0)]") }
  }

  /// Each element of a list as something else.
  package func map<Element>(
    count: Int? = nil, _ read: (JSONCursor) throws(JSONShapeError) -> Element
  ) throws(JSONShapeError) -> [Element] {
    var made: [Element] = []
    for element in try elements(count: count) { made.append(try read(element)) }
    return made
  }

  private func check(_ found: Int, _ count: Int?) throws(JSONShapeError) {
    if let count, found != count { throw error("expected \(count) elements, found \(found)") }
  }

  // MARK: Plain values

  package func text() throws(JSONShapeError) -> String {
    guard case .string(let text) = value else { throw expected("a text") }
    return text
  }

  package func flag() throws(JSONShapeError) -> Bool {
    guard case .boolean(let flag) = value else { throw expected("true or false") }
    return flag
  }

  /// A number as `JSONValue.exact` writes it.
  package func number() throws(JSONShapeError) -> Double {
    switch value {
    case .number(let number): return number
    case .integer(let number): return Double(number)
    case .string("NaN"): return .nan
    case .string("Infinity"): return .infinity
    case .string("-Infinity"): return -.infinity
    default: throw expected("a number")
    }
  }

  /// A whole number in a range.
  package func integer(
    in range: ClosedRange<Int> = 0...Int.max
  ) throws(JSONShapeError) -> Int {
    var whole: Int?
    switch value {
    case .integer(let number): whole = number
    case .number(let number): whole = Int(exactly: number)
    default: throw expected("a whole number")
    }
    guard let whole else { throw error("expected a whole number, found a fraction") }
    guard range.contains(whole) else {
      throw error(
        range.upperBound == Int.max
          ? "expected \(range.lowerBound) or more, found \(whole)"
          : "expected \(range.lowerBound) to \(range.upperBound), found \(whole)")
    }
    return whole
  }

  /// A list of numbers as `JSONValue.exact` writes it.
  package func numbers(count: Int? = nil) throws(JSONShapeError) -> [Double] {
    if case .numbers(let numbers) = value {
      try check(numbers.count, count)
      return numbers
    }
    return try map(count: count) { element throws(JSONShapeError) in try element.number() }
  }

  /// A list of numbers of single precision.
  package func floats(count: Int? = nil) throws(JSONShapeError) -> [Float] {
    try numbers(count: count).map { Float($0) }
  }

  /// A list of whole numbers in a range.
  package func integers(
    in range: ClosedRange<Int>, count: Int? = nil
  ) throws(JSONShapeError) -> [Int] {
    guard case .numbers(let numbers) = value else {
      return try map(count: count) { element throws(JSONShapeError) in
        try element.integer(in: range)
      }
    }
    try check(numbers.count, count)
    var integers: [Int] = []
    integers.reserveCapacity(numbers.count)
    for (position, number) in numbers.enumerated() {
      guard let whole = Int(exactly: number), range.contains(whole) else {
        integers.append(
          try JSONCursor(.number(number), path: "\(path)[\(position)]").integer(in: range))
        continue
      }
      integers.append(whole)
    }
    return integers
  }

  /// A list of texts.
  package func texts(count: Int? = nil) throws(JSONShapeError) -> [String] {
    try map(count: count) { element throws(JSONShapeError) in try element.text() }
  }
}
