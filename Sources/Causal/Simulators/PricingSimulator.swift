import Glibc
import Numerics

/// A music service that tests 10 and 20 per cent off: the process of EconML's pricing study.
///
/// `demand = γ·price + β` with γ = −17 for incomes below 1 and −3 above, β = 20 + ½·avg_hours +
/// 5·[days_visited > 4]. Income alone decides how likely each price is, so it is the only
/// confounder. The file has no noise; `noise` adds some.
package enum PricingSimulator {
  package static let defaultRows = 10_000

  private static let prices = [1.0, 0.9, 0.8]

  private struct Row: Sendable {
    var accountAge = 0
    var age = 0
    var hours = 0.0
    var days = 0
    var friends = 0
    var isMember = false
    var isUS = false
    var songs = 0.0
    var income = 0.0
    var price = 0.0
    var demand = 0.0
    var gamma = 0.0
    var beta = 0.0
  }

  /// - Parameter noise: standard deviation that is added to demand.
  package static func table(
    rows: Int = defaultRows, noise: Double = 0, stream: RandomStream
  ) -> SimulatedTable {
    let made = Simulation.rows(rows, stream) { row(noise: noise, &$0) }
    var table = SimulatedTable(rowCount: rows)
    table.add("account_age", made.map(\.accountAge))
    table.add("age", made.map(\.age))
    table.add("avg_hours", made.map(\.hours))
    table.add("days_visited", made.map(\.days))
    table.add("friends_count", made.map(\.friends))
    table.add("has_membership", made.map { $0.isMember ? 1 : 0 })
    table.add("is_US", made.map { $0.isUS ? 1 : 0 })
    table.add("songs_purchased", made.map(\.songs))
    table.add("income", made.map(\.income))
    table.add("price", made.map(\.price))
    table.add("demand", made.map(\.demand))
    table.add("_gamma", made.map(\.gamma))
    table.add("_beta", made.map(\.beta))
    // Of the demand without noise.
    table.add(
      "_elasticity", made.map { $0.gamma * $0.price / ($0.gamma * $0.price + $0.beta) })
    return table
  }

  private static func row(noise: Double, _ stream: inout RandomStream) -> Row {
    var row = Row()
    row.accountAge = 1 + stream.below(5)
    row.age = 18 + stream.below(43)
    row.hours = max(0, 5 + 2 * stream.normal())
    row.days = stream.below(8)
    row.friends = stream.binomial(trials: 20, probability: 0.5)
    row.isMember = stream.bernoulli(0.5)
    row.isUS = stream.bernoulli(0.8)
    row.songs = max(0, 5 + 3 * stream.normal())
    row.income = exp(0.5 * stream.normal())
    let isLow = row.income < 1
    row.price = prices[Simulation.index(isLow ? [0.2, 0.3, 0.5] : [0.7, 0.2, 0.1], &stream)]
    row.gamma = isLow ? -17 : -3
    row.beta = 20 + 0.5 * row.hours + (row.days > 4 ? 5 : 0)
    row.demand = row.gamma * row.price + row.beta
    if noise > 0 { row.demand += noise * stream.normal() }
    return row
  }
}
