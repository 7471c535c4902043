import Glibc
import Numerics

/// A stand-in for the Hillstrom e-mail test of 2008, calibrated to its published marginals.
///
/// 64,000 past buyers got a men's e-mail, a women's e-mail or none, a third each. Covariates follow
/// the file's shares and the dependence of spend on them; visits follow a logistic model per arm;
/// conversion and spend follow the arm given the visit. Hidden columns hold the chance of a visit
/// under each arm and its differences from no e-mail.
package enum HillstromSimulator {
  package static let defaultRows = 64_000

  private static let arms = ["Womens E-Mail", "No E-Mail", "Mens E-Mail"]
  private static let zipCodes = ["Surburban", "Rural", "Urban"]
  private static let channels = ["Phone", "Web", "Multichannel"]
  private static let segmentCuts = [100.0, 200, 350, 500, 750, 1000]
  private static let segments = [
    "1) $0 - $100", "2) $100 - $200", "3) $200 - $350", "4) $350 - $500", "5) $500 - $750",
    "6) $750 - $1,000", "7) $1,000 +",
  ]
  private static let recencyShares = [
    0.1399, 0.1178, 0.0922, 0.0793, 0.0705, 0.0720, 0.0637, 0.0546, 0.1006, 0.1182, 0.0548, 0.0364,
  ]

  /// Log-odds of a visit by arm, in the order of `arms`, on: 1, recency, history, mens, womens,
  /// newbie, Surburban, Urban, Phone, Web.
  private static let visitModels: [[Double]] = [
    [-1.896, -0.0430, 0.00043, 0.386, 0.889, -0.472, -0.265, -0.301, -0.109, 0.151],
    [-1.822, -0.0706, 0.00066, 0.577, 0.530, -0.775, -0.492, -0.533, -0.144, 0.206],
    [-1.669, -0.0520, 0.00040, 0.742, 0.724, -0.502, -0.341, -0.324, -0.064, 0.155],
  ]
  /// Chance of buying given a visit, by arm.
  private static let conversionShares = [0.0584, 0.0539, 0.0686]

  private struct Row: Sendable {
    var recency = 0
    var history = 0.0
    var mens = false
    var womens = false
    var zip = 0
    var isNew = false
    var channel = 0
    var arm = 0
    var visits: (womens: Double, none: Double, mens: Double) = (0, 0, 0)
    var visited = false
    var bought = false
    var spend = 0.0
  }

  package static func table(rows: Int = defaultRows, stream: RandomStream) -> SimulatedTable {
    let made = Simulation.rows(rows, stream, row)
    var table = SimulatedTable(rowCount: rows)
    table.add("recency", made.map(\.recency))
    table.add(
      "history_segment", made.map { row in segmentCuts.count { row.history >= $0 } },
      levels: segments)
    table.add("history", made.map(\.history))
    table.add("mens", made.map { $0.mens ? 1 : 0 })
    table.add("womens", made.map { $0.womens ? 1 : 0 })
    table.add("zip_code", made.map(\.zip), levels: zipCodes)
    table.add("newbie", made.map { $0.isNew ? 1 : 0 })
    table.add("channel", made.map(\.channel), levels: channels)
    table.add("segment", made.map(\.arm), levels: arms)
    table.add("visit", made.map { $0.visited ? 1 : 0 })
    table.add("conversion", made.map { $0.bought ? 1 : 0 })
    table.add("spend", made.map(\.spend))
    table.add("_mu0", made.map(\.visits.none))
    table.add("_mu_mens", made.map(\.visits.mens))
    table.add("_mu_womens", made.map(\.visits.womens))
    table.add("_tau_mens", made.map { $0.visits.mens - $0.visits.none })
    table.add("_tau_womens", made.map { $0.visits.womens - $0.visits.none })
    return table
  }

  private static func row(_ stream: inout RandomStream) -> Row {
    var row = Row()
    row.recency = Simulation.index(recencyShares, &stream) + 1
    row.isNew = stream.bernoulli(0.5022)
    if stream.bernoulli(row.isNew ? 0.1217 : 0.0796) {
      row.mens = true
      row.womens = true
    } else {
      row.mens = stream.bernoulli(0.5005)
      row.womens = !row.mens
    }
    if stream.bernoulli(row.isNew ? 0.1439 : 0.0985) {
      row.channel = 2
    } else {
      row.channel = stream.bernoulli(0.498) ? 0 : 1
    }
    row.zip = Simulation.index([0.4496, 0.1494, 0.4010], &stream)
    row.history = history(row, &stream)
    row.arm = stream.below(3)
    let chances = visitModels.map { visitChance(row, $0) }
    row.visits = (chances[0], chances[1], chances[2])
    row.visited = stream.bernoulli(chances[row.arm])
    row.bought = row.visited && stream.bernoulli(conversionShares[row.arm])
    if row.bought { row.spend = spend(&stream) }
    return row
  }

  private static func history(_ row: Row, _ stream: inout RandomStream) -> Double {
    let mean = exp(
      5.353 - 0.0551 * Double(row.recency) + (row.isNew ? 0.278 : 0)
        + (row.channel == 2 ? 0.800 : 0) + (row.mens && row.womens ? 0.759 : 0))
    let shape = 1.23
    let amount = stream.gamma(shape: shape) * mean / shape
    return Simulation.rounded(min(max(amount, 29.99), 3345.93), digits: 2)
  }

  private static func visitChance(_ row: Row, _ model: [Double]) -> Double {
    let x: [Double] = [
      1, Double(row.recency), row.history, row.mens ? 1 : 0, row.womens ? 1 : 0,
      row.isNew ? 1 : 0, row.zip == 0 ? 1 : 0, row.zip == 2 ? 1 : 0, row.channel == 0 ? 1 : 0,
      row.channel == 1 ? 1 : 0,
    ]
    var logOdds = 0.0
    for (coefficient, value) in zip(model, x) { logOdds += coefficient * value }
    return 1 / (1 + exp(-logOdds))
  }

  private static func spend(_ stream: inout RandomStream) -> Double {
    let kind = stream.uniform()
    if kind < 0.235 { return 29.99 }
    if kind < 0.256 { return 499 }
    let mean = 103.0
    let sd = 94.4
    let amount = 29.99 + stream.gamma(shape: (mean / sd) * (mean / sd)) * sd * sd / mean
    return Simulation.rounded(min(498.99, amount), digits: 2)
  }
}
