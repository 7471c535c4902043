import Numerics

/// The rows of a fit as bins, laid out for summing gradients.
///
/// A histogram is filled once for every row and column, and that is where growing trees spends its
/// time. Columns with few values therefore share one joint code: three flags and a category of four
/// levels are one column of 32 values, filled once, from which the sums of each are then read. The
/// sums are the same; only the number of additions falls.
struct JointBins: Sendable {
  /// A column that can be split.
  struct Column: Sendable {
    /// Its place in the features.
    let index: Int
    /// The bin of its first value: 0, that of missing values, where a row lacks one, otherwise 1.
    let firstBin: Int
    let binCount: Int
    let isCategory: Bool

    var hasMissing: Bool { firstBin == 0 }
  }

  /// Columns of one joint code: a digit for each.
  struct Group: Sendable {
    /// The positions in `columns` of its members.
    let members: [Int]
    /// Where the sums of its codes start.
    let start: Int
    /// How many codes there are: the product of the members' bins.
    let codeCount: Int
    /// Where the sums of each member start among those of all members, and where the last ends.
    let memberStarts: [Int]
    /// `places[code * members.count + m]` is the place of the bin of member m among those sums.
    let places: [UInt16]
  }

  /// So many groups are a block: two bytes count the codes of all of them.
  static let groupsPerBlock = 64
  /// Joint codes beyond this many would not stay near the processor.
  private static let mostCodes = 1024
  /// With fewer rows to a code than this, reading the sums of each member costs more than it saves.
  private static let rowsPerCode = 64

  let layout: BinLayout
  let rowCount: Int
  let columns: [Column]
  let groups: [Group]
  /// How many sums a histogram has.
  let codeCount: Int
  /// `bins[column * rowCount + row]`, by the column's place in the features.
  let bins: [UInt8]
  /// `codes[row * groups.count + group]`: where the sum of the row's code is among those of the
  /// group's block.
  let codes: [UInt16]

  /// - Parameter mostBins: how many bins a number is sorted into, at most 255.
  init(_ features: FeatureMatrix, mostBins: Int) {
    // Predictions compare single-precision values, so bins are made of those.
    let rounded = FeatureMatrix(
      names: features.names, categories: features.categories, rowCount: features.rowCount,
      values: features.values.map { Double(Float($0)) })
    layout = BinLayout(rounded, mostBins: mostBins)
    rowCount = features.rowCount
    bins = BinnedFeatures(rounded, layout, order: .byColumn).codes
    columns = Self.columns(layout, bins, rowCount: rowCount)
    groups = Self.groups(columns, mostCodes: min(Self.mostCodes, rowCount / Self.rowsPerCode))
    codeCount = groups.reduce(0) { $0 + $1.codeCount }
    codes = Self.codes(columns, groups, bins, rowCount: rowCount)
  }

  /// A column of one bin tells no rows apart.
  private static func columns(_ layout: BinLayout, _ bins: [UInt8], rowCount: Int) -> [Column] {
    layout.names.indices.compactMap { index in
      let own = bins[index * rowCount..<(index + 1) * rowCount]
      let missing = own.count { $0 == BinLayout.missing }
      if missing == rowCount { return nil }
      let firstBin = missing > 0 ? 0 : 1
      let binCount = layout.binCounts[index] + 1 - firstBin
      guard binCount > 1 else { return nil }
      return Column(
        index: index, firstBin: firstBin, binCount: binCount,
        isCategory: layout.categories[index] != nil)
    }
  }

  private static func groups(_ columns: [Column], mostCodes: Int) -> [Group] {
    var start = 0
    return JointCodes.groups(binCounts: columns.map(\.binCount), most: mostCodes).map { members in
      let group = group(members, columns, start: start)
      start += group.codeCount
      return group
    }
  }

  private static func group(_ members: [Int], _ columns: [Column], start: Int) -> Group {
    let counts = members.map { columns[$0].binCount }
    let codeCount = counts.reduce(1, *)
    var starts = [0]
    for count in counts { starts.append(starts[starts.count - 1] + count) }
    var places: [UInt16] = []
    places.reserveCapacity(codeCount * members.count)
    for code in 0..<codeCount {
      var rest = code
      for (member, count) in counts.enumerated() {
        places.append(UInt16(starts[member] + rest % count))
        rest /= count
      }
    }
    return Group(
      members: members, start: start, codeCount: codeCount, memberStarts: starts, places: places)
  }

  private static func codes(
    _ columns: [Column], _ groups: [Group], _ bins: [UInt8], rowCount: Int
  ) -> [UInt16] {
    let width = groups.count
    var codes = [UInt16](repeating: 0, count: rowCount * width)
    for (place, group) in groups.enumerated() {
      var stride = 1
      let first = UInt16(group.start - groups[place / groupsPerBlock * groupsPerBlock].start)
      for row in 0..<rowCount { codes[row * width + place] = first }
      for member in group.members {
        let column = columns[member]
        let start = column.index * rowCount
        for row in 0..<rowCount {
          codes[row * width + place] += UInt16((Int(bins[start + row]) - column.firstBin) * stride)
        }
        stride *= column.binCount
      }
    }
    return codes
  }
}
