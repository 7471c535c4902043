/// Finds splits after which the arms differ more than before.
struct UpliftSplitCriterion: SplitCriterion {
  /// Of each arm: weight, weighted outcome and rows.
  typealias Sums = [SIMD4<Double>]

  private let data: CausalData
  private let parameters: UpliftParameters
  private let divergence: UpliftGain
  private let armCount: Int
  /// Of the node's rows.
  private var total: Sums
  private var means: [Double] = []
  /// `histogram[bin * armCount + arm]`.
  private var histogram: Sums

  init(data: CausalData, parameters: UpliftParameters) {
    self.data = data
    self.parameters = parameters
    divergence = UpliftGain(
      criterion: parameters.criterion, shrinkage: parameters.shrinkage,
      normalized: parameters.normalized)
    armCount = data.arms.count
    total = Sums(repeating: SIMD4(), count: armCount)
    histogram = Sums(repeating: SIMD4(), count: (BinLayout.mostBins + 1) * armCount)
  }

  var nothing: Sums { Sums(repeating: SIMD4(), count: armCount) }

  mutating func enter(_ rows: ArraySlice<Int32>) -> Double? {
    total = nothing
    for row in rows {
      let row = Int(row)
      total[Int(data.treatment[row])] += entry(row)
    }
    means = divergence.means(total.map { SIMD2($0[0], $0[1]) }, parent: nil)
    return means.allSatisfy(\.isFinite) ? 1e-12 : nil
  }

  mutating func sum(_ rows: ArraySlice<Int32>, bins: ArraySlice<UInt8>, lastBin: Int) {
    for slot in 0..<(lastBin + 1) * armCount { histogram[slot] = SIMD4() }
    let start = bins.startIndex
    for row in rows {
      let row = Int(row)
      histogram[Int(bins[start + row]) * armCount + Int(data.treatment[row])] += entry(row)
    }
  }

  @inline(__always)
  private func entry(_ row: Int) -> SIMD4<Double> {
    let weight = data.weights?[row] ?? 1
    return SIMD4(weight, weight * data.outcome[row], 1, 0)
  }

  private func arms(_ bin: Int) -> ArraySlice<SIMD4<Double>> {
    histogram[bin * armCount..<(bin + 1) * armCount]
  }

  func isEmpty(_ bin: Int) -> Bool { !arms(bin).contains { $0[2] > 0 } }

  func add(_ bin: Int, to sums: inout Sums) {
    for (arm, sum) in arms(bin).enumerated() { sums[arm] += sum }
  }

  func rowCount(_ sums: Sums) -> Int { Int(sums.reduce(0) { $0 + $1[2] }) }

  /// The largest effect of an arm, shrunk to that of the node.
  func rank(_ bin: Int) -> Double {
    let own = divergence.means(arms(bin).map { SIMD2($0[0], $0[1]) }, parent: means)
    // Without shrinkage an arm that is absent has no mean, and the node's stands in.
    let known = own.indices.map { own[$0].isFinite ? own[$0] : means[$0] }
    return known.dropFirst().map { $0 - known[0] }.max() ?? 0
  }

  func gain(left: Sums) -> Double {
    var (leftRows, rightRows) = (0.0, 0.0)
    let least = Double(parameters.minimumArm)
    for arm in 0..<armCount {
      let own = left[arm][2]
      let rest = total[arm][2] - own
      if own < least || rest < least { return -1 }
      leftRows += own
      rightRows += rest
    }
    guard min(leftRows, rightRows) >= Double(parameters.minimumLeaf) else { return -1 }
    let right = total.indices.map { total[$0] - left[$0] }
    guard left.allSatisfy({ $0[0] > 0 }), right.allSatisfy({ $0[0] > 0 }) else { return -1 }
    return divergence.gain(
      left.map { SIMD2($0[0], $0[1]) }, right.map { SIMD2($0[0], $0[1]) }, means: means)
  }
}
