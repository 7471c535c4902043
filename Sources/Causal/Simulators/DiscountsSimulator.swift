import Glibc
import Numerics

/// A shop's discounts: set by a prediction of sales, or at random.
///
/// Sales rise with the discount by 11.35 + .134·age dollars a dollar, and ten of the monthly spends
/// follow the discount, with a jump at 100 dollars; profit is `margin`·sales less the discount. In the
/// targeted regime the discount follows the predicted sales and age, which confounds it. Hidden:
/// `_slope`, the change of profit for a dollar with all spends held fixed.
package enum DiscountsSimulator {
  package enum Assignment: String, Sendable, CaseIterable { case targeted, random }

  package static let defaultRows = 15_000

  /// The states by their share in the published files.
  private static let states: [(name: String, share: Double)] = [
    ("SP", 0.2168), ("MG", 0.0964), ("RJ", 0.0860), ("BA", 0.0714), ("RS", 0.0552),
    ("PR", 0.0510), ("PE", 0.0459), ("CE", 0.0448), ("PA", 0.0396), ("SC", 0.0360),
    ("MA", 0.0354), ("GO", 0.0346), ("AM", 0.0207), ("ES", 0.0193), ("PB", 0.0185),
    ("AL", 0.0170), ("RN", 0.0166), ("PI", 0.0166), ("MT", 0.0159), ("DF", 0.0148),
    ("MS", 0.0117), ("SE", 0.0117), ("RO", 0.0080), ("TO", 0.0055), ("AC", 0.0044),
    ("AP", 0.0037), ("RR", 0.0028),
  ]

  private static let categories = ["baby", "clothes", "health", "pet", "groceries", "eletronic"]

  /// Share above zero and mean above zero of the 26 spends that do not follow the discount, by
  /// category and month; the published files' figures. A share of 0 marks those that do follow.
  private static let quietSpends: [[(share: Double, mean: Double)]] = [
    [(0.132, 5.8), (0.052, 8.9), (0.052, 9.0), (0.053, 9.4), (0.050, 9.3), (0, 0)],
    [(0.135, 29.2), (0, 0), (0, 0), (0, 0), (0, 0), (0, 0)],
    [
      (0.0066, 100.7), (0.0026, 145.2), (0.0032, 166.7), (0.0028, 165.2), (0.0020, 165),
      (0.0027, 139.5),
    ],
    [
      (0.0072, 20.1), (0.0025, 35.6), (0.0029, 30.5), (0.0032, 32.6), (0.0028, 25.7),
      (0.0026, 33.3),
    ],
    [(0.819, 27.6), (0.586, 35.1), (0, 0), (0, 0), (0, 0), (0, 0)],
    [(0.0062, 504), (0.0021, 857), (0.0019, 770), (0.0033, 979), (0.0035, 928), (0.0034, 967)],
  ]

  private struct Row: Sendable {
    var age = 0.0
    var gender = Double.nan
    var tenure = 0
    var state = 0
    var prediction = 0.0
    var bin = 0
    var discount = 0.0
    var spends: [Double] = []
    var sales = 0.0
    /// Continued once the bins are known.
    var stream: RandomStream
  }

  /// - Parameter margin: the profit in a dollar of sales.
  package static func table(
    rows: Int = defaultRows, assignment: Assignment = .targeted, margin: Double = 0.05,
    stream: RandomStream
  ) -> SimulatedTable {
    var made = Simulation.rows(rows, stream) { customer(assignment, $0) }
    if assignment == .targeted { setBins(&made) }
    let customers = made
    made = Parallel.map(count: rows, chunk: 2048) { finished(customers[$0], assignment) }
    var table = SimulatedTable(rowCount: rows)
    for (index, name) in spendNames.enumerated() {
      table.add(name, made.map { $0.spends[index] })
    }
    let profit = made.map { Simulation.rounded(margin * $0.sales - $0.discount, digits: 2) }
    table.add("sales", made.map(\.sales))
    table.add("discount", made.map(\.discount))
    if assignment == .targeted { table.add("profit", profit) }
    table.add("age", made.map { Int($0.age) })
    table.add("gender", made.map(\.gender))
    table.add("cust_state", made.map(\.state), levels: states.map(\.name))
    table.add("tenure", made.map(\.tenure))
    if assignment == .random { table.add("profit", profit) }
    if assignment == .targeted {
      table.add("sales_prediction_bins", made.map(\.bin))
      table.add("sales_prediction", made.map(\.prediction))
    }
    table.add("_slope", made.map { margin * (11.35 + 0.134 * $0.age) - 1 })
    return table
  }

  private static let spendNames = categories.flatMap { category in
    (1...6).map { "spend_\($0)m_\(category)" }
  }

  private static func customer(_ assignment: Assignment, _ start: RandomStream) -> Row {
    var row = Row(stream: start)
    let age = 31.5 * exp(-0.019 + 0.195 * row.stream.normal())
    row.age = min(max(age.rounded(), 16), 67)
    if !row.stream.bernoulli(0.095) { row.gender = row.stream.bernoulli(0.506) ? 1 : 0 }
    row.tenure = row.stream.poisson(mean: 6) + (assignment == .random ? 15 : 0)
    row.state = Simulation.index(states.map(\.share), &row.stream)
    let tail = exp(4.2 + 0.95 * row.stream.normal()) - 105
    row.prediction = max(750, 1000 + 7.5 * (row.age - 31.4) + tail)
    return row
  }

  /// Deciles of the prediction, 0 to 9.
  private static func setBins(_ rows: inout [Row]) {
    let sorted = rows.map(\.prediction).sorted()
    let cuts = (1..<10).map { sorted.isEmpty ? 0 : sorted[sorted.count * $0 / 10] }
    for index in rows.indices { rows[index].bin = cuts.count { $0 <= rows[index].prediction } }
  }

  private static func finished(_ customer: Row, _ assignment: Assignment) -> Row {
    var row = customer
    switch assignment {
    case .random:
      let drawn = (50 * row.stream.exponential() / 10).rounded() * 10
      row.discount = row.stream.bernoulli(0.085) ? 0 : drawn
    case .targeted:
      let set = 10 + 14 * Double(row.bin) + 0.075 * row.age + 11 * row.stream.normal()
      row.discount = min(max((set / 5).rounded() * 5, 0), 175)
    }
    for category in 0..<6 {
      for month in 0..<6 {
        let quiet = quietSpends[category][month]
        let (share, mean) =
          quiet.share > 0 ? (quiet.share, quiet.mean) : following(category, row.discount)
        let isPositive = row.stream.bernoulli(share)
        let amount = row.stream.gamma(shape: 0.7) * mean / 0.7
        row.spends.append(isPositive ? Simulation.rounded(amount, digits: 2) : 0)
      }
    }
    let byGender = row.gender.isNaN ? 0 : row.gender == 1 ? 26.0 : -30
    let sum = row.spends.reduce(0, +)
    let base = 395 + 16.5 * row.age + (11.35 + 0.134 * row.age) * row.discount
    row.sales = Simulation.rounded(
      base + 1.11 * sum + byGender + 133 * row.stream.normal(), digits: 2)
    return row
  }

  /// Share and mean above zero of a spend that follows the discount.
  private static func following(
    _ category: Int, _ discount: Double
  ) -> (share: Double, mean: Double) {
    let isLarge = discount > 100
    let scale = 1.02 * (0.3 + 0.7 * discount / 115)
    switch category {
    case 4: return isLarge ? (0.83, 122 * scale) : (0.60, 34)
    case 1: return isLarge ? (0.14, 120 * scale) : (0.055, 65)
    default: return isLarge ? (0.12, 260 * scale) : (0.055, 220)
    }
  }
}
