import Glibc
import Numerics

/// A bank's campaign that works the same for everyone: the laws of a published synthetic data set.
///
/// `P(Y) = .05 + τ·T + (.02 if income > 80,000 else −.01) + (−.01 if age < 25 else .01)` with τ = .10,
/// or, to teach what a varying effect looks like, τ = .05 + .16·[income > 80,000].
package enum CampaignSimulator {
  package enum Effect: String, Sendable, CaseIterable { case constant, income }

  package static let defaultRows = 5000

  private static let genders = ["Male", "man", "Female", "female", "Other"]
  private static let regions = ["North", "South", "East", "West", "Unknown"]
  private static let channels = [
    "Email", "email", "SMS", "sms", "Phone", "phone", "App Notification",
  ]
  private static let products = ["Loans", "Credit Card", "Savings", "Insurance", "None"]
  /// Where four means on age and unscaled income part the customers, and the bands' labels, lowest
  /// income first.
  private static let segmentCuts = [50_400.0, 70_000, 89_700]
  private static let segmentLabels = [2, 3, 0, 1]

  private struct Row: Sendable {
    var age = 0
    var gender = 0
    var income = 0
    var region = 0
    var tenure = 0.0
    var isTreated = false
    var spendBefore = 0.0
    var channel = 0
    var product = 0
    var responded = false
    var spendAfter = 0.0
    var isHighValue = false
    var days = 0
    var credit = 0
    var segment = 0
    var chance = 0.0
    var tau = 0.0
  }

  package static func table(
    rows: Int = defaultRows, effect: Effect = .constant, stream: RandomStream
  ) -> SimulatedTable {
    let made = Simulation.rows(rows, stream) { row(effect, &$0) }
    var table = SimulatedTable(rowCount: rows)
    table.add("customer_id", made.indices.map(identifier))
    table.add("age", made.map(\.age))
    table.add("gender", made.map(\.gender), levels: genders)
    table.add("income", made.map(\.income))
    table.add("region", made.map(\.region), levels: regions)
    table.add("tenure_years", made.map(\.tenure))
    table.add("received_campaign", made.map { $0.isTreated ? 1 : 0 })
    table.add("spend_last_month", made.map(\.spendBefore))
    table.add("channel", made.map(\.channel), levels: channels)
    table.add("product_category", made.map(\.product), levels: products)
    table.add("responded", made.map { $0.responded ? 1 : 0 })
    table.add("spend_this_month", made.map(\.spendAfter))
    table.add("is_high_value", made.map { $0.isHighValue ? 1 : 0 })
    table.add("days_since_last_purchase", made.map(\.days))
    table.add("credit_score", made.map(\.credit))
    table.add("customer_segment", made.map(\.segment))
    table.add("_mu0", made.map(\.chance))
    table.add("_mu1", made.map { $0.chance + $0.tau })
    table.add("_tau", made.map(\.tau))
    return table
  }

  private static func identifier(_ index: Int) -> String {
    let digits = String(index + 1)
    return "CUST" + String(repeating: "0", count: max(0, 5 - digits.count)) + digits
  }

  private static func row(_ effect: Effect, _ stream: inout RandomStream) -> Row {
    var row = Row()
    row.age = 18 + stream.below(52)
    row.gender = Simulation.index([0.26, 0.22, 0.24, 0.25, 0.03], &stream)
    let income = (70_000 + 20_000 * stream.normal()).rounded(.down)
    row.region = Simulation.index([0.24, 0.24, 0.24, 0.24, 0.04], &stream)
    row.tenure = Simulation.rounded(5 * stream.exponential(), digits: 1)
    row.isTreated = stream.bernoulli(0.5)
    row.spendBefore = Simulation.rounded(200 * stream.exponential(), digits: 2)
    row.channel = stream.below(channels.count)
    row.product = stream.below(products.count)
    row.chance = 0.05 + (income > 80_000 ? 0.02 : -0.01) + (row.age < 25 ? -0.01 : 0.01)
    row.tau =
      switch effect {
      case .constant: 0.10
      case .income: 0.05 + (income > 80_000 ? 0.16 : 0)
      }
    row.responded = stream.uniform() < row.chance + (row.isTreated ? row.tau : 0)
    let extra = 100 + 50 * stream.normal()
    row.spendAfter = Simulation.rounded(
      row.spendBefore + (row.responded ? extra : 0), digits: 2)
    // Incomes are raised only once the response is drawn, as in the source.
    row.income = Int(max(15_000, income))
    row.isHighValue = row.income > 90_000 && row.tenure > 5
    row.days = 1 + stream.below(364)
    row.credit = Int(min(max((700 + 50 * stream.normal()).rounded(.down), 300), 850))
    row.segment = segmentLabels[segmentCuts.count { Double(row.income) >= $0 }]
    return row
  }
}
