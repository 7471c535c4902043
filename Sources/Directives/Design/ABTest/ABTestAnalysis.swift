import Diagnostics
import Execution
import Frames
import Numerics
import Statistics

/// The numbers of an A/B test: every outcome, contrast and group.
struct ABTestAnalysis {
  /// Equality of effects over the groups, for an outcome and a contrast.
  struct Equality {
    var outcome: String
    var arm: String
    var base: String
    var heterogeneity: EffectHeterogeneity
  }

  private(set) var contrasts: [ABContrast] = []
  private(set) var equalities: [Equality] = []
  /// Share of variance that the covariates took out, by outcome.
  private(set) var reductions: [(outcome: String, share: Double)] = []
  private(set) var notes: [String] = []

  let settings: Settings

  struct Settings {
    var metric: ABTestDirective.Metric?
    var contrasts: ABTestDirective.Contrasts
    var correction: MultipleTesting
    /// Rows at which always-valid intervals are narrowest; nil without them.
    var tuning: Double?
    var level: Double
  }

  init(_ settings: Settings) { self.settings = settings }

  /// Adds an outcome.
  ///
  /// - Parameters:
  ///   - values: one for each used row, none missing.
  ///   - denominator: of a ratio metric.
  ///   - covariates: of CUPED, none missing; no columns without it.
  ///   - groups: a label for each row, with the order of the labels.
  mutating func add(
    _ outcome: String, _ values: [Double], codes: [Int], labels: [String],
    denominator: [Double]?, covariates: Matrix, groups: (codes: [Int], labels: [String])?
  ) throws(RegressionError) {
    let isBinary = values.allSatisfy { $0 == 0 || $0 == 1 }
    let metric = settings.metric ?? (isBinary ? .proportion : .mean)
    var adjusted = values
    if covariates.columns > 0 {
      let variates = try ControlVariates(outcome: values, covariates: covariates)
      adjusted = variates.adjusted
      reductions.append((outcome, variates.varianceReduction))
    }
    let rows = codes.indices
    func samples(_ kept: (Int) -> Bool) -> [Sample] {
      labels.indices.map { code in
        let own = rows.filter { codes[$0] == code && kept($0) }
        return Sample(
          plain: own.map { values[$0] }, adjusted: own.map { adjusted[$0] },
          denominator: denominator.map { all in own.map { all[$0] } },
          isAdjusted: covariates.columns > 0)
      }
    }
    let metricOfOutcome = metric
    for (arm, base) in pairs(labels.count) {
      func contrast(_ samples: [Sample], _ group: String?) -> ABContrast? {
        Self.contrast(
          samples[arm], samples[base], settings: settings, metric: metricOfOutcome,
          names: (outcome, labels[arm], labels[base], group))
      }
      if let whole = contrast(samples { _ in true }, nil) { contrasts.append(whole) }
      guard let groups else { continue }
      var inGroups: [ABContrast] = []
      for (code, label) in groups.labels.enumerated() {
        if let one = contrast(samples { groups.codes[$0] == code }, label) {
          inGroups.append(one)
        } else {
          notes.append("“\(label)” is left out: an arm has fewer than two rows there.")
        }
      }
      let heterogeneity = EffectHeterogeneity(inGroups.map(\.difference))
      for (index, value) in heterogeneity.shrunken.enumerated() {
        inGroups[index].shrunken = value
      }
      contrasts += inGroups
      equalities.append(
        Equality(
          outcome: outcome, arm: labels[arm], base: labels[base], heterogeneity: heterogeneity))
    }
  }

  /// Corrects the p-values of all contrasts for their number.
  mutating func correct() {
    let adjusted = settings.correction.adjust(contrasts.map(\.pValue))
    for index in contrasts.indices { contrasts[index].adjustedPValue = adjusted[index] }
  }

  private func pairs(_ count: Int) -> [(arm: Int, base: Int)] {
    switch settings.contrasts {
    case .control: (1..<count).map { ($0, 0) }
    case .all: (0..<count).flatMap { base in (base + 1..<count).map { ($0, base) } }
    }
  }

  // MARK: One contrast

  private struct Sample {
    var plain: [Double]
    var adjusted: [Double]
    var denominator: [Double]?
    var isAdjusted: Bool

    var summary: MetricSummary {
      denominator.map { MetricSummary(ratioOf: plain, to: $0) }
        ?? MetricSummary(mean: Moments(adjusted))
    }

    var proportion: Proportion {
      Proportion(successes: plain.reduce(0, +), trials: Double(plain.count))
    }
  }

  private static func contrast(
    _ treated: Sample, _ control: Sample, settings: Settings, metric: ABTestDirective.Metric,
    names: (outcome: String, arm: String, base: String, group: String?)
  ) -> ABContrast? {
    guard treated.plain.count > 1, control.plain.count > 1 else { return nil }
    let (first, second) = (treated.summary, control.summary)
    let difference = first.difference(from: second)
    // With covariates the lift keeps the unadjusted level of the control below the line.
    let level = control.isAdjusted ? MetricSummary(mean: Moments(control.plain)) : second
    let base = level.value
    let lift = RelativeLift.estimate(
      difference: difference, treatedMean: (base + difference.value, first.variance),
      controlMean: (base, second.variance), baseVariance: level.variance)
    var result = ABContrast(
      outcome: names.outcome, arm: names.arm, base: names.base, group: names.group,
      metric: metric, treated: first, control: second, difference: difference, lift: lift,
      pValue: difference.pValue, adjustedPValue: difference.pValue)
    if metric == .proportion {
      result.proportionTests = proportionTests(treated.proportion, control.proportion)
      if !treated.isAdjusted {
        result.pValue =
          ProportionComparison.pooled(treated.proportion, control.proportion).pValue
      }
    }
    if let tuning = settings.tuning {
      let sequence = SequentialInterval(tuning: tuning, alpha: 1 - settings.level)
      let rows = treated.plain.count + control.plain.count
      result.sequential = ABContrast.Sequential(
        interval: sequence.interval(difference, rows: rows),
        pValue: sequence.pValue(difference, rows: rows))
    }
    return result
  }

  private static func proportionTests(
    _ treated: Proportion, _ control: Proportion
  ) -> ABContrast.ProportionTests {
    func row(_ share: Proportion) -> [Int] {
      [Int(share.successes), Int(share.trials - share.successes)]
    }
    let table = [row(treated), row(control)]
    return ABContrast.ProportionTests(
      unpooled: ProportionComparison.unpooled(treated, control).pValue,
      chiSquare: ChiSquareTest.independence(table),
      yates: ChiSquareTest.independence(table, yates: true))
  }
}
