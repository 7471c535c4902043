/// The effect among the rows that a score places in the top share of everyone: the difference of arm
/// means, or the slope of the outcome in a dose.
///
/// A tied group that straddles the cut enters with the fraction of it that fits, every row alike.
/// The standard error √(s²_t/N_t + s²_c/N_c) uses sample variances and takes the cut as given;
/// that of a slope is HC1.
package struct UpliftAtShare: Sendable {
  package let share: Double
  package let uplift: Double
  package let standardError: Double
  /// Rows (of their weight) above the cut, by arm; with a dose all of them are `treated`.
  package let treated: Double
  package let control: Double

  /// The formula, as printed beside the number.
  package static func definition(continuous: Bool = false) -> String {
    continuous
      ? "uplift@k = cov(T, Y) / var(T) among the top share k of everyone, SE HC1"
      : "uplift@k = mean outcome of the treated − of the controls among the top share k of everyone"
  }

  /// Cuts after ⌊share · n⌋ rows (or that much weight).
  ///
  /// An arm without rows above the cut gives NaN.
  ///
  /// With one row in an arm the difference stands and its standard error is NaN.
  package init(
    _ share: Double, of sample: JudgedSample, by ranking: Ranking
  ) throws(RankingError) {
    guard ranking.rowCount == sample.rowCount else {
      throw .lengthsDiffer(column: "scores", expected: sample.rowCount, found: ranking.rowCount)
    }
    self.share = share
    let exact = share * sample.totalWeight
    // 0.3 · 42 693 must not lose a row to rounding in the last place.
    let cut = sample.weights == nil ? (exact + 1e-9).rounded(.down) : exact
    var arms = [ArmMoments(), ArmMoments()]
    var top = TopRows()
    let isContinuous = if case .continuous = sample.treatmentKind { true } else { false }
    var above = 0.0
    var start = 0
    for end in ranking.groupEnds {
      guard above < cut else { break }
      let rows = ranking.order[start..<Int(end)]
      start = Int(end)
      let weight = rows.reduce(0) { $0 + sample.weight(Int($1)) }
      let fraction = weight > cut - above ? (cut - above) / weight : 1
      for row in rows {
        let row = Int(row)
        if isContinuous {
          top.add(row, of: sample, weight: fraction * sample.weight(row))
        } else {
          arms[sample.treatment[row] == 1 ? 1 : 0].add(
            sample.outcome[row], weight: fraction * sample.weight(row))
        }
      }
      above += weight
    }
    if isContinuous {
      let slope = top.slope
      (uplift, standardError) = (slope.slope, slope.standardError)
      (treated, control) = (slope.weight, .nan)
      return
    }
    uplift = arms[1].mean - arms[0].mean
    standardError = (arms[1].squaredStandardError + arms[0].squaredStandardError).squareRoot()
    treated = arms[1].weight
    control = arms[0].weight
  }
}

/// Rows of a dose gathered one by one, for the slope among them.
struct TopRows: Sendable {
  private var treatment: [Double] = []
  private var outcome: [Double] = []
  private var weights: [Double] = []

  mutating func add(_ row: Int, of sample: JudgedSample, weight: Double) {
    treatment.append(sample.treatment[row])
    outcome.append(sample.outcome[row])
    weights.append(weight)
  }

  var slope: DoseSlope { DoseSlope(treatment: treatment, outcome: outcome, weights: weights) }
}

/// Weighted mean and variance of one arm's outcome, in one pass (West 1979).
struct ArmMoments: Sendable {
  private(set) var weight = 0.0
  private(set) var mean = Double.nan
  private var squares = 0.0
  private var squaredWeights = 0.0

  mutating func add(_ value: Double, weight own: Double) {
    guard own > 0 else { return }
    if weight == 0 { mean = 0 }
    weight += own
    squaredWeights += own * own
    let step = value - mean
    mean += step * own / weight
    squares += own * step * (value - mean)
  }

  /// Rows that would carry as much information if they weighed the same: (Σw)²/Σw².
  var effectiveCount: Double { weight * weight / squaredWeights }

  /// s²/N with the sample variance (n − 1); for unequal weights N is the effective count.
  var squaredStandardError: Double {
    let count = effectiveCount
    guard count > 1 else { return .nan }
    return squares / weight * (count / (count - 1)) / count
  }
}
