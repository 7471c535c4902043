import Numerics

/// Counts of rows in sentences.
enum RowCount {
  /// `1 row`, `64,000 rows`.
  static func text(_ count: Int) -> String {
    "\(NumberFormat.count(count)) \(count == 1 ? "row" : "rows")"
  }

  /// `12 rows are left out: “age” is missing.`
  static func leftOut(_ count: Int, _ reason: String) -> String {
    "\(text(count)) \(count == 1 ? "is" : "are") left out: \(reason)."
  }
}
