import Causal
import Charts
import Diagnostics
import Execution
import Numerics

/// `power`: how many rows an experiment needs, or what it can detect.
package struct PowerDirective: Directive {
  /// What an experiment is to find.
  enum Metric: String, CaseIterable, Sendable { case effect, autoc }

  package static let manual = DirectiveManual(
    verb: "power",
    summary: "Finds the rows that an experiment needs, the effect it can detect, or its power.",
    discussion: """
      Two arms, a two-sided test, the normal approximation: n₀ = (z + z)²·(σ₁²/r + σ₀²)/δ², where r is
      the number of treated rows for each control row. A share has the variance p(1 − p) in each arm,
      so that its effect is a risk difference (Cohen's h gives other numbers for rare outcomes); a mean
      takes `sd`. Of `rows`, `mde` and `power` the missing one is found; with both `rows` and `mde` it
      is the power. `lift` states the effect as a share of `baseline`. A covariate from before the
      experiment whose correlation with the outcome is `cuped.r` takes r² of the variance away.

      `metric: autoc` asks whether the experiment would find that a score ranks rows by their effect.
      `mde` is then the AUTOC: by how much the effect of those at the top of the ranking exceeds the
      average, averaged over all tops. Effects are normal in the score; where they have the standard
      deviation s and the correlation r with the score, the AUTOC is 0.903·r·s. Its standard error
      comes from simulated experiments; up to 20,000 rows the power itself is simulated too.
      """,
    example: """
      ```{power #plan}
      baseline: 0.106
      mde: 0.01
      power: 0.8
      ```
      """,
    values: [
      ("rows", "rows of both arms together"), ("rows.control, rows.treated", "rows of each arm"),
      ("mde", "the effect, absolute"), ("lift", "the effect over the baseline"),
      ("power", "the probability to find it"),
      ("power.simulated", "the share of simulated experiments that find it, of AUTOC"),
      ("effects.sd", "standard deviation of effects that a perfect ranking needs for this AUTOC"),
    ])

  static let baseline = Parameter<Double?>.optional(
    "baseline", .number, "The control's mean, or its share where there is no sd.")
  static let sd = Parameter<Double?>.optional(
    "sd", .number(from: 0, excludingLow: true), shown: "√(p(1 − p)) of a share",
    "The standard deviation of a row's outcome.")
  static let mde = Parameter<Double?>.optional(
    "mde", .number, "The smallest effect that matters, absolute.")
  static let lift = Parameter<Double?>.optional(
    "lift", .number, "The same as a share of the baseline.")
  static let rows = Parameter<Double?>.optional(
    "rows", .number(from: 4, to: 1e12), "Rows of both arms together.")
  static let power = Parameter<Double?>.optional(
    "power", .number(from: 0.01, to: 0.9999), shown: "0.8 where it is not the missing one",
    "The probability to find the effect.")
  static let alpha = Parameter<Double>(
    "alpha", .number(from: 1e-9, to: 0.5), default: 0.05, "The probability of a false alarm.")
  static let ratio = Parameter<Double>(
    "ratio", .number(from: 0.001, to: 1000), default: 1, "Treated rows for each control row.")
  static let correlation = Parameter<Double>(
    "cuped.r", .number(from: -0.9999, to: 0.9999), default: 0,
    "The correlation of the outcome with a covariate from before the experiment.")
  static let metric = Parameter<Metric>(
    "metric", .choice(), default: .effect, shown: "effect",
    "What is to be found: an average effect, or a ranking (autoc).")
  static let draws = Parameter<Int>(
    "draws", .integer(from: 10, to: 10_000), default: 400, "Simulated experiments, for autoc.")

  package static let parameters: [any AnyParameter] = [
    baseline, sd, mde, lift, rows, power, alpha, ratio, correlation, metric, draws,
  ]
  package static let diagnostics: [DiagnosticKind] = [.powerQuestion]

  private let arguments: Arguments

  package init(arguments: Arguments) { self.arguments = arguments }

  package func plan(_ plan: inout CellPlan) {
    let hasEffect = arguments[Self.mde] != nil || arguments[Self.lift] != nil
    if arguments[Self.mde] != nil, arguments[Self.lift] != nil {
      plan.error(.powerQuestion, at: arguments.range(of: Self.lift), "give mde: or lift:, not both")
    } else if !hasEffect, arguments[Self.rows] == nil {
      plan.error(.powerQuestion, "give mde: (or lift:) to find rows, or rows: to find the effect")
    } else if hasEffect, arguments[Self.rows] != nil, arguments[Self.power] != nil {
      plan.error(
        .powerQuestion, at: arguments.range(of: Self.power),
        "rows, effect and power are all given: leave out the one to find")
    }
    if arguments[Self.lift] != nil, arguments[Self.baseline] == nil {
      plan.error(.powerQuestion, at: arguments.range(of: Self.lift), "lift: needs baseline:")
    }
    guard arguments[Self.sd] == nil else { return }
    guard let share = arguments[Self.baseline] else {
      return plan.error(.powerQuestion, "give baseline: (a share), or sd: for a mean")
    }
    if !(share > 0 && share < 1) {
      plan.error(
        .powerQuestion, at: arguments.range(of: Self.baseline),
        "without sd: the baseline is a share between 0 and 1, not \(NumberFormat.shortest(share))")
    }
  }

  package func run(_ context: RunContext) throws -> CellResult {
    let question = self.question(seed: context.seed)
    let effect =
      arguments[Self.mde]
      ?? arguments[Self.lift].map { $0 * abs(arguments[Self.baseline] ?? 0) }
    if let effect { try check(effect, question, context) }
    let power = arguments[Self.power] ?? 0.8
    switch (effect, arguments[Self.rows]) {
    case (let effect?, let rows?):
      let found = question.power(effect: effect, rows: rows)
      return answer(question, effect, rows, found, chart: PowerCurves(question).power(effect, rows))
    case (let effect?, nil):
      let rows = question.rows(effect: effect, power: power)
      let total = rows.control + rows.treated
      guard total.isFinite, total < 1e15 else {
        throw context.error(
          .powerQuestion, at: effectRange, "the effect is so small that no number of rows finds it")
      }
      return answer(
        question, effect, total, power, chart: PowerCurves(question).rows(effect, power))
    case (nil, let rows):
      let rows = rows ?? 0
      guard let effect = question.effect(rows: rows, power: power) else {
        throw context.error(
          .powerQuestion, at: arguments.range(of: Self.rows),
          question.ranking == nil
            ? "so few rows detect no effect at all: even a share of 1 would be missed"
            : "so few rows find no ranking, however much the effects vary")
      }
      return answer(
        question, effect, rows, power, chart: PowerCurves(question).effects(rows, power))
    }
  }

  private func question(seed: UInt64) -> PowerQuestion {
    var question = PowerQuestion(
      baseline: arguments[Self.baseline], deviation: arguments[Self.sd],
      alpha: arguments[Self.alpha], ratio: arguments[Self.ratio],
      correlation: arguments[Self.correlation])
    if arguments[Self.metric] == .autoc {
      let r = question.correlation
      question.ranking = RankingPower(
        share: question.ratio / (1 + question.ratio),
        deviation: question.analysis(effect: 0).controlDeviation * (1 - r * r).squareRoot(),
        alpha: question.alpha, seed: seed)
    }
    return question
  }

  private var effectRange: SourceRange {
    arguments[Self.mde] != nil ? arguments.range(of: Self.mde) : arguments.range(of: Self.lift)
  }

  private func check(
    _ effect: Double, _ question: PowerQuestion, _ context: RunContext
  ) throws(Diagnostic) {
    if effect == 0 {
      throw context.error(.powerQuestion, at: effectRange, "an effect of zero is never found")
    }
    if question.ranking != nil, effect < 0 {
      throw context.error(
        .powerQuestion, at: effectRange,
        "the AUTOC of a ranking that is worth finding is above zero")
    }
    if question.isShare, let share = question.baseline, !(share + effect > 0 && share + effect < 1)
    {
      throw context.error(
        .powerQuestion, at: effectRange,
        "the treated share would be \(NumberFormat.shortest(share + effect)), outside 0 and 1")
    }
  }

  // MARK: Answer

  private func answer(
    _ question: PowerQuestion, _ effect: Double, _ rows: Double, _ power: Double, chart: Chart
  ) -> CellResult {
    let control = (rows / (1 + question.ratio)).rounded()
    var values = ResultValues()
    values.set("rows", rows)
    values.set("rows.control", control)
    values.set("rows.treated", rows - control)
    values.set("mde", effect)
    if let baseline = question.baseline, baseline != 0 {
      values.set("lift", effect / abs(baseline))
    }
    values.set("power", power)
    var simulated: Double?
    if let ranking = question.ranking, rows <= 20_000 {
      simulated = ranking.simulatedPower(
        autoc: effect, rows: Int(rows.rounded()), draws: arguments[Self.draws])
    }
    var result = CellResult(
      values: values,
      items: [
        .table(table(question, effect, rows: rows, control: control, power)), .chart(chart),
      ])
    result.definitions = [
      CellResult.Definition("power", definition(question))
    ]
    if question.ranking != nil {
      let spread = effect / RankingPower.unit
      result.values.set("effects.sd", spread)
      result.values.set("power.simulated", simulated)
      result.notes.append(
        "An AUTOC of \(NumberFormat.significant(effect, digits: 3)) takes effects with a standard deviation of \(NumberFormat.significant(spread, digits: 3)) that are ranked perfectly, or of more that are ranked worse."
      )
      result.notes.append(
        simulated.map {
          "Of \(NumberFormat.count(arguments[Self.draws])) simulated experiments with so many rows \(NumberFormat.fixed(100 * $0, digits: 1))% find it."
        }
          ?? "With more than 20,000 rows the power is computed from the simulated standard error alone."
      )
    }
    if question.correlation != 0 {
      let share = 100 * question.correlation * question.correlation
      result.notes.append(
        "The covariate takes \(NumberFormat.fixed(share, digits: 1))% of the variance away.")
    }
    return result
  }

  private func table(
    _ question: PowerQuestion, _ effect: Double, rows: Double, control: Double, _ power: Double
  ) -> ResultTable {
    let style: NumberStyle = question.isShare ? .points(2) : .automatic
    return ResultTable(
      title: "Power",
      columns: [
        TableColumn("rows", .count), TableColumn("control", .count), TableColumn("treated", .count),
        TableColumn(question.effectName, style, unit: question.isShare ? "points" : nil),
        TableColumn("power", .share(1)), TableColumn("false alarms", .share(1)),
      ],
      rows: [
        [
          count(rows), count(control), count(rows - control), .number(effect), .number(power),
          .number(question.alpha),
        ]
      ])
  }

  private func definition(_ question: PowerQuestion) -> String {
    if question.ranking != nil {
      return
        "two-sided test of an AUTOC on doubly robust scores with the known propensity; standard error from simulated experiments with normal effects"
    }
    return question.isShare
      ? "two-sided test of a risk difference, normal approximation, variances p(1 − p) of each arm"
      : "two-sided test of a difference of means, normal approximation"
  }

  private func count(_ x: Double) -> TableCell {
    Int(exactly: x.rounded()).map { .integer($0) } ?? .number(x)
  }
}

extension DiagnosticKind {
  static let powerQuestion = DiagnosticKind(
    "power.question", .error,
    "Two of rows, effect and power have to be given, and the variance of the outcome: a baseline share, or sd."
  )
}
