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
      With `truth`, a column of true effects, its mean near each point is drawn beside.
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
  static let truth = FitParameters.truth
  private static let standardPoints = 41

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
    plan.check(arguments[Self.truth], in: schema)
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
    let truth = try arguments[Self.truth].map { try trueEffects($0, profile, frame, context) }
    return result(profile, truth: truth, model: model, context)
  }

  private func checkHeld(_ model: FittedEffect, _ context: RunContext) throws(Diagnostic) {
    let names = model.features + model.controls
    for entry in arguments[Self.at] where !names.contains(entry.key.value) {
      throw context.error(
        .notAFeature, at: entry.key.range, "“\(entry.key.value)” is not a feature of the model",
        hint: NearMiss.hint(for: entry.key.value, in: names, what: "features"))
    }
  }

  /// The mean true effect of the rows whose feature lies nearest to each point.
  private func trueEffects(
    _ reference: ColumnReference, _ profile: EffectProfile, _ frame: Frame, _ context: RunContext
  ) throws(Diagnostic) -> [Double] {
    let truth = try NumericColumn.values(reference, role: "truth", in: frame, context)
    guard profile.levels == nil, let first = profile.grid.first, let last = profile.grid.last,
      let values = frame.doubles(arguments[Self.x].name)
    else { return [] }
    var sums = [Double](repeating: 0, count: profile.grid.count)
    var counts = sums
    let step = (last - first) / Double(profile.grid.count - 1)
    for (value, effect) in zip(values, truth) where effect.isFinite {
      let position = ((value - first) / step).rounded()
      guard position >= 0, position < Double(sums.count) else { continue }
      sums[Int(position)] += effect
      counts[Int(position)] += 1
    }
    return zip(sums, counts).map { $1 > 0 ? $0 / $1 : .nan }
  }

  private func result(
    _ profile: EffectProfile, truth: [Double]?, model: FittedEffect, _ context: RunContext
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
          marks: marks(profile, truth: truth, model: model, level: context.level),
          remarks: held.isEmpty ? [] : [held]))
    ]
    if !held.isEmpty { result.notes.append(held) }
    return result
  }

  private func marks(
    _ profile: EffectProfile, truth: [Double]?, model: FittedEffect, level: Double
  ) -> [Mark] {
    let quantile = NormalDistribution().quantile(0.5 + level / 2)
    var marks: [Mark] = [.rule(RuleMark(.y(0), role: .muted))]
    for (index, line) in profile.lines.enumerated() {
      let spread = line.standardErrors.map { quantile * $0 }
      let low = zip(line.effects, spread).map { $0 - $1 }
      let high = zip(line.effects, spread).map { $0 + $1 }
      let name = model.isResponse ? "prediction" : line.arm
      if profile.levels == nil {
        let drawn = LineMark(name: name, x: profile.grid, y: line.effects, role: .series(index))
        marks += low.isEmpty ? [.line(drawn)] : Mark.curve(drawn, low: low, high: high)
      } else {
        marks.append(
          .intervals(
            IntervalMark(
              name: name, positions: profile.grid, values: line.effects, low: low, high: high,
              role: .series(index), orientation: .vertical)))
      }
    }
    if let truth, !truth.isEmpty {
      marks.append(.line(LineMark(name: "truth", x: profile.grid, y: truth, role: .reference)))
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
