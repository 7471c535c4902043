import Numerics

/// Finds splits that tell rows apart by their effects, or by their outcomes.
///
/// In a node with mean outcome Ȳ and treatment T̄ and the slope τ of one on the other, each row has
/// the pseudo-outcome ρ = (T − T̄)(Y − Ȳ − τ(T − T̄)), the gradient of its own effect; a split is
/// chosen to maximise (Σ_L ρ)²/n_L + (Σ_R ρ)²/n_R (Athey, Tibshirani and Wager 2019). Without a
/// treatment ρ = Y − Ȳ, and the criterion is that of regression trees.
struct EffectSplitCriterion: SplitCriterion {
  /// Sums over rows: 0 weight, 1 ρ, 2 centred treatment, 3 its square, 4 rows, 5 rows below T̄.
  typealias Sums = SIMD8<Float>

  private let outcome: [Double]
  private let treatment: [Double]?
  private let weights: [Double]?
  private let settings: TreeSettings
  private var node = Node()
  /// What each row of the node adds to the sums.
  private var entries: [Sums] = []
  private var histogram = [Sums](repeating: Sums(), count: BinLayout.mostBins + 1)

  /// - Parameter outcome: of all rows, of about unit scale, as is `treatment`: sums are of single
  ///   precision.
  init(
    outcome: [Double], treatment: [Double]?, weights: [Double]?, settings: TreeSettings
  ) {
    self.outcome = outcome
    self.treatment = treatment
    self.weights = weights
    self.settings = settings
  }

  /// What the splits of a node are held against.
  private struct Node {
    var total = Sums()
    /// The least variation of the treatment that a child keeps.
    var leastVariation: Float = 0
    /// The least rows that a child keeps.
    var leastRows: Float = 0
  }

  /// Means of outcome and treatment in a node, and the slope of one on the other.
  private struct Centre {
    var outcome: Double
    var treatment = 0.0
    var slope = 0.0
    /// Of the treatment: Σ w(T − T̄)².
    var variation = 0.0
  }

  var nothing: Sums { Sums() }

  mutating func enter(_ rows: ArraySlice<Int32>) -> Double? {
    guard let centre = centre(rows) else { return nil }
    entries.removeAll(keepingCapacity: true)
    node.total = Sums()
    var squares = 0.0
    for row in rows {
      let row = Int(row)
      let w = weights?[row] ?? 1
      let t = (treatment?[row] ?? 0) - centre.treatment
      let y = outcome[row] - centre.outcome
      let rho = treatment == nil ? y : t * (y - centre.slope * t)
      squares += w * rho * rho
      let entry = Sums(
        Float(w), Float(w * rho), Float(w * t), Float(w * t * t), 1, t < 0 ? 1 : 0, 0, 0)
      node.total += entry
      entries.append(entry)
    }
    node.leastVariation = Float(settings.balance * centre.variation)
    node.leastRows = max(
      Float(settings.minimumLeaf),
      settings.separatesTreatment ? 1 : Float(settings.balance * Double(rows.count)))
    // Gains up to here are rounding.
    return Double(Float(1e-9 * squares))
  }

  /// nil for a node without weight, or where the treatment does not vary.
  private func centre(_ rows: ArraySlice<Int32>) -> Centre? {
    var (weight, sumY, sumT) = (0.0, 0.0, 0.0)
    for row in rows {
      let row = Int(row)
      let w = weights?[row] ?? 1
      weight += w
      sumY += w * outcome[row]
      if let treatment { sumT += w * treatment[row] }
    }
    guard weight > 0 else { return nil }
    var centre = Centre(outcome: sumY / weight)
    guard let treatment else { return centre }
    centre.treatment = sumT / weight
    var covariation = 0.0
    for row in rows {
      let row = Int(row)
      let t = treatment[row] - centre.treatment
      let w = weights?[row] ?? 1
      centre.variation += w * t * t
      covariation += w * t * (outcome[row] - centre.outcome)
    }
    // A treatment that does not vary here tells nothing of effects.
    guard centre.variation > 1e-10 * weight else { return nil }
    centre.slope = covariation / centre.variation
    return centre
  }

  mutating func sum(_ rows: ArraySlice<Int32>, bins: ArraySlice<UInt8>, lastBin: Int) {
    for bin in 0...lastBin { histogram[bin] = Sums() }
    unsafe bins.withUnsafeBufferPointer { bins in
      unsafe rows.withUnsafeBufferPointer { rows in
        unsafe entries.withUnsafeBufferPointer { entries in
          unsafe histogram.withUnsafeMutableBufferPointer { histogram in
            for index in 0..<rows.count {
              let bin = unsafe Int(bins[Int(rows[index])])
              unsafe histogram[bin] += entries[index]
            }
          }
        }
      }
    }
  }

  @inline(__always)
  func isEmpty(_ bin: Int) -> Bool { histogram[bin][4] == 0 }

  @inline(__always)
  func add(_ bin: Int, to sums: inout Sums) { sums += histogram[bin] }

  func rowCount(_ sums: Sums) -> Int { Int(sums[4]) }

  /// The mean ρ.
  func rank(_ bin: Int) -> Double {
    Double(histogram[bin][1] / max(histogram[bin][0], .leastNormalMagnitude))
  }

  @inline(__always)
  func gain(left: Sums) -> Double {
    let right = node.total - left
    if settings.separatesTreatment {
      let least = node.leastRows
      guard left[5] >= least, left[4] - left[5] >= least, right[5] >= least,
        right[4] - right[5] >= least
      else { return -1 }
    } else {
      guard left[4] >= node.leastRows, right[4] >= node.leastRows else { return -1 }
    }
    guard left[0] > 0, right[0] > 0 else { return -1 }
    var gain = left[1] * left[1] / left[0] + right[1] * right[1] / right[0]
    if settings.separatesTreatment {
      let leftVariation = left[3] - left[2] * left[2] / left[0]
      let rightVariation = right[3] - right[2] * right[2] / right[0]
      guard leftVariation >= node.leastVariation, rightVariation >= node.leastVariation,
        leftVariation > 0, rightVariation > 0
      else { return -1 }
      gain -= Float(settings.imbalancePenalty) * (1 / leftVariation + 1 / rightVariation)
    }
    return Double(gain)
  }
}
