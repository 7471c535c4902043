import Execution
import Numerics

/// A result table as comma-separated values (RFC 4180).
enum TableCSV {
  /// The lines of the table; an interval takes two columns, an inline chart none.
  static func text(_ table: ResultTable) -> String {
    let shapes = table.columns.indices.map { shape(of: $0, in: table) }
    var lines: [String] = []
    let names = zip(table.columns, shapes).flatMap { column, shape -> [String] in
      switch shape {
      case .none: []
      case .single: [column.name]
      case .interval: [column.name + " low", column.name + " high"]
      }
    }
    lines.append(names.map(field).joined(separator: ","))
    for row in table.rows {
      let fields = shapes.indices.flatMap { column -> [String] in
        values(column < row.count ? row[column] : .missing, shapes[column])
      }
      lines.append(fields.map(field).joined(separator: ","))
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// The same as an address that a link can save.
  static func address(_ table: ResultTable) -> String {
    var out = Array("data:text/csv;charset=utf-8,".utf8)
    for scalar in text(table).unicodeScalars {
      let bytes = String(scalar).utf8
      if standsInAddress(scalar) {
        out += bytes
        continue
      }
      for byte in bytes {
        out.append(UInt8(ascii: "%"))
        for digit in [byte >> 4, byte & 0xF] {
          out.append(digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "A") + digit - 10)
        }
      }
    }
    return String(decoding: out, as: UTF8.self)
  }

  /// What a URL may hold as it is, and HTML in an attribute, takes one character and not three or
  /// nine.
  private static func standsInAddress(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "a"..."z", "A"..."Z", "0"..."9", ",", ".", "-", "_", "(", ")", ":", "/", "=", "*", "+",
      "!", "$", "~":
      true
    case "\u{A0}"...: scalar.value & 0xFFFE != 0xFFFE && !(0xFDD0...0xFDEF).contains(scalar.value)
    default: false
    }
  }

  private enum Shape { case none, single, interval }

  private static func shape(of column: Int, in table: ResultTable) -> Shape {
    var shape = Shape.single
    for row in table.rows where column < row.count {
      switch row[column] {
      case .interval: return .interval
      case .inlineChart: shape = .none
      default: continue
      }
    }
    return shape
  }

  private static func values(_ cell: TableCell, _ shape: Shape) -> [String] {
    switch (shape, cell) {
    case (.none, _): []
    case (.interval, .interval(let low, let high)): [number(low), number(high)]
    case (.interval, _): [single(cell), ""]
    case (.single, _): [single(cell)]
    }
  }

  private static func single(_ cell: TableCell) -> String {
    switch cell {
    case .text(let text): text
    case .number(let x): number(x)
    case .integer(let n): String(n)
    case .interval(let low, _): number(low)
    case .date(let days): CalendarDate.text(days)
    case .boolean(let flag): flag ? "true" : "false"
    case .missing, .inlineChart: ""
    }
  }

  /// Six significant digits, and whole numbers as they are: the JSON beside the page has them all.
  private static func number(_ x: Double) -> String {
    guard x.isFinite else { return "" }
    let short = NumberFormat.shortest(x)
    guard short.utf8.count > 8, x != x.rounded() else { return short }
    let text = NumberFormat.significant(x, digits: 6)
    guard text.utf8.contains(UInt8(ascii: ".")), !text.utf8.contains(UInt8(ascii: "e")) else {
      return text
    }
    var digits = Substring(text)
    while digits.utf8.last == UInt8(ascii: "0") { digits.removeLast() }
    if digits.utf8.last == UInt8(ascii: ".") { digits.removeLast() }
    return String(digits)
  }

  private static func field(_ text: String) -> String {
    let special: Set<UInt8> = [UInt8(ascii: ","), UInt8(ascii: "\""), 0x0A, 0x0D]
    guard text.utf8.contains(where: special.contains) else { return text }
    return "\""
      + text.split(separator: "\"", omittingEmptySubsequences: false)
      .joined(separator: "\"\"") + "\""
  }
}
