/// Columns with few bins that share one code: a digit of it for each.
enum JointCodes {
  /// The positions of columns that share a code, so that no code has more than `most` values.
  ///
  /// The smallest are joined first; a column that is too large for company is alone.
  static func groups(binCounts: [Int], most: Int) -> [[Int]] {
    let order = binCounts.indices.sorted { (binCounts[$0], $0) < (binCounts[$1], $1) }
    var groups: [[Int]] = []
    var product = 1
    for column in order {
      let count = binCounts[column]
      if !groups.isEmpty, product * count <= most {
        groups[groups.count - 1].append(column)
        product *= count
      } else {
        groups.append([column])
        product = count
      }
    }
    return groups.map { $0.sorted() }
  }
}
