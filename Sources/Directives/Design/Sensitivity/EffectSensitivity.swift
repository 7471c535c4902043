import Causal
import Diagnostics
import Execution
import Frames
import Glibc
import Learners
import NotebookSyntax
import Numerics
import Statistics

/// What unobserved confounding could do to one effect.
struct EffectSensitivity: Sendable {
  struct Benchmark: Sendable {
    var name: String
    var strength: OmittedVariable.Strength
  }

  enum Method: Sendable {
    /// Cinelli and Hazlett, on a regression's classical standard error.
    case regression(OmittedVariable)
    /// Chernozhukov et al., on doubly robust scores.
    case scores(ConfoundingBounds)
    /// The standard error times √n for √(σ²ν²).
    case approximate(OmittedVariable)
  }

  let method: Method
  let estimate: Double
  let interval: Interval
  var benchmarks: [Benchmark] = []
  var evalue: EValue?
  var notes: [String] = []

  /// The bias is this times √(c_y c_d/(1 − c_d)).
  var scale: Double {
    switch method {
    case .regression(let model), .approximate(let model):
      model.standardError * model.degreesOfFreedom.squareRoot()
    case .scores(let bounds): bounds.scale
    }
  }

  var robustnessValue: Double {
    switch method {
    case .regression(let model), .approximate(let model): model.robustnessValue()
    case .scores(let bounds): bounds.robustnessValue()
    }
  }

  func robustnessValue(level: Double) -> Double {
    switch method {
    case .regression(let model), .approximate(let model):
      model.robustnessValue(alpha: 1 - level)
    case .scores(let bounds): bounds.robustnessValue(level: level)
    }
  }

  func bias(_ strength: OmittedVariable.Strength) -> Double {
    scale * (strength.outcome * strength.treatment / (1 - strength.treatment)).squareRoot()
  }

  /// The effect's bounds under a confounder, and their limits at `level`.
  func bounds(_ strength: OmittedVariable.Strength, level: Double) -> (Interval, Interval) {
    switch method {
    case .scores(let bounds):
      let found = bounds.bounds(
        outcome: strength.outcome, treatment: strength.treatment, level: level)
      return (
        Interval(low: found.low, high: found.high),
        Interval(low: found.lowLimit, high: found.highLimit)
      )
    case .regression(let model), .approximate(let model):
      let bias = bias(strength)
      let error = model.adjusted(strength).standardError
      let reach =
        error
        * StudentTDistribution(degreesOfFreedom: max(1, model.degreesOfFreedom - 1))
        .upperQuantile((1 - level) / 2)
      return (
        Interval(low: estimate - bias, high: estimate + bias),
        Interval(low: estimate - bias - reach, high: estimate + bias + reach)
      )
    }
  }

  // MARK: - Gathering

  static func gather(
    _ target: RefitTarget, _ context: RunContext
  ) throws(Diagnostic) -> EffectSensitivity {
    let kind = target.recipe.arguments.cell.kind?.value
    if kind == "iv" {
      throw context.error(
        .unsuitedSensitivity, at: context.arguments.range(of: SensitivityDirective.model),
        "“\(target.name)” rests on its instrument and not on observed confounders, so an omitted one says nothing about it"
      )
    }
    var sensitivity: EffectSensitivity
    if kind == "ols" {
      sensitivity = try RegressionSensitivity(target, context).gather()
    } else if target.isModel || kind == "aipw" || kind == "dml" {
      sensitivity = try ScoreSensitivity(target, context).gather()
    } else {
      sensitivity = try approximate(target, context)
    }
    sensitivity.evalue = evalue(target, sensitivity, context)
    return sensitivity
  }

  private static func approximate(
    _ target: RefitTarget, _ context: RunContext
  ) throws(Diagnostic) -> EffectSensitivity {
    if let first = context.arguments[SensitivityDirective.benchmark].first {
      throw context.error(
        .unsuitedSensitivity, at: first.range,
        "benchmarks need a regression, aipw, dml or a model, and “\(target.name)” is none of them")
    }
    let rows = target.frame.rowCount
    var sensitivity = EffectSensitivity(
      method: .approximate(
        OmittedVariable(
          estimate: target.estimate.value, standardError: target.estimate.standardError,
          degreesOfFreedom: Double(rows))),
      estimate: target.estimate.value, interval: target.estimate.interval(level: context.level))
    sensitivity.notes.append(
      "The standard error times √\(NumberFormat.count(rows)) stands for √(σ²ν²), which holds where the spread of residuals is even."
    )
    return sensitivity
  }

  /// The E-value by the kind of outcome; nil for a dose, whose unit is arbitrary.
  private static func evalue(
    _ target: RefitTarget, _ sensitivity: EffectSensitivity, _ context: RunContext
  ) -> EValue? {
    guard let name = target.outcome, let outcome = target.frame.doubles(name),
      let column = target.treatment.flatMap({ target.frame[$0] })
    else { return nil }
    let view = column.levelView
    let treated = view.levels.firstIndex(of: target.arm)
    guard let treated, view.levels.count <= 50 else { return nil }
    let value = sensitivity.estimate
    let error = target.estimate.standardError
    let known = outcome.filter(\.isFinite)
    guard known.allSatisfy({ $0 == 0 || $0 == 1 }) else {
      let sd = Moments(known).standardDeviation
      return EValue(standardizedDifference: value / sd, standardError: error / sd)
    }
    // The adjusted risk of the treated against that of the controls, on the log scale.
    let control =
      target.recipe.arguments.value(of: "control", as: Located<String>.self)
      .flatMap { view.levels.firstIndex(of: $0.value) }
    let rows = outcome.indices.filter { row in
      guard outcome[row].isFinite else { return false }
      if let control { return view.codes[row] == Int32(control) }
      return view.codes[row] >= 0 && view.codes[row] != Int32(treated)
    }
    let risk = Moments(rows.map { outcome[$0] })
    let other = risk.mean + value
    guard risk.mean > 0, other > 0 else { return nil }
    let own = risk.mean * (1 - risk.mean) / Double(risk.count)
    let spread =
      (max(0, error * error - own) / (other * other) + own / (risk.mean * risk.mean)).squareRoot()
    return EValue(
      logRiskRatio: other / risk.mean, standardError: spread, level: context.level)
  }
}

extension EValue {
  /// A risk ratio whose logarithm has this standard error.
  fileprivate init?(logRiskRatio ratio: Double, standardError: Double, level: Double) {
    let onLogScale = Estimate(value: log(ratio), standardError: standardError)
    let interval = onLogScale.interval(level: level)
    self.init(
      riskRatio: ratio, low: exp(interval.low),
      high: exp(interval.high))
  }
}
