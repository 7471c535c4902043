import Diagnostics
import Execution
import Frames
import Numerics

/// What a rule over slopes says: whom it picks, and nothing of what that is worth.
///
/// A slope is the effect of one unit more of an amount. A rule over it tells people apart; which
/// amount they then get is a matter of `value` with the amounts as arms.
enum SlopeRule {
  static func result(
    _ fitted: FittedPolicy, _ frame: Frame, _ context: RunContext
  ) throws(Diagnostic) -> CellResult {
    let actions = try fitted.policy.actions(frame, context)
    let picked = actions.count { $0 > 0 }
    var result = CellResult()
    let share = actions.isEmpty ? .nan : Double(picked) / Double(actions.count)
    result.values.set("share", share)
    result.values.set("rows", actions.count)
    let rule = text(fitted.policy)
    result.values.set("rule", rule)
    result.items = [.verdict(rule)] + fitted.charts.map { .chart($0) }
    result.values.merge(fitted.values)
    result.notes =
      fitted.notes + [
        "The rule picks \(NumberFormat.count(picked)) of \(NumberFormat.count(actions.count)) rows. The treatment is an amount, so it says whom, not how much: value judges amounts as arms."
      ]
    result.bind(context.name, fitted.policy)
    return result
  }

  /// The rule's own words, which speak of an arm and a control that an amount does not have.
  private static func text(_ policy: PolicyObject) -> String {
    let words = policy.text
    guard let condition = words.firstRange(of: " where ") else { return words }
    let end = words.firstRange(of: "; else the control.")?.lowerBound ?? words.endIndex
    return "Those where \(words[condition.upperBound..<end])."
  }
}
