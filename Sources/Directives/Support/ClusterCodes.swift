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
}
