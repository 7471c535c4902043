import Causal
import Charts
import Diagnostics
import Execution
import Numerics
import Statistics

/// How strong a confounder would have to be: values, contour plot, tables and sentences.
struct EffectSensitivityReport {
  let target: RefitTarget
  let sensitivity: EffectSensitivity
  let strength: StrengthPair
  let level: Double

  func result() -> CellResult {
    var result = CellResult()
    addRobustness(to: &result)
    addBenchmarks(to: &result)
    if let evalue = sensitivity.evalue { EValueReport.add(evalue, to: &result, level: level) }
    result.notes += sensitivity.notes
    if target.arms.count > 1 {
      result.notes.append("The effect of “\(target.arm)” is probed; choose another with arm:.")
    }
    if sensitivity.evalue == nil {
      result.notes.append(
        "No E-value: it needs two arms, and an outcome that some controls have or that is a number."
      )
    }
    result.definitions = definitions
    return result
  }

  private var strengthPair: OmittedVariable.Strength {
    .init(treatment: strength.treatment, outcome: strength.outcome)
  }

  private func percent(_ share: Double) -> String {
    NumberFormat.significant(100 * share, digits: 2) + "%"
  }

  private func number(_ value: Double) -> String {
    NumberFormat.typographic(NumberFormat.significant(value, digits: 3))
  }

  /// The same with the digits that the estimate's standard error allows.
  private func estimate(_ value: Double) -> String {
    let width = sensitivity.interval.high - sensitivity.interval.low
    let z = NormalDistribution.standard.quantile((1 + level) / 2)
    return NumberFormat.typographic(NumberFormat.precise(value, error: width / (2 * z)))
  }

  // MARK: - Robustness

  private func addRobustness(to result: inout CellResult) {
    let rv = sensitivity.robustnessValue
    let rvAlpha = sensitivity.robustnessValue(level: level)
    let (bounds, limits) = sensitivity.bounds(strengthPair, level: level)
    result.values.set("estimate", sensitivity.estimate)
    result.values.set("estimate.ci", low: sensitivity.interval.low, high: sensitivity.interval.high)
    result.values.set("rv", rv)
    result.values.set("rv.alpha", rvAlpha)
    if case .regression(let model) = sensitivity.method {
      result.values.set("partial.r2", model.partialRSquared)
    }
    result.values.set("bound.low", bounds.low)
    result.values.set("bound.high", bounds.high)
    result.values.set("bound.ci", low: limits.low, high: limits.high)
    result.items.append(.verdict(verdict(rv, rvAlpha)))
    result.items.append(
      .chart(
        SensitivityContour(sensitivity: sensitivity, label: target.arm, outcome: outcome).chart))
    result.items.append(
      .table(
        ResultTable(
          title: "Effect of \(target.treatment ?? "the treatment") on \(outcome) under confounding",
          columns: [
            TableColumn("case"), TableColumn("explains of treatment", .share(1)),
            TableColumn("explains of outcome", .share(1)), TableColumn("bounds"),
            TableColumn(LevelText.interval(level)),
          ], rows: rows(rv, bounds, limits),
          notes: [
            "Bounds hold whichever way the confounder works. Shares are of what the controls leave unexplained."
          ])))
  }

  private var outcome: String { target.outcome ?? "the outcome" }

  private func rows(_ rv: Double, _ bounds: Interval, _ limits: Interval) -> [[TableCell]] {
    var rows: [[TableCell]] = [
      [
        .text("no confounder"), .number(0), .number(0),
        .interval(sensitivity.estimate, sensitivity.estimate),
        ArmEffectReport.interval(sensitivity.interval),
      ],
      [
        .text("as given by strength"), .number(strength.treatment), .number(strength.outcome),
        ArmEffectReport.interval(bounds), ArmEffectReport.interval(limits),
      ],
    ]
    for benchmark in sensitivity.benchmarks {
      let (own, limits) = sensitivity.bounds(benchmark.strength, level: level)
      rows.append([
        .text("as strong as \(benchmark.name)"), .number(benchmark.strength.treatment),
        .number(benchmark.strength.outcome), ArmEffectReport.interval(own),
        ArmEffectReport.interval(limits),
      ])
    }
    if rv < 1 {
      let equal = sensitivity.bounds(.init(treatment: rv, outcome: rv), level: level)
      rows.append([
        .text("robustness value"), .number(rv), .number(rv), ArmEffectReport.interval(equal.0),
        ArmEffectReport.interval(equal.1),
      ])
    }
    return rows
  }

