/// What a policy brings, in the outcome's own words: profit only where the outcome has a price.
struct RewardWords: Equatable {
  let outcome: String
  /// Whether a revenue turns units of the outcome into money.
  var isPriced: Bool
  var hasCost: Bool

  init(_ outcome: String, isPriced: Bool, hasCost: Bool) {
    self.outcome = outcome
    self.isPriced = isPriced
    self.hasCost = hasCost
  }

  /// A parameter that stands for the revenue is a price even where it is 1.
  init(_ outcome: String, revenue: AmountReference, costs: [AmountReference]) {
    self.init(
      outcome, isPriced: revenue.constant != 1 || revenue.hasParameters,
      hasCost: costs.contains { $0.constant != 0 })
  }

  /// The words for several settings at once, as the steps of a sweep.
  func merged(with other: RewardWords) -> RewardWords {
    RewardWords(
      outcome, isPriced: isPriced || other.isPriced, hasCost: hasCost || other.hasCost)
  }

  /// What is counted: `profit`, `visit` or `visit less cost`.
  var amount: String { isPriced ? "profit" : hasCost ? "\(outcome) less cost" : outcome }

  /// The head of a column of amounts, one customer's or those of so many.
  func heading(per customers: Double) -> String {
    isPriced ? "Profit" : customers == 1 ? "Mean \(amount)" : amount
  }

  /// The head of a column of all customers' amounts.
  var sum: String { isPriced ? "Profit" : "Sum of \(amount)" }

  /// The label of an axis of amounts; `unit` says for how many customers.
  func axis(per customers: Double, unit: String) -> String {
    isPriced || customers != 1 ? "\(amount) \(unit)" : "mean \(amount)"
  }

  /// The label of an axis of what treating some brings over treating nobody.
  var gain: String {
    isPriced
      ? "profit per customer"
      : hasCost ? "gain in \(outcome), less cost, per customer" : "gain in \(outcome) per customer"
  }
}
