import Charts
import Diagnostics
import Execution
import Frames
import Learners
import NotebookSyntax
import Numerics

/// `plot effects`: predicted effects along one feature.
package struct PlotEffectsDirective: Directive {
  package static let manual = DirectiveManual(
    verb: "plot", kind: "effects",
    summary: "Draws the predicted effect along one feature, the others held at one value.",
    discussion: """
      Every other feature is held at its typical value in the data: the median of a number, the
      commonest level of a category; `at` sets others. Models with a linear last stage have bands.
      Ticks along the axis show where the rows lie; where fewer than one in a hundred lie farther out
      the chart is grey. With `truth`, a column of true effects, its mean near each point is drawn
      beside, with a band that holds the middle nine tenths of them.
      """,
    example: """
      ```{plot effects}
      model: tau
      data: half.test
      x: history
      grid: [0, 1000, 50]
      at: {channel: Web}
      ```
      """,
    values: [
      ("min", "smallest effect along the line"), ("max", "largest effect along the line"),
      ("[ARM].min", "any of these for one arm of several"),
    ])

  static let model = Parameter<NameReference?>.optional(
    "model", .model, shown: "the model last fitted", "The model.")
  static let x = Parameter<ColumnReference>(
    "x", .column, "The feature along which effects are drawn.")
  static let grid = Parameter<[Double]>(
    "grid", .list(of: .number), default: [], shown: "the feature's range, 41 points",
    "From, to, and the number of points.")
  static let at = Parameter<[(key: Located<String>, value: Located<String>)]>(
    "at", .map(of: .located(.string), keys: "feature"), default: [], shown: "typical values",
    "Values at which other features are held.")
  static let truth = Parameter<ColumnReference?>.optional(
    "truth", .column, "A column with the true effect, as simulated data have it; for one arm.")
  private static let standardPoints = 41
  private static let rugTicks = 100
  /// The share of the rows beyond which the chart is grey at either end.
  private static let thinTail = 0.01
  /// The share of the axis that is worth painting.
  private static let leastGrey = 0.05

  package static let parameters: [any AnyParameter] = [
    model, CausalParameters.data, x, grid, at, truth,
  ]
  package static let diagnostics: [DiagnosticKind] = [.unfitGrid, .notAFeature]

  private let arguments: Arguments

  package init(arguments: Arguments) { self.arguments = arguments }

  package func plan(_ plan: inout CellPlan) {
    if let model = arguments[Self.model] {
      plan.readObject(model, types: [FittedEffect.typeName])
    } else if !plan.readLastObject(type: FittedEffect.typeName) {
      plan.error(.noModel, "no model is fitted above", hint: "name it with model:")
    }
    let schema = plan.readFrame(arguments[CausalParameters.data])
    plan.check(arguments[Self.x], in: schema)
    plan.checkTruth(arguments[Self.truth], in: schema)
    let grid = arguments[Self.grid]
    if !grid.isEmpty,
      grid.count < 2 || grid.count > 3 || grid[0] >= grid[1] || points(grid) == nil
    {
      plan.error(
        .unfitGrid, at: arguments.range(of: Self.grid),
        "grid is from, to and a number of points from 2 to 1,000", hint: "as grid: [0, 10, 50]")
    }
    plan.bind(.values)
  }

  private func points(_ grid: [Double]) -> Int? {
    guard grid.count == 3 else { return Self.standardPoints }
    return Int(exactly: grid[2]).flatMap { (2...1000).contains($0) ? $0 : nil }
  }

  package func run(_ context: RunContext) throws -> CellResult {
    let model = try FittedEffect.named(arguments[Self.model], context)
    let frame = try context.frame(arguments[CausalParameters.data]).frame
    let name = arguments[Self.x].name
    let grid = arguments[Self.grid]
    let held = Dictionary(
      arguments[Self.at].map { ($0.key.value, $0.value.value) }, uniquingKeysWith: { $1 })
    try checkHeld(model, context)
    let profile: EffectProfile
    do throws(EffectProfileError) {
      profile = try EffectProfiler(model: model, frame: frame).profile(
        along: name, range: grid.count >= 2 ? (grid[0], grid[1]) : nil,
        count: points(grid) ?? Self.standardPoints, held: held)
    } catch {
      throw diagnostic(error, model, context)
    }
    var truth: TruthProfile?
    if let column = KnownTruth.column(arguments[Self.truth], in: frame) {
      truth = try trueEffects(column, profile, frame, context)
    }
    var result = result(
      profile, truth: truth, places: places(profile, frame), model: model, context)
    result.notes += KnownTruth.notes(arguments[Self.truth], in: frame)
    return result
  }

  private func checkHeld(_ model: FittedEffect, _ context: RunContext) throws(Diagnostic) {
    let names = model.features + model.controls
    for entry in arguments[Self.at] where !names.contains(entry.key.value) {
      throw context.error(
        .notAFeature, at: entry.key.range, "“\(entry.key.value)” is not a feature of the model",
        hint: NearMiss.hint(for: entry.key.value, in: names, what: "features"))
    }
  }

  /// Where the rows lie along a numeric feature; empty for a category.
  private func places(_ profile: EffectProfile, _ frame: Frame) -> [Double] {
    profile.levels == nil ? frame.doubles(arguments[Self.x].name) ?? [] : []
  }

  private func trueEffects(
    _ reference: ColumnReference, _ profile: EffectProfile, _ frame: Frame, _ context: RunContext
  ) throws(Diagnostic) -> TruthProfile? {
    let truth = try NumericColumn.values(reference, role: "truth", in: frame, context)
    let places = places(profile, frame)
    return places.isEmpty ? nil : TruthProfile(truth, along: places, grid: profile.grid)
  }

  private func result(
    _ profile: EffectProfile, truth: TruthProfile?, places: [Double], model: FittedEffect,
    _ context: RunContext
  ) -> CellResult {
    var result = CellResult()
    for line in profile.lines {
      let prefix = profile.lines.count > 1 ? "[\(line.arm)]." : ""
      result.values.set(prefix + "min", line.effects.min())
      result.values.set(prefix + "max", line.effects.max())
    }
    let what =
      model.isResponse
      ? "predicted \(model.outcome)"
      : model.isSlope
        ? "\(model.outcome) per unit of \(model.treatment)" : "effect on \(model.outcome)"
    let held = profile.held.isEmpty ? "" : "Held fixed: \(profile.held.joined(separator: ", "))."
    let x =
      profile.levels.map { Axis.categories($0, label: arguments[Self.x].name) }
      ?? Axis(arguments[Self.x].name)
    result.items = [
      .chart(
        Chart(
          kind: "effects", x: x, y: Axis(what, includesZero: true),
          marks: support(places, profile)
            + marks(profile, truth: truth, model: model, level: context.level),
          remarks: held.isEmpty ? [] : [held]))
    ]
    if !held.isEmpty { result.notes.append(held) }
    return result
  }

  private func marks(
    _ profile: EffectProfile, truth: TruthProfile?, model: FittedEffect, level: Double
  ) -> [Mark] {
    let quantile = NormalDistribution().quantile(0.5 + level / 2)
    var marks: [Mark] = [.rule(RuleMark(.y(0), role: .muted))]
    for (index, line) in profile.lines.enumerated() {
      let spread = line.standardErrors.map { quantile * $0 }
      let low = zip(line.effects, spread).map { $0 - $1 }
      let high = zip(line.effects, spread).map { $0 + $1 }
      let name = model.isResponse ? "prediction" : line.arm
      if profile.levels == nil {
        // Beside the truth a lone line is what was predicted, whatever its arm is called.
        let drawn = LineMark(
          name: name, x: profile.grid, y: line.effects, role: .series(index),
          label: truth != nil && profile.lines.count == 1 ? "predicted" : nil)
        marks += low.isEmpty ? [.line(drawn)] : Mark.curve(drawn, low: low, high: high)
      } else {
        marks.append(
          .intervals(
            IntervalMark(
              name: name, positions: profile.grid, values: line.effects, low: low, high: high,
              role: .series(index), orientation: .vertical)))
      }
    }
    if let truth {
      let line = LineMark(name: "truth", x: profile.grid, y: truth.mean, role: .reference)
      marks += truth.hasBand ? Mark.curve(line, low: truth.low, high: truth.high) : [.line(line)]
    }
    return marks
  }

  /// Where the rows lie, and grey where hardly any do: there the line is the model's guess.
  private func support(_ places: [Double], _ profile: EffectProfile) -> [Mark] {
    guard let first = profile.grid.first, let last = profile.grid.last, !places.isEmpty else {
      return []
    }
    let levels = (0..<Self.rugTicks).map { (Double($0) + 0.5) / Double(Self.rugTicks) }
    var marks: [Mark] = [
      .rug(
        RugMark(
          name: "rows",
          x: Quantile.of(places, at: levels).filter { (first...last).contains($0) }))
    ]
    let ends = Quantile.of(places, at: [Self.thinTail, 1 - Self.thinTail])
    // A sliver at the edge of the data says nothing and costs a label.
    let least = Self.leastGrey * (last - first)
    if ends[0] - first > least, ends[0] < last {
      marks.append(.rule(RuleMark(.xRange(first, ends[0]), role: .muted)))
    }
    if last - ends[1] > least, ends[1] > first {
      marks.append(
        .rule(RuleMark(.xRange(ends[1], last), label: "under 1% of rows", role: .muted)))
    }
    return marks
  }

  private func diagnostic(
    _ error: EffectProfileError, _ model: FittedEffect, _ context: RunContext
  ) -> Diagnostic {
    switch error {
    case .notAFeature(let name, let features):
      context.error(
        .notAFeature, at: arguments.range(of: Self.x), "“\(name)” is not a feature of the model",
        hint: NearMiss.hint(for: name, in: features, what: "features"))
    case .unknownLevel(let level, let feature, let levels):
      context.error(
        .notAFeature, at: arguments.range(of: Self.at), "“\(feature)” has no level “\(level)”",
        hint: NearMiss.hint(for: level, in: levels, what: "levels"))
    case .notANumber(let text, let feature):
      context.error(
        .notAFeature, at: arguments.range(of: Self.at),
        "“\(feature)” is a number, and “\(text)” is not one")
    case .constant(let name):
      context.error(
        .unfitGrid, at: arguments.range(of: Self.x), "“\(name)” has one value, so there is no line",
        hint: "give the ends with grid: [from, to, n]")
    case .learner(let error): LearnerProblem.diagnostic(error, roles: model.roles, context)
    }
  }
}

extension DiagnosticKind {
  static let unfitGrid = DiagnosticKind(
    "plot.grid", .error, "A grid is from, to and a number of points, and from lies below to.")
  static let notAFeature = DiagnosticKind(
    "plot.notAFeature", .error,
    "The chart runs along a feature of the model, or holds one; the name or level is not among them."
  )
}
