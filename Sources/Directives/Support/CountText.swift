import Numerics

/// Counted things in words: `1 row`, `21,307 rows`.
enum CountText {
  static func rows(_ count: Int) -> String { counted(count, "row") }

  static func counted(_ count: Int, _ noun: String) -> String {
    NumberFormat.count(count) + " " + noun + (count == 1 ? "" : "s")
  }

  /// "1 row is" or "3 rows are".
  static func rowsAre(_ count: Int) -> String { rows(count) + (count == 1 ? " is" : " are") }

  /// The note on estimated propensities that were clipped; none where there are none.
  static func clipped(_ rows: Int, at bound: Double) -> [String] {
    rows == 0
      ? []
      : [
        "\(self.rows(rows)) had a propensity beyond \(NumberFormat.shortest(bound)), which was clipped."
      ]
  }
}
