import Causal
import Diagnostics
import Execution
import Frames
import NotebookSyntax
import Statistics

/// Omitted-variable analysis of `estimate ols`: refits with classical errors, and without benchmarks.
struct RegressionSensitivity {
  private let target: RefitTarget
  private let context: RunContext

  init(_ target: RefitTarget, _ context: RunContext) {
    self.target = target
    self.context = context
  }

  func gather() throws(Diagnostic) -> EffectSensitivity {
    let result = try run(classical(target.recipe), on: target.frame)
    guard let effect = target.effect(in: result), effect.standardError > 0,
      effect.degreesOfFreedom.isFinite, effect.degreesOfFreedom > 1
    else {
      throw context.error(
        .unsuitedSensitivity, at: context.arguments.range(of: SensitivityDirective.model),
        "“\(target.name)” fits its rows perfectly or has too few of them, so that there is no residual variance to share"
      )
    }
    var sensitivity = EffectSensitivity(
      method: .regression(
        OmittedVariable(
          estimate: effect.value, standardError: effect.standardError,
          degreesOfFreedom: effect.degreesOfFreedom)),
      estimate: effect.value, interval: target.estimate.interval(level: context.level))
    sensitivity.notes.append(
      "Robustness values use the classical standard error, whatever the estimate's own.")
    for reference in context.arguments[SensitivityDirective.benchmark] {
      if let benchmark = try benchmark(reference, full: result) {
        sensitivity.benchmarks.append(benchmark)
      }
    }
    return sensitivity
  }

  private func classical(_ recipe: CellRecipe) -> CellRecipe {
    var recipe = recipe
    recipe.arguments = recipe.arguments
      .setting("covariance", to: EstimateOLSDirective.Covariance.classical)
      .setting("cluster", to: ColumnReference?.none)
    return recipe
  }

  private func run(
    _ recipe: CellRecipe, on frame: Frame
  ) throws(Diagnostic) -> CellResult {
    do {
      return try recipe.run(on: frame)
    } catch {
      if let diagnostic = error as? Diagnostic {
        throw context.error(
          .unsuitedSensitivity, at: context.arguments.range(of: SensitivityDirective.benchmark),
          "the regression could not be fitted without it: \(diagnostic.message)")
      }
      throw context.error(.unsuitedSensitivity, "the regression could not be fitted again")
    }
  }

  /// The strength of a confounder like one control: partial R² from fits with and without it.
  private func benchmark(
    _ reference: ColumnReference, full: CellResult
  ) throws(Diagnostic) -> EffectSensitivity.Benchmark? {
    let names = controls
    guard names.contains(reference.name) else {
      throw context.error(
        .unsuitedSensitivity, at: reference.range,
        "“\(reference.name)” is none of the controls of “\(target.name)”",
        hint: NearMiss.hint(for: reference.name, in: names, what: "controls"))
    }
    let without = classical(target.recipe).removing(control: reference.name)
    let outcome = partial(full, try run(without, on: target.frame))

    let (name, frame) = treatmentFrame()
    let assignment = classical(target.recipe)
      .explaining(name, treatment: target.treatment ?? "", at: reference.range)
    let long = try run(assignment, on: frame)
    let treatment = partial(
      long,
      names.count == 1 ? nil : try run(assignment.removing(control: reference.name), on: frame))
    guard let strength = OmittedVariable.benchmark(treatment: treatment, outcome: outcome) else {
      context.warn(
        .uselessBenchmark, at: reference.range,
        "“\(reference.name)” explains so much of the treatment that no confounder can be as strong")
      return nil
    }
    return EffectSensitivity.Benchmark(name: reference.name, strength: strength)
  }

  /// The columns that are held fixed: named, or those of the formula but response and treatment.
  private var controls: [String] {
    if let formula = target.recipe.formula?.formula {
      let response = Set(formula.columns(of: formula.response))
      return formula.columns.filter { $0 != target.treatment && !response.contains($0) }
    }
    return (target.recipe.arguments.value(of: "controls", as: [ColumnReference].self) ?? [])
      .map(\.name)
  }

  /// (R²_long − R²_short)/(1 − R²_short); without a short fit its R² is 0.
  private func partial(_ long: CellResult, _ short: CellResult?) -> Double {
    let full = long.values["r2"]?.number ?? 0
    let reduced = short?.values["r2"]?.number ?? 0
    return reduced < 1 ? min(1, max(0, (full - reduced) / (1 - reduced))) : 0
  }

  /// The treatment as a number: itself, or 0/1 for the arm among the rows of arm and control.
  private func treatmentFrame() -> (String, Frame) {
    let name = target.treatment ?? ""
    guard let column = target.frame[name] else { return (name, target.frame) }
    let view = column.levelView
    // A formula names the arm by its column: segment[Womens E-Mail].
    let label =
      target.arm.hasPrefix(name + "[") && target.arm.hasSuffix("]")
      ? String(target.arm.dropFirst(name.count + 1).dropLast()) : target.arm
    guard let arm = view.levels.firstIndex(of: label) else { return (name, target.frame) }
    let control =
      target.recipe.arguments.value(of: "control", as: Located<String>.self)?.value
      ?? view.levels.first { $0 == "0" || $0 == "false" }
    let base = control.flatMap { view.levels.firstIndex(of: $0) }
    let rows = view.codes.indices.filter { row in
      let code = view.codes[row]
      return code == Int32(arm) || base.map { code == Int32($0) } ?? true
    }
    var own = "treated"
    while target.frame[own] != nil { own += "_" }
    let frame = target.frame.taking(rows)
    return (
      own,
      frame.with(Column(name: own, numbers: rows.map { view.codes[$0] == Int32(arm) ? 1 : 0 }))
    )
  }
}

extension CellRecipe {
  fileprivate var formula: FormulaReference? {
    arguments.value(of: "formula", as: FormulaReference.self)
  }

  /// The regression without one of its controls.
  fileprivate func removing(control name: String) -> CellRecipe {
    var recipe = self
    if var formula {
      formula.formula = formula.formula.removing(column: name)
      recipe.arguments = arguments.setting("formula", to: Optional(formula))
    } else {
      let controls = arguments.value(of: "controls", as: [ColumnReference].self) ?? []
      recipe.arguments = arguments.setting("controls", to: controls.filter { $0.name != name })
    }
    return recipe
  }

  /// The regression of a treatment's column on the controls alone.
  fileprivate func explaining(
    _ column: String, treatment: String, at range: SourceRange
  ) -> CellRecipe {
    var recipe = self
    recipe.arguments = arguments.setting("treatment", to: TreatmentReference?.none)
    if var formula {
      formula.formula = formula.formula.removing(column: treatment).replacing(response: column)
      recipe.arguments = recipe.arguments.setting("formula", to: Optional(formula))
    } else {
      recipe.arguments = recipe.arguments
        .setting("outcome", to: Optional(ColumnReference(column, range)))
        .setting("control", to: Located<String>?.none).setting("arms", to: [Located<String>]?.none)
    }
    return recipe
  }
}
