import Diagnostics
import NotebookSyntax

extension ParameterType where Value == Double {
  package static let number = ParameterType.number()

  /// A number, also as a fraction (`1/3`), within the given bounds.
  package static func number(
    from low: Double = -.infinity, to high: Double = .infinity, excludingLow: Bool = false
  ) -> ParameterType {
    let description = "number" + boundsText(low, high, excludingLow: excludingLow)
    return ParameterType(description) { raw, context in
      guard let text = context.text(of: raw, expected: description) else { return nil }
      guard let value = parseNumber(text) else {
        return context.fail(
          .wrongType, at: raw.range, "expected \(description), found “\(text)”")
      }
      guard value >= low, value <= high, !(excludingLow && value == low) else {
        return context.fail(.outOfRange, at: raw.range, "\(text) is not a \(description)")
      }
      return value
    }
  }
}

extension ParameterType where Value == Int {
  /// A whole number within the given bounds.
  package static func integer(from low: Int = .min, to high: Int = .max) -> ParameterType {
    let bounds = boundsText(
      low == .min ? -.infinity : Double(low), high == .max ? .infinity : Double(high),
      excludingLow: false)
    let description = "whole number" + bounds
    return ParameterType(description) { raw, context in
      guard let text = context.text(of: raw, expected: description) else { return nil }
      let value = Int(text) ?? parseNumber(text).flatMap { Int(exactly: $0) }
      guard let value else {
        return context.fail(.wrongType, at: raw.range, "expected \(description), found “\(text)”")
      }
      guard value >= low, value <= high else {
        return context.fail(.outOfRange, at: raw.range, "\(text) is not a \(description)")
      }
      return value
    }
  }
}

extension ParameterType where Value == Bool {
  package static let boolean = ParameterType("true or false", choices: ["true", "false"]) {
    raw, context in
    guard let text = context.text(of: raw, expected: "true or false") else { return nil }
    switch text.lowercased() {
    case "true", "yes", "on": return true
    case "false", "no", "off": return false
    default:
      return context.fail(.wrongType, at: raw.range, "expected true or false, found “\(text)”")
    }
  }
}

extension ParameterType where Value == String {
  /// One word or phrase, `${params}` replaced.
  package static let string = ParameterType("text") { raw, context in
    context.text(of: raw, expected: "text")
  }

  /// The rest of the line, verbatim.
  package static let text = ParameterType("text", isText: true) { raw, context in
    context.text(of: raw, expected: "text")
  }
}

extension ParameterType where Value: RawRepresentable<String> & CaseIterable {
  /// One of the words of an enumeration.
  package static func choice() -> ParameterType {
    let words = Value.allCases.map(\.rawValue)
    let description = words.count == 1 ? words[0] : "one of " + words.joined(separator: ", ")
    return ParameterType(description, choices: words) { raw, context in
      guard let text = context.text(of: raw, expected: description) else { return nil }
      if let choice = Value(rawValue: text) { return choice }
      return context.fail(
        .unknownChoice, at: raw.range, "expected \(description), found “\(text)”",
        hint: NearMiss.best(for: text, in: words).map { "did you mean “\($0)”?" })
    }
  }
}

extension ParameterType {

  /// The value as written, for keys with a grammar of their own.
  package static func raw(_ description: String) -> ParameterType where Value == RawValue {
    ParameterType(description) { raw, _ in raw }
  }

  /// The first of two types that takes the value.
  ///
  /// Errors are those of the second, but a number outside the first one's range stays an error.
  package static func either<First: Sendable, Second: Sendable>(
    _ first: ParameterType<First>, _ second: ParameterType<Second>
  ) -> ParameterType where Value == Either<First, Second> {
    ParameterType(
      first.description + ", or " + second.description, choices: first.choices + second.choices
    ) { raw, context in
      var trial = context
      if let value = first.decode(raw, &trial) { return .first(value) }
      if trial.diagnostics.last?.kind == .outOfRange {
        context = trial
        return nil
      }
      return second.decode(raw, &context).map { .second($0) }
    }
  }
}

package enum Either<First: Sendable, Second: Sendable>: Sendable {
  case first(First)
  case second(Second)
}

/// A decimal number or a fraction of two; nil for anything else, infinities and NaN included.
package func parseNumber(_ text: String) -> Double? {
  let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
  func plain(_ part: Substring) -> Double? {
    let trimmed = part.trimmingSpaces()
    guard let first = trimmed.utf8.first, (0x2B...0x39).contains(first) else { return nil }
    guard !trimmed.contains(where: { $0 == "x" || $0 == "X" }) else { return nil }
    return Double(trimmed).flatMap { $0.isFinite ? $0 : nil }
  }
  guard let numerator = parts.first.flatMap(plain) else { return nil }
  guard parts.count == 2 else { return numerator }
  guard let denominator = plain(parts[1]), denominator != 0 else { return nil }
  return numerator / denominator
}

extension Substring {
  func trimmingSpaces() -> Substring {
    var part = self
    while part.first == " " { part = part.dropFirst() }
    while part.last == " " { part = part.dropLast() }
    return part
  }
}

private func boundsText(_ low: Double, _ high: Double, excludingLow: Bool) -> String {
  func text(_ x: Double) -> String {
    x == x.rounded(.towardZero) && abs(x) < 1e15 ? String(Int64(x)) : String(x)
  }
  if low > -.infinity, high < .infinity {
    return (excludingLow ? " above \(text(low)) and up to " : " from \(text(low)) to ") + text(high)
  }
  if low > -.infinity { return (excludingLow ? " above " : " of at least ") + text(low) }
  if high < .infinity { return " of at most " + text(high) }
  return ""
}
