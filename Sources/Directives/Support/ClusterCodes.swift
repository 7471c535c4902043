import Frames

/// Cluster columns as numbers.
enum ClusterCodes {
  /// The cluster of each row, numbered by first appearance; rows without one are their own.
  static func codes(_ view: LevelView, rows: [Int]) -> [Int32] {
    var numbers: [Int32: Int32] = [:]
    var next: Int32 = 0
    return rows.map { row in
      let code = view.codes[row]
      if code >= 0, let number = numbers[code] { return number }
      defer { next += 1 }
      if code >= 0 { numbers[code] = next }
      return next
    }
  }

  /// A sentence on rows without a cluster; none where every row has one.
  static func notes(of column: String, in frame: Frame, rows: [Int]) -> [String] {
    guard let view = frame[column]?.levelView else { return [] }
    let lost = rows.count { view.codes[$0] < 0 }
    if lost == 0 { return [] }
    return [
      lost == 1
        ? "1 row without a \(column) is a cluster of its own."
        : "\(CountText.rows(lost)) without a \(column) are each a cluster of their own."
    ]
  }
}
