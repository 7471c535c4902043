import Execution
import Glibc
import Numerics

/// How the cells of one column are written; digits are chosen once, for the whole column.
struct ColumnFormat: Sendable {
  /// How a number becomes text once the digits are known.
  enum Rule: Sendable, Equatable {
    /// `scale` is 100 for shares; `prefix` a currency sign; `suffix` a per cent sign.
    case fixed(Int, scale: Double, prefix: String, suffix: String)
    /// Values of quite different size: each has its own digits, four significant.
    case mixed
    /// Each row has its own decimals, because the uncertainty of its number asks for them.
    case rows([Int])
    case probability
  }

  let rule: Rule
  /// Whether the cells are numbers, which stand right.
  let isNumeric: Bool
  /// The unit for the header.
  let unit: String?
  /// Decimals that padding fills up to, for a column whose cells differ in them.
  private let widestDecimals: Int

  init(_ table: ResultTable, column index: Int) {
    let column = table.columns[index]
    let cells = table.rows.map { index < $0.count ? $0[index] : .missing }
    let values = cells.flatMap(\.numbers)
    var style = column.style
    // Standard errors have the digits of the estimates that they belong to.
    if style == .automatic,
      table.columns.contains(where: { $0.style == .estimate(standardErrors: index) })
    {
      style = .estimate(standardErrors: index)
    }
    rule = Self.rule(style, column, cells: cells, values: values, rows: table.rows)
    isNumeric = !values.isEmpty || cells.allSatisfy(\.isMissing)
    if case .points = column.style { unit = column.unit ?? "points" } else { unit = column.unit }
    switch rule {
    case .mixed: widestDecimals = values.map { Self.decimals(Self.mixed($0)) }.max() ?? 0
    case .rows(let digits):
      widestDecimals = zip(cells, digits).filter { !$0.0.numbers.isEmpty }.map(\.1).max() ?? 0
    default: widestDecimals = 0
    }
  }

  /// The text of a cell as a reader sees it; nil for what is no text.
  func text(_ cell: TableCell, row: Int) -> String? {
    switch cell {
    case .text(let text): text
    case .number(let x): x.isFinite ? padded(number(x, row: row)) : nil
    case .integer(let n): padded(number(Double(n), row: row))
    case .interval(let low, let high):
      low.isFinite || high.isFinite
        ? "\(number(low, row: row)) to \(number(high, row: row))" : nil
    case .date(let days): CalendarDate.text(days)
    case .boolean(let flag): flag ? "yes" : "no"
    case .missing, .inlineChart: nil
    }
  }

  /// A number of this column with the true minus.
  private func number(_ x: Double, row: Int) -> String {
    guard x.isFinite else { return x.isNaN ? "–" : x < 0 ? "\u{2212}∞" : "∞" }
    switch rule {
    case .probability: return Self.probability(x)
    case .mixed: return Self.mixed(x)
    case .rows(let digits):
      return Self.fixed(x, digits: digits.indices.contains(row) ? digits[row] : 0)
    case .fixed(let digits, let scale, let prefix, let suffix):
      let scaled = x * scale
      return Self.fixed(scaled, digits: digits, prefix: prefix) + suffix
    }
  }

  // MARK: - Choosing digits

  private static func rule(
    _ style: NumberStyle, _ column: TableColumn, cells: [TableCell], values: [Double],
    rows: [[TableCell]]
  ) -> Rule {
    func plain(_ digits: Int) -> Rule { .fixed(digits, scale: 1, prefix: "", suffix: "") }
    switch style {
    case .automatic: return bySpread(cells.map(\.spread), values) ?? automatic(values)
    case .fixed(let digits): return plain(digits)
    case .count: return plain(0)
    case .share(let digits): return .fixed(digits, scale: 100, prefix: "", suffix: "%")
    case .points(let digits): return .fixed(digits, scale: 100, prefix: "", suffix: "")
    case .probability: return .probability
    case .money(let code, let digits):
      let sign = column.unit == nil ? Currency.sign(code) : ""
      return .fixed(digits, scale: 1, prefix: sign, suffix: "")
    case .estimate(let errors):
      let spreads = rows.map { row in
        errors >= 0 && errors < row.count ? row[errors].numbers.first.map(abs) : nil
      }
      return bySpread(spreads, values) ?? automatic(values)
    }
  }

  /// Decimals that show two significant digits of the uncertainty: for the whole column as many as
  /// its smallest asks for, or each row its own where they differ by more than two.
  ///
  /// nil where no uncertainty is known, or where the decimals would be too many to read.
  private static func bySpread(_ spreads: [Double?], _ values: [Double]) -> Rule? {
    let wanted = spreads.map { spread -> Int? in
      guard let spread, spread > 0, spread.isFinite else { return nil }
      return max(0, 1 - exponent(spread, significant: 2))
    }
    let known = wanted.compactMap { $0 }
    guard let least = known.min(), let most = known.max(), most <= 8 else { return nil }
    if most - least <= 2 {
      // Seven significant digits of the largest value at most.
      let largest = values.map(abs).max() ?? 0
      return .fixed(min(most, max(0, 6 - exponent(largest))), scale: 1, prefix: "", suffix: "")
    }
    return .rows(wanted.map { $0 ?? most })
  }

