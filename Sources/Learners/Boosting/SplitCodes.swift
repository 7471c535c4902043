/// Codes of one byte for rows, as fine as the splits of an ensemble need.
///
/// The thresholds that the trees use part a number into bins, the levels of a category are bins, and
/// missing values have a bin. Columns with few bins share a code.
struct SplitCodes: Sendable {
  private enum Bins {
    /// The thresholds in ascending order: bin `1 + i` holds values that i of them are not above.
    case number([Float])
    /// The bin of level l is l + 1; levels from this on share the last bin.
    case category(levels: Int)

    /// How many bins there are, that of missing values included.
    var count: Int {
      switch self {
      case .number(let thresholds): thresholds.count + 2
      case .category(let levels): levels + 2
      }
    }
  }

  /// A column's digit of its code.
  private struct Digit {
    let column: Int
    let bins: Bins
    let stride: Int
    /// The bin of each value of the code.
    let binOfValue: [UInt8]

    init(column: Int, bins: Bins, stride: Int) {
      self.column = column
      self.bins = bins
      self.stride = stride
      let count = bins.count
      binOfValue = (0..<SplitCodes.codeCount).map { UInt8($0 / stride % count) }
    }
  }

  /// The most values of one code.
  static let codeCount = 256

  private let groups: [[Digit]]
  /// Where each column that is split has its digit: the code, and the place in it.
  private let places: [Int: (code: Int, digit: Int)]

  /// How many codes a row has.
  var width: Int { groups.count }

  /// The 64s of values that a code has.
  func wordCount(_ code: Int) -> Int {
    (groups[code].reduce(1) { $0 * $1.bins.count } + 63) / 64
  }

  /// nil where a column has more bins than a byte.
  init?(_ builder: TreeEnsembleBuilder) {
    guard let bins = Self.bins(builder) else { return nil }
    let columns = bins.keys.sorted()
    let counts = columns.map { bins[$0]?.count ?? 0 }
    guard counts.allSatisfy({ $0 <= Self.codeCount }) else { return nil }
    var places: [Int: (code: Int, digit: Int)] = [:]
    groups = JointCodes.groups(binCounts: counts, most: Self.codeCount).enumerated().map {
      code, members in
      var stride = 1
      return members.enumerated().compactMap { digit, member in
        guard let own = bins[columns[member]] else { return nil }
        defer { stride *= own.count }
        places[columns[member]] = (code, digit)
        return Digit(column: columns[member], bins: own, stride: stride)
      }
    }
    self.places = places
  }

  /// The bins of each column that is split; nil for one that is a number here and a category there.
  private static func bins(_ builder: TreeEnsembleBuilder) -> [Int: Bins]? {
    var thresholds: [Int: Set<Float>] = [:]
    /// The levels of each category up to the last that some split tells from the ones after it.
    var categories: [Int: Int] = [:]
    for (tree, root) in builder.roots.enumerated() {
      let end = tree + 1 < builder.roots.count ? Int(builder.roots[tree + 1]) : builder.nodes.count
      for index in Int(root)..<end {
        let node = builder.nodes[index]
        // A leaf is its own child.
        if Int(root + node.left) == index { continue }
        if node.categories >= 0 {
          let levels = levelCount(Int(node.categories), builder)
          categories[Int(node.column)] = max(levels, categories[Int(node.column)] ?? 0)
        } else {
          thresholds[Int(node.column), default: []].insert(node.threshold)
        }
      }
    }
    guard Set(categories.keys).isDisjoint(with: thresholds.keys) else { return nil }
    var bins = thresholds.mapValues { Bins.number($0.sorted()) }
    for (column, levels) in categories { bins[column] = .category(levels: levels) }
    return bins
  }

  /// The number of levels up to the last one of a set, all of whose later levels go left.
  private static func levelCount(_ set: Int, _ builder: TreeEnsembleBuilder) -> Int {
    let words = builder.categoryWords[set..<set + builder.wordsPerSet]
    guard let last = words.lastIndex(where: { $0 != 0 }) else { return 0 }
    return (last - set + 1) * 64 - words[last].leadingZeroBitCount
  }

  /// Which values of its code send a row right from a split.
  func right(
    _ node: TreeEnsemble.Node, _ builder: TreeEnsembleBuilder
  ) -> (code: Int, values: BinSet) {
    var values = BinSet()
    guard let place = places[Int(node.column)] else { return (0, values) }
    let digit = groups[place.code][place.digit]
    let goesRight = (0..<digit.bins.count).map { bin -> UInt64 in
      if bin == 0 { return node.missingGoesLeft ? 0 : 1 }
      switch digit.bins {
      case .number(let thresholds):
        return bin > 1 && thresholds[bin - 2] >= node.threshold ? 1 : 0
      case .category(let levels):
        if bin > levels { return 0 }
        let word = Int(node.categories) + (bin - 1) >> 6
        return builder.categoryWords[word] >> UInt64((bin - 1) & 63) & 1
      }
    }
    for word in 0..<wordCount(place.code) {
      var bits: UInt64 = 0
      for bit in 0..<64 {
        bits |= goesRight[Int(digit.binOfValue[word * 64 + bit])] << UInt64(bit)
      }
      values.words[word] = bits
    }
    return (place.code, values)
  }

  /// The codes of some rows, one array for each code.
  func codes(_ features: FeatureMatrix, _ rows: Range<Int>) -> [[UInt8]] {
    groups.map { digits in
      var codes = [UInt8](repeating: 0, count: rows.count)
      for digit in digits {
        let start = digit.column * features.rowCount
        let own = features.values[start + rows.lowerBound..<start + rows.upperBound]
        Self.add(digit, of: own, to: &codes)
      }
      return codes
    }
  }

  private static func add(_ digit: Digit, of own: ArraySlice<Double>, to codes: inout [UInt8]) {
    var row = 0
    switch digit.bins {
    case .category(let levels):
      for value in own {
        let bin = value.isNaN ? 0 : min(Int(value), levels) + 1
        codes[row] += UInt8(bin * digit.stride)
        row += 1
      }
    case .number(let thresholds):
      for value in own {
        codes[row] += UInt8(bin(Float(value), thresholds) * digit.stride)
        row += 1
      }
    }
  }

  @inline(__always)
  private static func bin(_ value: Float, _ thresholds: [Float]) -> Int {
    if value.isNaN { return 0 }
    var first = 0
    var count = thresholds.count
    while count > 0 {
      let half = (count + 1) / 2
      first += thresholds[first + half - 1] <= value ? half : 0
      count -= half
    }
    return first + 1
  }
}
