/// A column seen as labels: what arms, strata and groups are read through.
package struct LevelView: Sendable {
  /// One code a row, an index into `levels`; -1 where missing.
  package let codes: [Int32]
  package let levels: [String]

  package init(codes: [Int32], levels: [String]) {
    self.codes = codes
    self.levels = levels
  }

  /// Rows of each level.
  package var counts: [Int] {
    var counts = [Int](repeating: 0, count: levels.count)
    for code in codes where code >= 0 { counts[Int(code)] += 1 }
    return counts
  }

  /// The rows that hold `level`, in order.
  package func rows(of level: String) -> [Int] {
    guard let position = levels.firstIndex(of: level) else { return [] }
    return codes.indices.filter { codes[$0] == Int32(position) }
  }
}

extension Column {
  /// The column as labels, whatever its type.
  ///
  /// Levels are those that occur. Integers, numbers, booleans and dates have theirs in ascending
  /// order, written as CSV has them; categories in the order of `levels`; text by first appearance.
  package var levelView: LevelView {
    if case .category(let codes, let levels) = storage {
      return usedLevels(codes: codes, levels: levels)
    }
    if case .text(let values) = storage {
      return textLevels(values)
    }
    let keys = sortKeys()
    var positions: [UInt64: Int32] = [:]
    var firstRows: [Int] = []
    for row in keys.indices where keys[row] != .max {
      if positions[keys[row]] == nil {
        positions[keys[row]] = 0
        firstRows.append(row)
      }
    }
    firstRows.sort { keys[$0] < keys[$1] }
    for (code, row) in firstRows.enumerated() { positions[keys[row]] = Int32(code) }
    return LevelView(
      codes: keys.map { $0 == .max ? -1 : positions[$0] ?? -1 },
      levels: firstRows.map { self[$0].text })
  }

  private func usedLevels(codes: [Int32], levels: [String]) -> LevelView {
    var used = [Bool](repeating: false, count: levels.count)
    let flags = missing?.flags
    for row in codes.indices where flags?[row] != true { used[Int(codes[row])] = true }
    var mapping = [Int32](repeating: -1, count: levels.count)
    var kept: [String] = []
    for code in levels.indices where used[code] {
      mapping[code] = Int32(kept.count)
      kept.append(levels[code])
    }
    return LevelView(
      codes: codes.indices.map { flags?[$0] == true ? -1 : mapping[Int(codes[$0])] }, levels: kept)
  }

  private func textLevels(_ values: [String]) -> LevelView {
    let flags = missing?.flags
    var positions: [String: Int32] = [:]
    var levels: [String] = []
    var codes: [Int32] = []
    codes.reserveCapacity(values.count)
    for row in values.indices {
      if flags?[row] == true {
        codes.append(-1)
      } else if let code = positions[values[row]] {
        codes.append(code)
      } else {
        positions[values[row]] = Int32(levels.count)
        codes.append(Int32(levels.count))
        levels.append(values[row])
      }
    }
    return LevelView(codes: codes, levels: levels)
  }
}
