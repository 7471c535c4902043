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
    case probability
  }

  let rule: Rule
  /// Whether the cells are numbers, which stand right.
  let isNumeric: Bool
  /// The unit for the header.
  let unit: String?
  /// Decimals that padding fills up to, for a column whose cells differ in them.
  private let widestDecimals: Int

  init(_ column: TableColumn, index: Int, rows: [[TableCell]]) {
    let cells = rows.compactMap { index < $0.count ? $0[index] : nil }
    let values = cells.flatMap(\.numbers)
    rule = Self.rule(column, index: index, cells: cells, values: values, rows: rows)
    isNumeric = !values.isEmpty || cells.allSatisfy(\.isMissing)
    if case .points = column.style { unit = column.unit ?? "points" } else { unit = column.unit }
    widestDecimals =
      rule == .mixed ? values.map { Self.decimals(Self.mixed($0)) }.max() ?? 0 : 0
  }

  /// The text of a cell as a reader sees it; nil for what is no text.
  func text(_ cell: TableCell) -> String? {
    switch cell {
    case .text(let text): text
    case .number(let x): x.isFinite ? padded(number(x)) : nil
    case .integer(let n): padded(number(Double(n)))
    case .interval(let low, let high):
      low.isFinite || high.isFinite ? "\(number(low)) to \(number(high))" : nil
    case .date(let days): CalendarDate.text(days)
    case .boolean(let flag): flag ? "yes" : "no"
    case .missing, .inlineChart: nil
    }
  }

  /// A number of this column with the true minus.
  func number(_ x: Double) -> String {
    guard x.isFinite else { return x.isNaN ? "–" : x < 0 ? "\u{2212}∞" : "∞" }
    switch rule {
    case .probability: return Self.probability(x)
    case .mixed: return Self.mixed(x)
    case .fixed(let digits, let scale, let prefix, let suffix):
      let scaled = x * scale
      if abs(scaled) >= 1e15 { return Self.power(x, digits: 3) }
      let text = NumberFormat.fixed(abs(scaled), digits: digits, grouping: abs(scaled) >= 1000)
      let isZero = !text.utf8.contains { (0x31...0x39).contains($0) }
      return (scaled < 0 && !isZero ? "\u{2212}" : "") + prefix + text + suffix
    }
  }

  // MARK: - Choosing digits

  private static func rule(
    _ column: TableColumn, index: Int, cells: [TableCell], values: [Double], rows: [[TableCell]]
  ) -> Rule {
    func plain(_ digits: Int) -> Rule { .fixed(digits, scale: 1, prefix: "", suffix: "") }
    switch column.style {
    case .automatic: return automatic(values)
    case .fixed(let digits): return plain(digits)
    case .count: return plain(0)
    case .share(let digits): return .fixed(digits, scale: 100, prefix: "", suffix: "%")
    case .points(let digits): return .fixed(digits, scale: 100, prefix: "", suffix: "")
    case .probability: return .probability
    case .money(let code, let digits):
      let sign = column.unit == nil ? Currency.sign(code) : ""
      return .fixed(digits, scale: 1, prefix: sign, suffix: "")
    case .estimate(let errors):
      let spreads = rows.compactMap { errors < $0.count && errors >= 0 ? $0[errors] : nil }
        .flatMap(\.numbers).map(abs).filter { $0 > 0 }
      guard let smallest = spreads.min(), let widest = spreads.max() else {
        return automatic(values)
      }
      // Coefficients of quite different scales share no number of decimals.
      if widest > 30 * smallest { return .mixed }
      // Two significant digits of the smallest standard error; seven of the estimate at most.
      let wanted = 1 - exponent(smallest)
      let largest = values.map(abs).max() ?? 0
      return plain(min(max(wanted, 0), max(0, 6 - exponent(largest)), 12))
    }
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

  /// The power of ten of a magnitude once it is rounded to four digits: 0 for 1 to 9.9994.
  static func exponent(_ x: Double) -> Int {
    guard x.isFinite, x > 0 else { return 0 }
    let floor = log10(x).rounded(.down)
    return Int(floor) + (x / pow(10, floor) >= 9.9995 ? 1 : 0)
  }

  private static func rounded(_ x: Double, _ digits: Int) -> Double {
    let factor = pow(10, Double(digits))
    return (x * factor).rounded() / factor
  }

  private static func isExact(_ x: Double, _ digits: Int) -> Bool {
    abs(rounded(x, digits) - x) <= 1e-9 * abs(x)
  }

  // MARK: - Single numbers

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

  var isMissing: Bool { if case .missing = self { true } else { false } }
}
