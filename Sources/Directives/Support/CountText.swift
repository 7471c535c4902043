import Numerics

/// Counted things in words: `1 row`, `21,307 rows`.
enum CountText {
  static func rows(_ count: Int) -> String { counted(count, "row") }

  static func counted(_ count: Int, _ noun: String) -> String {
    NumberFormat.count(count) + " " + noun + (count == 1 ? "" : "s")
  }

  /// "1 row is" or "3 rows are".
  static func rowsAre(_ count: Int) -> String { rows(count) + (count == 1 ? " is" : " are") }
}