  /// Four significant digits of the largest value, fewer where fewer say all.
  private static func automatic(_ values: [Double]) -> Rule {
    let magnitudes = values.map(abs).filter { $0 > 0 }
    guard let largest = magnitudes.max() else {
      return .fixed(0, scale: 1, prefix: "", suffix: "")
    }
    let most = min(max(3 - exponent(largest), 0), 12)
    let digits = (0...most).first { digits in values.allSatisfy { isExact($0, digits) } } ?? most
    let losesSmall = magnitudes.contains { abs(rounded($0, digits) - $0) > 0.02 * $0 }
    let vanishes = magnitudes.allSatisfy { $0 < 1e-6 }
    return losesSmall || vanishes ? .mixed : .fixed(digits, scale: 1, prefix: "", suffix: "")
  }

  /// The power of ten of a magnitude once it is rounded to so many digits: 0 for 1 to 9.9994.
  private static func exponent(_ x: Double, significant: Int = 4) -> Int {
    guard x.isFinite, x > 0 else { return 0 }
    let floor = log10(x).rounded(.down)
    let last = pow(10, Double(1 - significant))
    return Int(floor) + (x / pow(10, floor) >= 10 - last / 2 ? 1 : 0)
  }

  private static func rounded(_ x: Double, _ digits: Int) -> Double {
    let factor = pow(10, Double(digits))
    return (x * factor).rounded() / factor
  }

  private static func isExact(_ x: Double, _ digits: Int) -> Bool {
    abs(rounded(x, digits) - x) <= 1e-9 * abs(x)
  }

  // MARK: - Single numbers

  /// A fixed number of decimals with the true minus; numbers of more than 15 digits as powers.
  private static func fixed(_ x: Double, digits: Int, prefix: String = "") -> String {
    if abs(x) >= 1e15 { return power(x, digits: 3) }
    let text = NumberFormat.fixed(abs(x), digits: digits, grouping: abs(x) >= 1000)
    let isZero = !text.utf8.contains { (0x31...0x39).contains($0) }
    return (x < 0 && !isZero ? "\u{2212}" : "") + prefix + text
  }

  /// Three decimals; below 0.001 in powers of ten.
  static func probability(_ p: Double) -> String {
    if p >= 0.0005 { return NumberFormat.fixed(p, digits: 3) }
    return p > 0 ? power(p, digits: 2) : "< 10⁻³⁰⁰"
  }

  /// Four significant digits without trailing zeros; whole numbers as they are.
  private static func mixed(_ x: Double) -> String {
    if x == 0 { return "0" }
    let size = abs(x)
    if size < 1e-5 || size >= 1e15 { return power(x, digits: 3) }
    let isWhole = x == x.rounded()
    let digits = isWhole ? 0 : min(max(3 - exponent(size), 0), 9)
    var text = NumberFormat.fixed(size, digits: digits, grouping: size >= 1000)
    if text.utf8.contains(UInt8(ascii: ".")) {
      while text.utf8.last == UInt8(ascii: "0") { text.removeLast() }
      if text.utf8.last == UInt8(ascii: ".") { text.removeLast() }
    }
    return (x < 0 ? "\u{2212}" : "") + text
  }

  /// `3.2 × 10⁻⁵`.
  private static func power(_ x: Double, digits: Int) -> String {
    let text = NumberFormat.scientific(x, digits: max(digits - 1, 0))
    let parts = text.split(separator: "e")
    guard parts.count == 2 else { return NumberFormat.typographic(text) }
    let raised = parts[1].unicodeScalars.reduce(into: "") { out, scalar in
      out += superscripts[scalar] ?? ""
    }
    return NumberFormat.typographic(String(parts[0])) + "\u{202F}×\u{202F}10" + raised
  }

  private static let superscripts: [Unicode.Scalar: String] = [
    "-": "⁻", "0": "⁰", "1": "¹", "2": "²", "3": "³", "4": "⁴", "5": "⁵", "6": "⁶", "7": "⁷",
    "8": "⁸", "9": "⁹",
  ]

  // MARK: - Padding

  /// In a column of mixed decimals, spaces of a digit's width keep the points below each other.
  private func padded(_ text: String) -> String {
    guard widestDecimals > 0, !text.unicodeScalars.contains("×") else { return text }
    let count = Self.decimals(text)
    guard count < widestDecimals else { return text }
    return text + (count == 0 ? "\u{2008}" : "")
      + String(repeating: "\u{2007}", count: widestDecimals - count)
  }

  private static func decimals(_ text: String) -> Int {
    if text.unicodeScalars.contains("×") { return 0 }
    guard let point = text.utf8.lastIndex(of: UInt8(ascii: ".")) else { return 0 }
    return text.utf8.distance(from: point, to: text.utf8.endIndex) - 1
  }
}

extension TableCell {
  /// The finite numbers that a cell shows.
  var numbers: [Double] {
    switch self {
    case .number(let x): x.isFinite ? [x] : []
    case .integer(let n): [Double(n)]
    case .interval(let low, let high): [low, high].filter(\.isFinite)
    case .text, .date, .boolean, .missing, .inlineChart: []
    }
  }

  /// The standard error that an interval of 95 % would have; nil for other cells.
  fileprivate var spread: Double? {
    guard case .interval(let low, let high) = self, low.isFinite, high.isFinite else { return nil }
    return (high - low) / 4
  }

  var isMissing: Bool { if case .missing = self { true } else { false } }
}
