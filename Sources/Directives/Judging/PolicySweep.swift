import Charts
import Diagnostics
import Execution
import NotebookSyntax
import Numerics

/// The amounts for which a rule is fitted.
struct PolicyAmounts: Sendable {
  var revenue: AmountReference
  var cost: CostReference
  /// What tells this setting from others of a sweep, as `30`; empty without one.
  var label = ""
  /// The same with the names of the amounts, as `revenue=30`.
  var title = ""

  init(_ arguments: Arguments) {
    revenue = arguments[PolicyParameters.revenue]
    cost = arguments[PolicyParameters.cost]
  }

  /// What rewards by these amounts are called.
  func words(for outcome: String) -> RewardWords {
    let costs =
      switch cost {
      case .one(let amount): [amount]
      case .perArm(let pairs): pairs.map(\.amount)
      }
    return RewardWords(outcome, revenue: revenue, costs: costs)
  }
}

/// A rule with what its directive has to show beside it.
struct FittedPolicy {
  var policy: PolicyObject
  /// The rows on which the rule was learned, where it needed them.
  var rows: ValuedRows?
  var charts: [Chart] = []
  var notes: [String] = []
  var values = ResultValues()
}

/// `sweep:` of a policy: one rule for each value of an amount, side by side.
enum PolicySweep {
  private static let mostSettings = 50

  /// Says that each setting binds a rule of its own, NAME[VALUE].
  static func plan(_ arguments: Arguments, _ plan: inout CellPlan) {
    check(arguments, &plan)
    for setting in settings(arguments).prefix(mostSettings) {
      plan.bind("\(plan.name)[\(setting.label)]", .object(PolicyObject.typeName))
    }
  }

  /// Tells what is wrong with the swept amounts.
  static func check(_ arguments: Arguments, _ plan: inout CellPlan) {
    for entry in arguments[PolicyParameters.sweep] {
      if !["revenue", "cost"].contains(entry.key.value) {
        plan.error(
          .unfitSweep, at: entry.key.range,
          "a policy is swept over revenue or cost, not “\(entry.key.value)”",
          hint: "as sweep: {revenue: [30, 20]}")
      } else if entry.value.isEmpty {
        plan.error(.unfitSweep, at: entry.key.range, "“\(entry.key.value)” has no value to sweep")
      }
    }
    let count = settings(arguments).count
    if count > mostSettings {
      plan.error(
        .unfitSweep, at: arguments.range(of: PolicyParameters.sweep),
        "\(count) settings are too many", hint: "at most \(mostSettings)")
    }
  }

  /// Every combination of the swept values, the last key fastest.
  static func settings(_ arguments: Arguments) -> [PolicyAmounts] {
    var settings: [PolicyAmounts] = []
    for entry in arguments[PolicyParameters.sweep] {
      let before = settings.isEmpty ? [PolicyAmounts(arguments)] : settings
      settings = before.flatMap { setting in
        entry.value.map { number in
          var next = setting
          let amount = AmountReference(constant: number)
          if entry.key.value == "cost" { next.cost = .one(amount) } else { next.revenue = amount }
          let words = NumberFormat.shortest(number)
          next.label += (next.label.isEmpty ? "" : ", ") + words
          next.title += (next.title.isEmpty ? "" : ", ") + "\(entry.key.value)=\(words)"
          return next
        }
      }
    }
    return settings
  }

  /// One result for all settings: a table, a chart of shares, and the first rules' own charts.
  static func run(
    _ settings: [PolicyAmounts], _ context: RunContext,
    fit: (PolicyAmounts) throws -> CellResult
  ) throws -> CellResult {
    let names = context.arguments[PolicyParameters.sweep].map(\.key.value).joined(separator: ", ")
    var whole = CellResult()
    var rows: [[TableCell]] = []
    var shares: [Double] = []
    var drawn: [CellResult.Item] = []
    for (index, setting) in settings.enumerated() {
      context.progress(Double(index) / Double(settings.count), setting.label)
      let result = try fit(setting)
      whole.values.merge(result.values, prefix: "[\(setting.label)].")
      func number(_ key: String) -> Double { result.values[key]?.number ?? .nan }
      shares.append(number("share"))
      var text = ""
      if case .text(let rule)? = result.values["rule"] { text = rule }
      rows.append([
        .text(setting.label), .optional(number("share")), .optional(number("value")),
        .optional(number("value.se")), .text(text),
      ])
      for (name, object) in result.bindings where name == context.name {
        whole.bind("\(name)[\(setting.label)]", object)
        if index == 0 { whole.bind(name, object) }
      }
      for chart in result.charts where index < 6 {
        var titled = chart
        titled.title = "\(names) \(setting.label)"
        drawn.append(.chart(titled))
      }
      for note in result.notes where !whole.notes.contains(note) { whole.notes.append(note) }
      whole.stamps = result.stamps
      whole.definitions = result.definitions
    }
    whole.items = [.chart(chart(settings, shares, names)), .table(table(rows, names))] + drawn
    if let first = settings.first, let last = settings.last, settings.count > 1 {
      func words(_ setting: PolicyAmounts) -> String { setting.title.replacing("=", with: " ") }
      whole.notes.append(
        "In later cells “\(context.name)” is the rule for \(words(first)); “\(context.name)[\(last.label)]” is that for \(words(last)), and so on."
      )
    }
    return whole
  }

  private static func table(_ rows: [[TableCell]], _ names: String) -> ResultTable {
    ResultTable(
      title: "The rule for each \(names)",
      columns: [
        TableColumn(names), TableColumn("Share treated", .share(1)),
        TableColumn("Value", .estimate(standardErrors: 3)), TableColumn("SE"), TableColumn("Rule"),
      ], rows: rows,
      notes: ["Value per customer on the learning rows, which flatters the rules."])
  }

  private static func chart(
    _ settings: [PolicyAmounts], _ shares: [Double], _ names: String
  ) -> Chart {
    Chart(
      kind: "policy-sweep", x: .categories(settings.map(\.label), label: names),
      y: Axis("share treated", format: .share, includesZero: true),
      marks: [
        .bars(BarMark(series: [.init(name: "treated", values: shares, role: .series(0))]))
      ])
  }
}

extension DiagnosticKind {
  static let unfitSweep = DiagnosticKind(
    "policy.sweep", .error, "A policy is swept over numbers for revenue, cost, or both.")
}
