extension Column {
  /// One key a row whose unsigned order is the order of the values; equal keys mean equal values.
  ///
  /// Missing rows have the largest key, `UInt64.max`, which no value has. Text and category labels
  /// are ranked by their UTF-8 bytes, so that the order is the same everywhere.
  package func sortKeys() -> [UInt64] {
    let signBit: UInt64 = 1 << 63
    var keys: [UInt64]
    switch storage {
    case .integer(let values), .timestamp(let values):
      // The largest integer would meet the key of what is missing: it shares its neighbour's.
      keys = values.map { min(UInt64(bitPattern: $0) ^ signBit, .max - 1) }
    case .number(let values):
      keys = values.map { value in
        if value.isNaN { return .max }
        let bits = (value == 0 ? 0.0 : value).bitPattern
        return bits & signBit == 0 ? bits | signBit : ~bits
      }
    case .boolean(let values): keys = values.map { $0 ? 1 : 0 }
    case .date(let values): keys = values.map { UInt64(bitPattern: Int64($0)) ^ signBit }
    case .category(let codes, let levels):
      let ranks = Self.ranks(of: levels)
      keys = codes.map { ranks.isEmpty ? .max : ranks[Int($0)] }
    case .text(let values):
      let view = levelView
      let ranks = Self.ranks(of: view.levels)
      keys = values.indices.map { view.codes[$0] < 0 ? .max : ranks[Int(view.codes[$0])] }
    }
    if let flags = missing?.flags {
      for row in keys.indices where flags[row] { keys[row] = .max }
    }
    return keys
  }

  private static func ranks(of labels: [String]) -> [UInt64] {
    let order = labels.indices.sorted { labels[$0].utf8.lexicographicallyPrecedes(labels[$1].utf8) }
    var ranks = [UInt64](repeating: 0, count: labels.count)
    for (rank, label) in order.enumerated() { ranks[label] = UInt64(rank) }
    return ranks
  }
}

/// Stable sorting of row numbers by 64-bit keys: least significant byte first, in linear time.
enum RadixOrder {
  /// `rows` sorted by `keys[row]`, rows with equal keys left in their order.
  static func sorted(_ rows: [Int], by keys: [UInt64]) -> [Int] {
    var source = rows
    var target = rows
    for shift in stride(from: UInt64(0), to: 64, by: 8) {
      var counts = [Int](repeating: 0, count: 257)
      for row in source { counts[Int((keys[row] >> shift) & 0xFF) + 1] += 1 }
      if counts.contains(source.count) { continue }
      for bucket in 1..<257 { counts[bucket] += counts[bucket - 1] }
      for row in source {
        let bucket = Int((keys[row] >> shift) & 0xFF)
        target[counts[bucket]] = row
        counts[bucket] += 1
      }
      swap(&source, &target)
    }
    return source
  }
}