  private func verdict(_ rv: Double, _ rvAlpha: Double) -> String {
    let start =
      "A confounder that explains \(percent(rv)) of what is left of both \(target.treatment ?? "treatment") and \(outcome) would bring the effect of \(number(sensitivity.estimate)) to zero"
    if rvAlpha <= 0 {
      return
        start + "; it is not distinguishable from zero at \(percent(1 - level)) even without one."
    }
    return
      start + "; one of \(percent(rvAlpha)) would make it indistinguishable from zero."
  }

  // MARK: - Benchmarks

  private func addBenchmarks(to result: inout CellResult) {
    for benchmark in sensitivity.benchmarks {
      let sign: Double = sensitivity.estimate < 0 ? -1 : 1
      let adjusted = sensitivity.estimate - sign * sensitivity.bias(benchmark.strength)
      let (_, limits) = sensitivity.bounds(benchmark.strength, level: level)
      result.values.set("benchmark.treatment[\(benchmark.name)]", benchmark.strength.treatment)
      result.values.set("benchmark.outcome[\(benchmark.name)]", benchmark.strength.outcome)
      result.values.set("adjusted[\(benchmark.name)]", adjusted)
      let isEnough = adjusted * sensitivity.estimate <= 0
      let crosses = sensitivity.estimate > 0 ? limits.low <= 0 : limits.high >= 0
      let ending =
        isEnough
        ? "would turn the sign"
        : crosses
          ? "would leave \(estimate(adjusted)), not distinguishable from zero"
          : "would leave \(estimate(adjusted)), still distinguishable from zero"
      result.items.append(
        .verdict("A confounder as strong as \(benchmark.name) \(ending)."))
    }
  }

  private var definitions: [CellResult.Definition] {
    let source = "sensitivity"
    switch sensitivity.method {
    case .regression, .approximate:
      return [
        .init(
          "rv",
          "partial R² with treatment and with outcome at which |bias| = se·√df·√(R²_Y·R²_D/(1 − R²_D)) equals the estimate (Cinelli and Hazlett 2020)",
          source: source)
      ]
    case .scores:
      return [
        .init(
          "rv",
          "strength c_y = c_d at which θ ± √(σ²ν²)·√(c_y·c_d/(1 − c_d)) reaches zero (Chernozhukov et al. 2022); limits are one-sided at \(NumberFormat.shortest(100 * level))%",
          source: source)
      ]
    }
  }
}

/// E-values as values and sentences.
enum EValueReport {
  static func add(_ evalue: EValue, to result: inout CellResult, level: Double) {
    result.values.set("evalue", evalue.estimate)
    result.values.set("evalue.limit", evalue.limit)
    result.values.set("risk-ratio", evalue.riskRatio)
    result.values.set("risk-ratio.ci", low: evalue.low, high: evalue.high)
    func text(_ value: Double) -> String { NumberFormat.significant(value, digits: 3) }
    let limit =
      evalue.limit <= 1
      ? "its interval holds 1 even without one"
      : "one of \(text(evalue.limit)) would bring its interval to 1"
    result.items.append(
      .verdict(
        "E-value: as a risk ratio the effect is \(text(evalue.riskRatio)); a confounder tied to treatment and to outcome by risk ratios of \(text(evalue.estimate)) each could explain it away, and \(limit)."
      ))
    result.definitions.append(
      .init(
        "evalue",
        "RR + √(RR(RR − 1)), the least risk ratio of a confounder with both (VanderWeele and Ding 2017); a difference d in standard deviations counts as RR = exp(0.91 d)"
      ))
  }

  static func result(
    _ ratio: (values: [Double], range: SourceRange, isOdds: Bool), isRare: Bool,
    _ context: RunContext
  ) throws(Diagnostic) -> CellResult {
    let (value, low, high) = (ratio.values[0], ratio.values[1], ratio.values[2])
    let evalue =
      ratio.isOdds
      ? EValue(oddsRatio: value, low: low, high: high, isRare: isRare)
      : EValue(riskRatio: value, low: low, high: high)
    guard let evalue else {
      throw context.error(.badRange, at: ratio.range, "ratios are above zero and finite")
    }
    var result = CellResult()
    add(evalue, to: &result, level: context.level)
    if ratio.isOdds, !isRare {
      result.notes.append(
        "The square root of the odds ratio stands for the risk ratio; rare: true takes it as it is."
      )
    }
    return result
  }
}
