/// The rows on which scores are judged: what happened to each, and what is known of its effect.
///
/// All columns have one length. Weights multiply rows (sampling weights); clusters name the units
/// that were drawn together, so that standard errors and bootstraps treat them as one.
package struct JudgedSample: Sendable {
  /// What a treatment column means.
  package enum TreatmentKind: Sendable {
    /// 1 for the arm that is judged, 0 for the control.
    case twoArms
    /// A dose; effects are slopes.
    case continuous
  }

  package let outcome: [Double]
  package let treatment: [Double]
  package let treatmentKind: TreatmentKind
  /// Doubly robust scores Γ of the effect, one a row.
  package let effectScores: [Double]?
  /// What treating each row gains after its cost, R·Γ − C.
  package let netGains: [Double]?
  package let weights: [Double]?
  /// The cluster of each row, numbered from zero.
  package let clusters: [Int32]?

  package var rowCount: Int { outcome.count }
  /// Σw, the number of rows where there are no weights.
  package var totalWeight: Double { weights?.reduce(0, +) ?? Double(rowCount) }

  /// Checks lengths, finiteness, weights and the coding of the treatment.
  package init(
    outcome: [Double], treatment: [Double], treatmentKind: TreatmentKind = .twoArms,
    effectScores: [Double]? = nil, netGains: [Double]? = nil, weights: [Double]? = nil,
    clusters: [Int32]? = nil
  ) throws(RankingError) {
    let count = outcome.count
    guard count > 0 else { throw .noRows }
    guard count <= Int(Int32.max) else { throw .tooManyRows(count) }
    let columns: [(String, [Double]?)] = [
      ("outcome", outcome), ("treatment", treatment), ("scores of the effect", effectScores),
      ("net gains", netGains), ("weights", weights),
    ]
    for (name, column) in columns {
      guard let column else { continue }
      guard column.count == count else {
        throw .lengthsDiffer(column: name, expected: count, found: column.count)
      }
      if let row = column.firstIndex(where: { !$0.isFinite }) {
        throw .notFinite(column: name, row: row)
      }
    }
    if let clusters, clusters.count != count {
      throw .lengthsDiffer(column: "clusters", expected: count, found: clusters.count)
    }
    if let weights {
      if let row = weights.firstIndex(where: { $0 < 0 }) { throw .invalidWeights(row: row) }
      guard weights.contains(where: { $0 > 0 }) else { throw .invalidWeights(row: 0) }
    }
    if case .twoArms = treatmentKind,
      let row = treatment.firstIndex(where: { $0 != 0 && $0 != 1 })
    {
      throw .notBinary(row: row, value: treatment[row])
    }
    self.outcome = outcome
    self.treatment = treatment
    self.treatmentKind = treatmentKind
    self.effectScores = effectScores
    self.netGains = netGains
    self.weights = weights
    self.clusters = clusters
  }

  /// The same rows with what treating each gains after its cost.
  package func with(netGains: [Double]) throws(RankingError) -> JudgedSample {
    try JudgedSample(
      outcome: outcome, treatment: treatment, treatmentKind: treatmentKind,
      effectScores: effectScores, netGains: netGains, weights: weights, clusters: clusters)
  }

  /// Some of the rows, in this order.
  package func selecting(rows: [Int]) throws(RankingError) -> JudgedSample {
    func taking(_ column: [Double]?) -> [Double]? {
      column.map { column in rows.map { column[$0] } }
    }
    return try JudgedSample(
      outcome: rows.map { outcome[$0] }, treatment: rows.map { treatment[$0] },
      treatmentKind: treatmentKind, effectScores: taking(effectScores),
      netGains: taking(netGains), weights: taking(weights),
      clusters: clusters.map { clusters in rows.map { clusters[$0] } })
  }

  /// The row's weight, 1 where there are none.
  func weight(_ row: Int) -> Double { weights?[row] ?? 1 }

  /// Whether every outcome is 0 or 1.
  package var hasBinaryOutcome: Bool { outcome.allSatisfy { $0 == 0 || $0 == 1 } }
}
