/// How the numbers of an axis, a label or a description are written.
package enum AxisFormat: Sendable, Equatable {
  /// As many digits as the steps between ticks need, with thousands separators.
  case number
  /// Whole numbers with thousands separators.
  case count
  /// Digits without separators: years, codes.
  case plain
  /// A share of 1 as a percentage: 0.25 is `25%`.
  case share
  /// A difference of shares in percentage points: 0.012 is `1.2`; the label names the unit.
  case points
  /// An amount with a currency sign in front: `$1,200`, `−€0.40`.
  case money(symbol: String)
}
