import Glibc
import Numerics

/// A stand-in for the X5 RetailHero experiment: whom of a grocer's customers to text.
///
/// Features follow the published table; the effect of a text falls with the number of orders and
/// rises with points spent and age. The first redemption is recorded a little more often for those
/// who got a text, which makes dropping the others a trap.
package enum RetailHeroSimulator {
  package static let defaultRows = 200_039
  /// The chance of a text.
  package static let treatmentShare = 0.5

  /// The chance that a first redemption is on record, which a text raises a little.
  package static func redemptionShare(isTreated: Bool) -> Double { isTreated ? 0.8842 : 0.8800 }

  private struct Row: Sendable {
    var z: [Double] = []
    var orders = 0
    var paid = 0.0
    var products = 0.0
    var age = 0.0
    var gender = 0
    var issued = 0.0
    var distance = 0.0
    var express = 0.0
    var regular = 0.0
    var netto = 0.0
    var regularReceived = 0.0
    var expressReceived = 0.0
    var trademarks = 0.0
    var alcohol = 0.0
    var brand = 0.0
    var weekend = 0.0
    var times: [Double] = []
    var sinceIssue = 0.0
    var sinceRedemption = 0.0
    var isTreated = false
    var isRedeemed = false
    var bought = false
    var mu0 = 0.0
    var tau = 0.0
  }

  package static func table(
    rows: Int = defaultRows, redeemed: Bool = true, stream: RandomStream
  ) -> SimulatedTable {
    let made = Simulation.rows(rows, stream, row)
    // Where no redemption is recorded, what is counted from it is missing.
    func known(_ value: Double, _ row: Row) -> Double {
      redeemed && !row.isRedeemed ? .nan : value
    }
    var table = SimulatedTable(rowCount: rows)
    table.add("client_id", made.indices.map { $0 + 1 })
    table.add("age", made.map(\.age))
    for (index, letter) in ["F", "M", "U"].enumerated() {
      table.add("gender_\(letter)", made.map { $0.gender == index ? 1 : 0 })
    }
    table.add("fis_transformed", made.map(\.issued))
    table.add("frd_transformed", made.map { known($0.issued - $0.distance, $0) })
    table.add("fis_frd_dist", made.map { known($0.distance, $0) })
    table.add("n_orders", made.map(\.orders))
    table.add("avg_paid_per_order", made.map(\.paid))
    table.add("products_per_order", made.map(\.products))
    table.add("avg_netto_per_order", made.map(\.netto))
    table.add("avg_regular_points_received_per_order", made.map(\.regularReceived))
    table.add("express_points_received_per_order", made.map(\.expressReceived))
    table.add("regular_points_spent_per_order", made.map(\.regular))
    table.add("express_points_spent_per_order", made.map(\.express))
    table.add("avg_trademarks", made.map(\.trademarks))
    table.add("avg_trademarks_per_order", made.map(\.trademarks))
    table.add("avg_alcohol_products_per_order", made.map(\.alcohol))
    table.add("brand_score", made.map(\.brand))
    table.add("is_weekend", made.map(\.weekend))
    for (index, name) in ["midnight_to_m", "morning", "midday", "afternoon"].enumerated() {
      table.add("time_of_day_\(name)", made.map { $0.times[index] })
    }
    table.add("trn_sum_from_iss", made.map(\.sinceIssue))
    table.add("trn_sum_from_red", made.map { known($0.sinceRedemption, $0) })
    table.add("redeemed", made.map { $0.isRedeemed ? 1 : 0 })
    table.add("treatment_flg", made.map { $0.isTreated ? 1 : 0 })
    table.add("target", made.map { $0.bought ? 1 : 0 })
    table.add("_mu0", made.map(\.mu0))
    table.add("_mu1", made.map { $0.mu0 + $0.tau })
    table.add("_tau", made.map(\.tau))
    return table
  }

  private static func row(_ stream: inout RandomStream) -> Row {
    var row = Row()
    row.z = latent(&stream)
    let normal = NormalDistribution.standard
    row.orders = 1 + negativeBinomial(mean: 19.9, size: 1.3, at: normal.cdf(row.z[0]))
    row.paid = exp(5.981 + 0.6715 * row.z[1])
    let w = 0.75 * row.z[1] + (1 - 0.75 * 0.75).squareRoot() * stream.normal()
    row.products = exp(1.893 + 0.611 * w)
    let age = min(max((46.6 + 16.5 * row.z[2]).rounded(), 14), 90)
    row.age = stream.bernoulli(0.001) ? stream.uniform(-7491, 1901).rounded() : age
    row.gender = Simulation.index([0.38, 0.16, 0.46], &stream)
    row.issued = min(max(728.4 + 162.2 * stream.normal(), 460), 1100)
    row.distance = min(stream.gamma(shape: 1.267) * 223.8 / 1.267, row.issued)
    if stream.uniform() < normal.cdf(-1 + 0.6 * row.z[3] + 0.25 * row.z[0]) {
      row.express = -stream.gamma(shape: 0.9) * 3.6 / 0.9
    }
    if stream.uniform() < normal.cdf(-0.1 + 0.4 * row.z[3]) {
      row.regular = -stream.gamma(shape: 0.62) * 9 / 0.62
    }
    addIndependent(&row, &stream)
    row.isTreated = stream.bernoulli(treatmentShare)
    setOutcome(&row, age: age, &stream)
    row.isRedeemed = stream.bernoulli(redemptionShare(isTreated: row.isTreated))
    return row
  }

  /// Orders, basket, age and bonus: normals with the stated correlations, by their Cholesky factor.
  private static func latent(_ stream: inout RandomStream) -> [Double] {
    let correlation: [[Double]] = [
      [1, -0.15, 0.10, 0.10], [-0.15, 1, 0.10, 0.35], [0.10, 0.10, 1, 0], [0.10, 0.35, 0, 1],
    ]
    var factor = Array(repeating: [0.0, 0, 0, 0], count: 4)
    for i in 0..<4 {
      for j in 0...i {
        var sum = correlation[i][j]
        for k in 0..<j { sum -= factor[i][k] * factor[j][k] }
        factor[i][j] = i == j ? sum.squareRoot() : sum / factor[j][j]
      }
    }
    let e = (0..<4).map { _ in stream.normal() }
    return factor.map { row in zip(row, e).reduce(0) { $0 + $1.0 * $1.1 } }
  }

  /// The quantile of a negative binomial by summing its probabilities.
  private static func negativeBinomial(mean: Double, size: Double, at level: Double) -> Int {
    let p = size / (size + mean)
    var probability = pow(p, size)
    var sum = probability
    var k = 0
    while sum < level, k < 2000 {
      probability *= (size + Double(k)) / Double(k + 1) * (1 - p)
      k += 1
      sum += probability
    }
    return k
  }

  private static func addIndependent(_ row: inout Row, _ stream: inout RandomStream) {
    row.netto = logNormal(3.1, 2.9, &stream)
    row.regularReceived = logNormal(4.6, 4.8, &stream)
    row.expressReceived = logNormal(0.04, 0.5, &stream)
    row.trademarks = logNormal(0.97, 0.77, &stream)
    row.alcohol = logNormal(0.10, 0.21, &stream)
    row.brand = 0.43 + 0.06 * stream.normal()
    row.weekend = logNormal(1.81, 1.8, &stream)
    let shares = [0.005, 0.47, 0.475, 0.05].map { stream.gamma(shape: 4 * $0) }
    let total = max(shares.reduce(0, +), 1e-12)
    row.times = shares.map { $0 / total }
    row.sinceIssue = row.paid * exp(0.1 * stream.normal())
    row.sinceRedemption = logNormal(39.8, 94, &stream)
  }

  private static func logNormal(
    _ mean: Double, _ sd: Double, _ stream: inout RandomStream
  ) -> Double {
    let variance = log1p(sd * sd / (mean * mean))
    return exp(log(mean) - variance / 2 + variance.squareRoot() * stream.normal())
  }

  private static func setOutcome(_ row: inout Row, age: Double, _ stream: inout RandomStream) {
    let orders = Double(row.orders)
    row.mu0 = 1 / (1 + exp(1.18 - 0.62 * log(orders) - 0.10 * row.z[3]))
    let tau =
      0.003 + 0.066 * exp(-orders / 8) + 0.18 * min(-row.express, 8) / 8
      + 0.010 * (age - 46.6) / 16.5 - 0.007 * row.z[1]
    row.tau = min(max(tau, -0.06), 0.22)
    row.tau = min(max(row.mu0 + row.tau, 0.01), 0.99) - row.mu0
    row.bought = stream.uniform() < row.mu0 + (row.isTreated ? row.tau : 0)
  }
}
