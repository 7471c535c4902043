@unsafe @preconcurrency import Glibc

/// Reads single cells: the general path, for what the fast scanners of the kernel leave.
enum CellParser {
  /// A whole number of 64 bits with no leading zeros, `+`, or `-0`: such cells are codes or numbers.
  static func integer(_ cell: ArraySlice<UInt8>) -> Int64? {
    var digits = cell
    let isNegative = digits.first == ASCII.minus
    if isNegative { digits.removeFirst() }
    guard let first = digits.first, ASCII.isDigit(first) else { return nil }
    if first == ASCII.zero, digits.count > 1 || isNegative { return nil }
    var value: Int64 = 0
    for byte in digits {
      guard ASCII.isDigit(byte) else { return nil }
      let digit = Int64(byte &- ASCII.zero)
      let (product, overflow) = value.multipliedReportingOverflow(by: 10)
      let (sum, carry) = product.addingReportingOverflow(isNegative ? -digit : digit)
      if overflow || carry { return nil }
      value = sum
    }
    return value
  }

  /// A decimal number, correctly rounded; `inf` and `-inf` as CSV writers have them; never NaN.
  ///
  /// Leading zeros make a code, not a number: `007` is text, so that it is not lost.
  static func number(_ cell: ArraySlice<UInt8>, leadingZeros: Bool = false) -> Double? {
    var position = cell.startIndex
    let end = cell.endIndex
    var isNegative = false
    if position < end, cell[position] == ASCII.minus || cell[position] == ASCII.plus {
      isNegative = cell[position] == ASCII.minus
      position += 1
    }
    if isInfinity(cell[position...]) { return isNegative ? -.infinity : .infinity }
    let firstDigit = position
    var digits: UInt64 = 0
    var digitCount = 0
    func take() -> Int {
      let start = position
      while position < end, ASCII.isDigit(cell[position]) {
        if digitCount < 19 { digits = digits * 10 + UInt64(cell[position] &- ASCII.zero) }
        if digits > 0 { digitCount += 1 }
        position += 1
      }
      return position - start
    }
    let whole = take()
    if whole > 1, cell[firstDigit] == ASCII.zero, !leadingZeros { return nil }
    var fraction = 0
    if position < end, cell[position] == ASCII.point {
      position += 1
      fraction = take()
    }
    guard whole + fraction > 0 else { return nil }
    guard let exponent = exponent(cell, &position), position == end else { return nil }
    if digitCount <= 19,
      let value = DecimalRounding.double(digits: digits, exponent: exponent - fraction)
    {
      return isNegative ? -value : value
    }
    return libraryNumber(cell)
  }

  /// What follows `e`, 0 where there is none, nil where it is malformed.
  private static func exponent(_ cell: ArraySlice<UInt8>, _ position: inout Int) -> Int? {
    guard position < cell.endIndex, cell[position] | 0x20 == 0x65 else { return 0 }
    position += 1
    var isNegative = false
    if position < cell.endIndex, cell[position] == ASCII.minus || cell[position] == ASCII.plus {
      isNegative = cell[position] == ASCII.minus
      position += 1
    }
    let start = position
    var value = 0
    while position < cell.endIndex, ASCII.isDigit(cell[position]) {
      value = min(value * 10 + Int(cell[position] &- ASCII.zero), 1_000_000)
      position += 1
    }
    guard position > start else { return nil }
    return isNegative ? -value : value
  }

  private static func isInfinity(_ cell: ArraySlice<UInt8>) -> Bool {
    guard cell.count == 3 || cell.count == 8 else { return false }
    let lowered = cell.map(ASCII.lowercase)
    return lowered == Array("inf".utf8) || lowered == Array("infinity".utf8)
  }

  /// The C library's conversion, correctly rounded; only cells that passed the grammar get here.
  private static func libraryNumber(_ cell: ArraySlice<UInt8>) -> Double? {
    var text = cell.map { CChar(bitPattern: $0) }
    text.append(0)
    return unsafe strtod(text, nil)
  }

  /// `true` or `false` in any case.
  static func boolean(_ cell: ArraySlice<UInt8>) -> Bool? {
    guard cell.count == 4 || cell.count == 5 else { return nil }
    let lowered = cell.map(ASCII.lowercase)
    if lowered == Array("true".utf8) { return true }
    return lowered == Array("false".utf8) ? false : nil
  }

  /// What a declared boolean may be written as: true/false, yes/no, y/n, t/f, 1/0, in any case.
  static func declaredBoolean(_ cell: ArraySlice<UInt8>) -> Bool? {
    switch String(decoding: cell.map(ASCII.lowercase), as: UTF8.self) {
    case "true", "yes", "y", "t", "1": true
    case "false", "no", "n", "f", "0": false
    default: nil
    }
  }

  /// `YYYY-MM-DD`, as days since 1970.
  static func isoDate(_ cell: ArraySlice<UInt8>) -> Int32? {
    guard cell.count == 10 else { return nil }
    let start = cell.startIndex
    guard cell[start + 4] == ASCII.minus, cell[start + 7] == ASCII.minus,
      let year = unsigned(cell[start..<start + 4]),
      let month = unsigned(cell[start + 5..<start + 7]),
      let day = unsigned(cell[start + 8..<start + 10])
    else { return nil }
    return CivilDate(year: year, month: month, day: day)?.daysSinceEpoch
  }

  static func unsigned(_ cell: ArraySlice<UInt8>) -> Int? {
    guard !cell.isEmpty, cell.count <= 4, cell.allSatisfy(ASCII.isDigit) else { return nil }
    return cell.reduce(0) { $0 * 10 + Int($1 &- ASCII.zero) }
  }

  /// A number in a declared notation; the whole cell must be used up.
  static func number(_ cell: ArraySlice<UInt8>, _ notation: NumberNotation) -> Double? {
    var text = trimmed(cell)
    for affix in notation.strip {
      let bytes = Array(affix.utf8)
      if !bytes.isEmpty, text.starts(with: bytes) { text = trimmed(text.dropFirst(bytes.count)) }
      if !bytes.isEmpty, text.suffix(bytes.count).elementsEqual(bytes) {
        text = trimmed(text.dropLast(bytes.count))
      }
    }
    if notation.percent, text.last == 0x25 { text = trimmed(text.dropLast()) }
    if let mark = notation.thousands.map({ Array($0.utf8) }), !mark.isEmpty {
      text = removing(mark, from: text)
    }
    if notation.decimal == "," {
      if text.contains(ASCII.point) { return nil }
      text = text.map { $0 == ASCII.comma ? ASCII.point : $0 }[...]
    }
    // The percent sign moves the exponent, so that 12.5% is the double nearest to 0.125.
    guard notation.percent else { return number(text, leadingZeros: true) }
    if text.contains(where: { $0 | 0x20 == 0x65 }) {
      return number(text, leadingZeros: true).map { $0 / 100 }
    }
    return number(text + Array("e-2".utf8), leadingZeros: true)
  }

  private static func removing(_ mark: [UInt8], from text: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    var kept: [UInt8] = []
    var rest = text
    while !rest.isEmpty {
      if rest.starts(with: mark), kept.last.map(ASCII.isDigit) == true {
        rest = rest.dropFirst(mark.count)
      } else {
        kept.append(rest.removeFirst())
      }
    }
    return kept[...]
  }

  /// Without spaces and tabs at both ends.
  static func trimmed(_ cell: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    func isBlank(_ byte: UInt8) -> Bool { byte == ASCII.space || byte == ASCII.tab }
    var cell = cell.drop(while: isBlank)
    while let last = cell.last, isBlank(last) { cell.removeLast() }
    return cell
  }
}
