/// How a curve is computed: four numbers per row to sum down the ranking, and a function of the sums.
///
/// Curve, area, bootstrap band and the value at a given share all use this one pair, so that they
/// cannot disagree. Sums over the top share are (weight, four lanes); what the lanes hold is told
/// by `lanes(of:row:)`.
struct CurveFormula: Sendable {
  /// Running sums over the top rows: their weight and the four lanes.
  struct Sums: Sendable {
    var weight = 0.0
    var lanes = SIMD4<Double>(repeating: 0)

    @inline(__always)
    static func interpolated(_ a: Sums, _ b: Sums, _ fraction: Double) -> Sums {
      Sums(
        weight: a.weight + (b.weight - a.weight) * fraction,
        lanes: a.lanes + (b.lanes - a.lanes) * fraction)
    }
  }

  private enum Shape: Sendable {
    case arms, dose, effectScores, netGains
  }

  let kind: CurveKind
  /// Σw of the sample itself; a bootstrap's own total differs, and totals are scaled back to this.
  let population: Double
  private let shape: Shape
  private let treatmentMean: Double
  private let outcomeMean: Double

  init(_ kind: CurveKind, of sample: JudgedSample) throws(RankingError) {
    self.kind = kind
    population = sample.totalWeight
    var means = (treatment: 0.0, outcome: 0.0)
    switch (kind, sample.treatmentKind) {
    case (.toc, _):
      guard sample.effectScores != nil else { throw .needs(.doublyRobustScores) }
      shape = .effectScores
    case (.profit, _):
      guard sample.netGains != nil else { throw .needs(.netGains) }
      shape = .netGains
    case (.qini, .continuous): throw .needs(.twoArms)
    case (.elasticity, _), (.uplift, .continuous), (.gain, .continuous):
      shape = .dose
      // Centred lanes keep the covariances exact where means are large.
      for row in 0..<sample.rowCount {
        means.treatment += sample.weight(row) * sample.treatment[row]
        means.outcome += sample.weight(row) * sample.outcome[row]
      }
      means = (means.treatment / population, means.outcome / population)
    case (.uplift, .twoArms), (.gain, .twoArms), (.qini, .twoArms):
      shape = .arms
      let treated = sample.treatment.contains(1)
      guard treated, sample.treatment.contains(0) else { throw .needs(.bothArms) }
    }
    treatmentMean = means.treatment
    outcomeMean = means.outcome
  }

  /// The four lanes of every row, in row order and before weighting.
  func lanes(of sample: JudgedSample) -> [SIMD4<Double>] {
    let outcome = sample.outcome
    let treatment = sample.treatment
    switch shape {
    case .arms:
      return outcome.indices.map { row in
        let treated = treatment[row]
        let control = 1 - treated
        return SIMD4(treated, control, treated * outcome[row], control * outcome[row])
      }
    case .dose:
      return outcome.indices.map { row in
        let dose = treatment[row] - treatmentMean
        let response = outcome[row] - outcomeMean
        return SIMD4(dose, response, dose * response, dose * dose)
      }
    case .effectScores: return (sample.effectScores ?? []).map { SIMD4($0, 0, 0, 0) }
    case .netGains: return (sample.netGains ?? []).map { SIMD4($0, 0, 0, 0) }
    }
  }

  /// The curve's value from the sums over the top rows and over all; NaN where it is not defined.
  @inline(__always)
  func value(_ top: Sums, of all: Sums) -> Double {
    switch shape {
    case .arms:
      let (treated, control) = (top.lanes[0], top.lanes[1])
      if kind == .qini {
        let expected = control > 0 ? top.lanes[3] * treated / control : 0
        return (top.lanes[2] - expected) * (population / all.weight)
      }
      guard treated > 0, control > 0 else { return .nan }
      let difference = top.lanes[2] / treated - top.lanes[3] / control
      return kind == .gain ? difference * (top.weight / all.weight) : difference
    case .dose:
      let (dose, response) = (top.lanes[0], top.lanes[1])
      let variance = top.lanes[3] - dose * dose / top.weight
      guard top.weight > 0, variance > 1e-12 * top.lanes[3] else { return .nan }
      let slope = (top.lanes[2] - dose * response / top.weight) / variance
      return kind == .gain ? slope * (top.weight / all.weight) : slope
    case .effectScores:
      guard top.weight > 0 else { return .nan }
      return top.lanes[0] / top.weight - all.lanes[0] / all.weight
    case .netGains:
      return top.lanes[0] / all.weight
    }
  }
}
