import Diagnostics

/// A number that an author typed into prose.
package struct TypedNumber: Equatable {
  package enum Kind: Equatable {
    case plain
    case percentage
    /// "percentage points" or "points".
    case points
    /// With its currency sign.
    case amount(String)
  }

  /// Bytes of the text that was scanned, its sign and unit included.
  package var range: Range<Int>
  package var value: Double
  package var isSigned: Bool
  package var decimals: Int
  /// Digits that say something: none of the zeros before the first or after a whole number's last.
  package var significant: Int
  package var kind: Kind
}

/// Finds the numbers in a stretch of prose.
///
/// What is part of a word, a date, a version, an address or a list's mark is no number.
package struct TypedNumberScanner {
  private let bytes: [UInt8]
  private var index = 0

  package static func numbers(in text: some Sequence<UInt8>) -> [TypedNumber] {
    var scanner = TypedNumberScanner(bytes: Array(text))
    var found: [TypedNumber] = []
    while let number = scanner.next() { found.append(number) }
    return found
  }

  private init(bytes: [UInt8]) { self.bytes = bytes }

  private mutating func next() -> TypedNumber? {
    while index < bytes.count {
      guard isDigit(index) else {
        index += 1
        continue
      }
      let start = index
      let digits = readDigits()
      let joins = start > 0 && joinsWord(bytes[start - 1], isBefore: true)
      // `1.2.3` is a version; the point of a sentence is not followed by a digit.
      let goesOn =
        index < bytes.count
        && (joinsWord(bytes[index], isBefore: false)
          || bytes[index] == UInt8(ascii: ".") && isDigit(index + 1))
      if joins || goesOn {
        skipWord()
        continue
      }
      return number(start, digits)
    }
    return nil
  }

  /// The digits from here: `64,000`, `0.102`; a comma counts only before three digits.
  private mutating func readDigits() -> (text: String, decimals: Int) {
    var text: [UInt8] = []
    var decimals = -1
    while index < bytes.count {
      if isDigit(index) {
        text.append(bytes[index])
        if decimals >= 0 { decimals += 1 }
        index += 1
      } else if bytes[index] == UInt8(ascii: "."), decimals < 0, isDigit(index + 1) {
        text.append(bytes[index])
        decimals = 0
        index += 1
      } else if bytes[index] == UInt8(ascii: ","), decimals < 0, isGroup(index + 1) {
        index += 1
      } else {
        break
      }
    }
    return (String(decoding: text, as: UTF8.self), max(decimals, 0))
  }

  private func number(_ start: Int, _ digits: (text: String, decimals: Int)) -> TypedNumber? {
    guard let value = Double(digits.text) else { return nil }
    var number = TypedNumber(
      range: start..<index, value: value, isSigned: false, decimals: digits.decimals,
      significant: Self.significant(digits.text), kind: .plain)
    var lower = start
    for sign in ["$", "€", "£"] where ends(with: sign, before: lower) {
      lower -= sign.utf8.count
      number.kind = .amount(sign)
    }
    for (sign, factor) in [("−", -1.0), ("-", -1.0), ("+", 1.0)]
    where ends(with: sign, before: lower) && !isWordBefore(lower - sign.utf8.count) {
      lower -= sign.utf8.count
      number.value *= factor
      number.isSigned = true
      break
    }
    var upper = index
    for unit in ["%", "percent", "per cent"] {
      if let end = follows(unit) { (upper, number.kind) = (end, .percentage) }
    }
    for unit in ["percentage point", "points"] {
      if let end = follows(unit) { (upper, number.kind) = (end, .points) }
    }
    number.range = lower..<upper
    return number
  }

  /// Where a unit ends that stands here, after a space or none.
  private func follows(_ unit: String) -> Int? {
    var start = index
    if start < bytes.count, bytes[start] == 0x20 { start += 1 }
    // A no-break space.
    if bytes[start...].starts(with: [0xC2, 0xA0]) { start += 2 }
    guard bytes[start...].starts(with: unit.utf8) else { return nil }
    return start + unit.utf8.count
  }

  private func ends(with sign: String, before position: Int) -> Bool {
    bytes[..<position].suffix(sign.utf8.count).elementsEqual(sign.utf8)
  }

  private func isWordBefore(_ position: Int) -> Bool {
    position > 0 && joinsWord(bytes[position - 1], isBefore: true)
  }

  /// Whether a byte beside a number makes it part of a word: `x1`, `2nd`, `2024-05-01`, `1/3`, `#2`.
  private func joinsWord(_ byte: UInt8, isBefore: Bool) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "/"),
      UInt8(ascii: ":"), UInt8(ascii: "#"), UInt8(ascii: "@"), UInt8(ascii: "^"):
      return true
    case UInt8(ascii: "-"):
      // A hyphen joins `2024-05`; before a number it may be a minus.
      return !isBefore
    case UInt8(ascii: "."): return isBefore
    default: return false
    }
  }

  private mutating func skipWord() {
    while index < bytes.count, bytes[index] > 0x20, bytes[index] != UInt8(ascii: "|") { index += 1 }
  }

  private func isDigit(_ index: Int) -> Bool {
    bytes.indices.contains(index) && bytes[index] &- UInt8(ascii: "0") < 10
  }

  private func isGroup(_ index: Int) -> Bool {
    (0..<3).allSatisfy { isDigit(index + $0) } && !isDigit(index + 3)
  }

  private static func significant(_ text: String) -> Int {
    let digits = text.utf8.filter { $0 != UInt8(ascii: ".") }.drop { $0 == UInt8(ascii: "0") }
    guard !text.utf8.contains(UInt8(ascii: ".")) else { return digits.count }
    return digits.reversed().drop { $0 == UInt8(ascii: "0") }.count
  }
}
