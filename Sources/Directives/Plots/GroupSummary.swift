import Diagnostics
import Execution
import Numerics
import Statistics

/// The mean, sum or count of a group's rows, with its interval.
struct GroupSummary: Sendable {
  /// What stands for a group.
  enum Kind: String, CaseIterable, Sendable { case mean, sum, median, count }

  let count: Int
  let value: Double
  /// NaN where there is none.
  let low: Double
  let high: Double
  /// NaN where there is none.
  let standardError: Double

  /// How far error bars reach.
  enum Error: String, CaseIterable, Sendable { case ci, se, none }

  static let error = Parameter<Error>(
    "error", .choice(), default: .ci, shown: "ci",
    "Error bars: ci for the interval at the cell's level, se for one standard error, or none.")

  /// - Parameter isBinary: whether the mean is a share, whose interval is Wilson's; the means of
  ///   other numbers have that of Student's t.
  init(_ values: [Double], _ kind: Kind, isBinary: Bool, error: Error, level: Double) {
    count = values.count
    let moments = Moments(values)
    switch kind {
    case .count: value = Double(values.count)
    case .sum: value = moments.sum
    case .median: value = Quantile.median(values)
    case .mean: value = moments.mean
    }
    guard kind == .mean, error != .none, values.count > 1 else {
      (low, high, standardError) = (.nan, .nan, .nan)
      return
    }
    standardError =
      isBinary
      ? (moments.mean * (1 - moments.mean) / Double(values.count)).squareRoot()
      : moments.standardError
    if error == .se {
      (low, high) = (value - standardError, value + standardError)
    } else if isBinary {
      let interval = Proportion(successes: moments.sum.rounded(), trials: Double(values.count))
        .wilsonInterval(level: level)
      (low, high) = (interval.low, interval.high)
    } else {
      let interval = Estimate(
        value: value, standardError: standardError,
        degreesOfFreedom: Double(values.count - 1)
      ).interval(level: level)
      (low, high) = (interval.low, interval.high)
    }
  }

  /// What the error bars are, for the page.
  static func note(_ kind: Kind, isBinary: Bool, error: Error, level: Double) -> String? {
    guard kind == .mean else { return nil }
    switch error {
    case .ci:
      return
        "Intervals are \(NumberFormat.shortest(level * 100))% (\(isBinary ? "Wilson's, of a share" : "Student's t")), each for its own group."
    case .se: return "Error bars are one standard error."
    case .none: return nil
    }
  }

  /// The word for the axis: `mean spend`, `share of visit`.
  static func label(_ kind: Kind, _ name: String?, isBinary: Bool) -> String {
    guard let name, kind != .count else { return "rows" }
    switch kind {
    case .mean: return isBinary ? "share with \(name)" : "mean \(name)"
    case .sum: return "sum of \(name)"
    case .median: return "median \(name)"
    case .count: return "rows"
    }
  }

  func record(_ kind: Kind, key: String, in values: inout ResultValues) {
    values.set(kind.rawValue + key, value)
    if kind != .count { values.set("rows" + key, count) }
    guard kind == .mean else { return }
    values.set("mean.se" + key, standardError)
    values.set("mean.ci" + key, low: low, high: high)
  }
}
