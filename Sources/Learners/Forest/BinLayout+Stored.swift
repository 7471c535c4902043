import JSON

extension BinLayout {
  /// The cuts of each number, and of each category with more levels than bins the bin of each.
  ///
  /// A category with a bin for each level is null.
  var stored: JSONValue {
    .array(
      zip(columns, categories).map { column, levels in
        switch column {
        case .numeric(let cuts): .exact(cuts)
        case .categorical(let bins):
          (levels?.count ?? 0) > Self.mostBins ? .integers(bins) : .null
        }
      })
  }

  init(stored: JSONCursor, features: FeatureMatrix) throws(JSONShapeError) {
    let entries = try stored.elements(count: features.columnCount)
    var columns: [Column] = []
    var counts: [Int] = []
    for (entry, levels) in zip(entries, features.categories) {
      if let levels {
        if levels.count <= Self.mostBins {
          columns.append(.categorical(bins: levels.indices.map { UInt8($0 + 1) }))
          counts.append(max(1, levels.count))
        } else {
          let bins = try entry.integers(in: 1...Self.mostBins, count: levels.count)
          columns.append(.categorical(bins: bins.map { UInt8($0) }))
          counts.append(Self.mostBins)
        }
        continue
      }
      let cuts = try entry.numbers()
      guard cuts.count < Self.mostBins, zip(cuts, cuts.dropFirst()).allSatisfy({ $0 < $1 }) else {
        throw entry.error("expected at most \(Self.mostBins - 1) ascending numbers")
      }
      columns.append(.numeric(cuts: cuts))
      counts.append(cuts.count + 1)
    }
    self.init(
      names: features.names, categories: features.categories, columns: columns, binCounts: counts)
  }
}
