/// The split of a node that lowers the loss most.
///
/// With the sums G of gradients and H of curvatures on each side, a split gains
/// G_L²/(H_L + λ) + G_R²/(H_R + λ) − G²/(H + λ) (Chen and Guestrin 2016, equation 7, without the
/// factor ½). Missing values are tried on both sides. The levels of a category are put in order of
/// G/(H + λ), among whose cuts the best set is (Fisher 1958).
///
/// With monotone columns a side's weight −G/(H + λ) is kept within the bounds of its node, a split
/// whose sides are in the wrong order is none, and a side gains −(2Gw + (H + λ)w²) at its weight w.
struct SplitSearch {
  /// The gradient and the curvature of the loss, summed over rows.
  typealias Sums = SIMD2<Double>

  struct Split {
    var gain: Double
    /// The position among the columns that can be split; −1 for none.
    var column = -1
    /// Bins up to this one go left; of a category, so many of `levelOrder`.
    var cut = 0
    var missingGoesLeft = false
    /// 1 where the left side must stay below the right one, −1 above, 0 where either may be.
    var sign = 0
    /// The sums of the left side.
    var left = Sums()
  }

  /// A smaller gain is rounding.
  private static let rounding = 1e-6

  private let lambda: Double
  private let minChildWeight: Double
  private let leastGain: Double
  private var total = Sums()
  private var parentScore = 0.0
  private(set) var best = Split(gain: 0)
  /// The bins of the levels with rows in the order that was cut, where `best` parts a category.
  private(set) var levelOrder: [UInt8] = []
  /// By column, 1 or −1 where it is monotone, otherwise 0; empty where none is.
  private let signs: [Int]
  private var bounds = WeightBounds()
  /// That of the column at hand.
  private var sign = 0
  /// Levels with rows, for the category at hand.
  private var levels: [(key: Double, digit: Int)] = []

  /// - Parameter names: of the columns that are searched.
  init(_ parameters: BoostingParameters, columns names: [String]) {
    signs = parameters.signs(of: names)
    lambda = parameters.lambda
    minChildWeight = parameters.minChildWeight
    leastGain = max(Self.rounding, parameters.minGain)
  }

  /// Starts with a node's own sums and bounds.
  mutating func start(_ total: Sums, within bounds: WeightBounds) {
    self.total = total
    self.bounds = bounds
    parentScore = signs.isEmpty ? score(total) : score(total, at: weight(total, within: bounds))
    best = Split(gain: leastGain)
  }

  /// Tries every split on a column.
  ///
  /// - Parameter sums: those of its bins, from its first.
  mutating func search(
    _ sums: UnsafeBufferPointer<Sums>, _ column: JointBins.Column, at position: Int
  ) {
    let missing = column.hasMissing ? unsafe sums[0] : Sums()
    let before = best.gain
    if !signs.isEmpty { sign = signs[position] }
    let values = unsafe UnsafeBufferPointer(rebasing: sums[(1 - column.firstBin)...])
    if column.isCategory {
      unsafe searchSets(values, missing, at: position)
    } else {
      unsafe searchCuts(values, missing, at: position)
    }
    // Where none is missing here, one that is missing later goes with most rows.
    if best.gain > before, missing.y == 0 { best.missingGoesLeft = isLeftHeavier }
  }

  /// Whether the left side of the best split holds at least half of the rows.
  var isLeftHeavier: Bool { 2 * best.left.y >= total.y }

  private mutating func searchCuts(
    _ sums: UnsafeBufferPointer<Sums>, _ missing: Sums, at position: Int
  ) {
    let isComplete = missing.y == 0
    var left = Sums()
    for bin in 0..<sums.count - 1 {
      let own = unsafe sums[bin]
      // A bin without rows parts nothing that the one before it did not.
      if own.y == 0 { continue }
      left += own
      consider(left, cut: bin + 1, at: position, missingGoesLeft: false)
      if !isComplete {
        consider(left + missing, cut: bin + 1, at: position, missingGoesLeft: true)
      }
    }
    guard !isComplete else { return }
    left += unsafe sums[sums.count - 1]
    considerMissing(left, cut: sums.count, at: position)
  }

  /// Tries all values against the missing ones, which have no place in the order of values: either
  /// side may be the higher, and stays so.
  private mutating func considerMissing(_ left: Sums, cut: Int, at position: Int) {
    let (way, before) = (sign, best.gain)
    sign = 0
    consider(left, cut: cut, at: position, missingGoesLeft: false)
    sign = way
    guard way != 0, best.gain > before else { return }
    best.sign = weight(left, within: bounds) <= weight(total - left, within: bounds) ? 1 : -1
  }

  private mutating func searchSets(
    _ sums: UnsafeBufferPointer<Sums>, _ missing: Sums, at position: Int
  ) {
    levels.removeAll(keepingCapacity: true)
    for digit in 0..<sums.count {
      let own = unsafe sums[digit]
      if own.y > 0 { levels.append((own.x / (own.y + lambda), digit)) }
    }
    levels.sort { ($0.key, $0.digit) < ($1.key, $1.digit) }
    let before = best.gain
    let isComplete = missing.y == 0
    var left = Sums()
    for (count, level) in levels.enumerated() {
      left += unsafe sums[level.digit]
      if count + 1 == levels.count && isComplete { break }
      consider(left, cut: count + 1, at: position, missingGoesLeft: false)
      if !isComplete, count + 1 < levels.count {
        consider(left + missing, cut: count + 1, at: position, missingGoesLeft: true)
      }
    }
    if best.gain > before { levelOrder = levels.map { UInt8($0.digit + 1) } }
  }

  @inline(__always)
  private mutating func consider(
    _ left: Sums, cut: Int, at position: Int, missingGoesLeft: Bool
  ) {
    let right = total - left
    guard left.y >= minChildWeight, right.y >= minChildWeight, left.y > 0, right.y > 0 else {
      return
    }
    let gain =
      (signs.isEmpty ? score(left) + score(right) : boundedScore(left, right)) - parentScore
    guard gain > best.gain else { return }
    best = Split(
      gain: gain, column: position, cut: cut, missingGoesLeft: missingGoesLeft, sign: sign,
      left: left)
  }

  @inline(__always)
  private func score(_ sums: Sums) -> Double { sums.x * sums.x / (sums.y + lambda) }

  /// What the leaf of these sums adds before it is slowed: −G/(H + λ), within bounds.
  func weight(_ sums: Sums, within bounds: WeightBounds) -> Double {
    let curvature = sums.y + lambda
    return bounds.clamp(curvature > 0 ? -sums.x / curvature : 0)
  }

  private func score(_ sums: Sums, at weight: Double) -> Double {
    -(2 * sums.x + (sums.y + lambda) * weight) * weight
  }

  private func boundedScore(_ left: Sums, _ right: Sums) -> Double {
    let (first, second) = (weight(left, within: bounds), weight(right, within: bounds))
    if (sign > 0 && first > second) || (sign < 0 && first < second) { return -.infinity }
    return score(left, at: first) + score(right, at: second)
  }
}
