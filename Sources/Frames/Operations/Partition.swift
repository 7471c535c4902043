import Numerics

/// Deals rows out to parts of given shares, at random, evenly within strata, clusters whole.
package struct Partition: Sendable {
  /// The part of each row, an index into the shares.
  package let parts: [Int]

  /// - Parameters:
  ///   - shares: non-negative, their sum counts as 1.
  ///   - strata: one code a row; rows of one code are dealt evenly. nil for one stratum.
  ///   - clusters: one code a row; rows of one code stay together. nil for rows by themselves. A
  ///     cluster belongs to the stratum of its first row.
  ///
  /// Units are dealt in random order, stratum after stratum in random order, each to the part that
  /// lacks most: so every part has its share of the units, and of each stratum, to within one.
  package init(
    rows: Int, shares: [Double], strata: [Int]? = nil, clusters: [Int]? = nil,
    stream: inout RandomStream
  ) {
    let units = Self.members(clusters ?? Array(0..<rows))
    let stratumOfUnit = units.map { strata?[$0[0]] ?? 0 }
    let groups = Self.members(stratumOfUnit)
    let total = shares.reduce(0, +)
    var dealt = [Double](repeating: 0, count: shares.count)
    var parts = [Int](repeating: 0, count: rows)
    var count = 0.0
    for group in stream.permutation(groups.count) {
      for position in stream.permutation(groups[group].count) {
        count += 1
        var best = 0
        var bestLack = -Double.infinity
        for part in shares.indices {
          let lack = shares[part] / total * count - dealt[part]
          // Rounding must not decide between parts that lack the same.
          if lack > bestLack + 1e-9 { (best, bestLack) = (part, lack) }
        }
        dealt[best] += 1
        for row in units[groups[group][position]] { parts[row] = best }
      }
    }
    self.parts = parts
  }

  /// The rows of a part, ascending.
  package func rows(of part: Int) -> [Int] { parts.indices.filter { parts[$0] == part } }

  /// The positions of each code, codes in order of first appearance.
  private static func members(_ codes: [Int]) -> [[Int]] {
    var positions: [Int: Int] = [:]
    var members: [[Int]] = []
    for (index, code) in codes.enumerated() {
      if let position = positions[code] {
        members[position].append(index)
      } else {
        positions[code] = members.count
        members.append([index])
      }
    }
    return members
  }
}

extension Frame {
  /// One code a row for the combination of values in the named columns, by first appearance.
  package func codes(of names: [String]) -> [Int] {
    var codes = [Int](repeating: 0, count: rowCount)
    for (code, group) in grouped(by: names).enumerated() {
      for row in group.rows { codes[row] = code }
    }
    return codes
  }
}
