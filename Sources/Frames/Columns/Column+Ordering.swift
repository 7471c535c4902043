import Numerics

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
    case .number(let values): keys = values.map(RadixOrder.key)
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
