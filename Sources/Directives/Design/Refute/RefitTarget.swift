import Diagnostics
import Execution
import Frames
import Learners
import NotebookSyntax
import Statistics

/// The effect that is to be refuted: the cell that gives it, and how it is read off a result.
struct RefitTarget: Sendable {
  let recipe: CellRecipe
  let frame: Frame
  let arm: String
  /// The arms of the estimate; one of them is refuted.
  let arms: [String]
  /// Columns of the frame; nil where a formula hides them.
  let treatment: String?
  let outcome: String?
  let estimate: Estimate
  /// How an effect is read off the cell's result.
  private let reading: Reading

  private enum Reading: Sendable {
    /// The estimate that the cell binds.
    case estimate
    /// The values of a model of effects that vary.
    case model
    /// The values of a dose-response: its slope, and its levels.
    case dose
  }

  /// Whether the object is a model of effects that vary.
  var isModel: Bool { reading == .model }

  var name: String { recipe.name }

  static func resolve(
    _ reference: NameReference?, arm: Located<String>?, _ context: RunContext
  ) throws(Diagnostic) -> RefitTarget {
    let types = [AverageEffects.typeName, FittedEffect.typeName]
    let found = reference.map { context.recipe(of: $0.name) } ?? context.recipe(ofLast: types)
    guard let recipe = found, let data = recipe.data else {
      throw context.error(
        .notRefittable, at: reference?.range, "there is no estimate that could be fitted again")
    }
    let object = context.object(boundBy: recipe)
    let effects = try effects(of: object, recipe, reference, context)
    guard let first = effects.first else {
      throw context.error(
        .notRefittable, at: reference?.range,
        "“\(recipe.name)” has no effect of a treatment",
        hint: "give the regression a treatment:")
    }
    let arms = effects.map(\.arm)
    if let arm, !arms.contains(arm.value) {
      throw context.error(
        .unknownLevel, at: arm.range, "“\(recipe.name)” has no effect of “\(arm.value)”",
        hint: NearMiss.hint(for: arm.value, in: arms, what: "arms"))
    }
    let chosen = effects.first { $0.arm == arm?.value } ?? first
    let frame = data.frame
    func column(_ name: String?) -> String? { name.flatMap { frame[$0] == nil ? nil : $0 } }
    let treatment =
      recipe.arguments.value(of: "treatment", as: TreatmentReference.self)?.column
      ?? recipe.arguments.value(of: "treatment", as: ColumnReference.self)
    let outcome =
      recipe.arguments.value(of: "outcome", as: ColumnReference.self)?.name
      ?? (object as? AverageEffects)?.outcome
    return RefitTarget(
      recipe: recipe, frame: frame, arm: chosen.arm, arms: arms,
      treatment: column(treatment?.name), outcome: column(outcome), estimate: chosen.estimate,
      reading: isDose(recipe) ? .dose : object is FittedEffect ? .model : .estimate)
  }

  private static func isDose(_ recipe: CellRecipe) -> Bool {
    recipe.arguments.cell.kind?.value == "dose"
  }

  /// Columns that move the treatment, of an estimate by instruments.
  var instruments: [String] {
    (recipe.arguments.value(of: "instruments", as: [ColumnReference].self) ?? []).map(\.name)
  }

  private static func effects(
    of object: (any SessionObject)?, _ recipe: CellRecipe, _ reference: NameReference?,
    _ context: RunContext
  ) throws(Diagnostic) -> [(arm: String, estimate: Estimate)] {
    if let effects = object as? AverageEffects { return effects.effects }
    if isDose(recipe) {
      guard let data = recipe.data, let result = try? recipe.run(on: data.frame) else { return [] }
      return doseEffects(in: result)
    }
    guard let model = object as? FittedEffect else {
      throw context.error(
        .wrongObject, at: reference?.range,
        "“\(recipe.name)” is neither an estimate nor a model")
    }
    if model.isResponse {
      throw context.error(
        .notRefittable, at: reference?.range,
        "“\(recipe.name)” predicts the outcome and has no effect")
    }
    // The averages of a fit stand in its values, which are not kept: they are computed once more.
    guard let data = recipe.data, let result = try? recipe.run(on: data.frame) else { return [] }
    return model.arms.compactMap { arm in
      estimate(in: result, name: recipe.name, arm: arm, isOnly: model.arms.count == 1)
        .map { (arm, $0) }
    }
  }

  /// The effect in a result of the same cell; nil where that arm is not in it.
  func effect(in result: CellResult) -> Estimate? {
    switch reading {
    case .model:
      return Self.estimate(in: result, name: name, arm: arm, isOnly: arms.count == 1)
    case .dose: return Self.doseEffects(in: result).first { $0.arm == arm }?.estimate
    case .estimate: break
    }
    let object = result.bindings.first { $0.name == name }?.object
    guard let effects = (object as? AverageEffects)?.effects else { return nil }
    return effects.first { $0.arm == arm }?.estimate
  }

  /// The slope of a dose-response, and the contrast of each level.
  private static func doseEffects(in result: CellResult) -> [(arm: String, estimate: Estimate)] {
    func estimate(_ value: String, _ error: String) -> Estimate? {
      guard let value = result.values[value]?.number, let error = result.values[error]?.number
      else { return nil }
      return Estimate(value: value, standardError: error)
    }
    let prefix = "effect["
    let levels = result.values.keys.filter { $0.hasPrefix(prefix) && $0.hasSuffix("]") }
      .map { String($0.dropFirst(prefix.count).dropLast()) }
    let slope = estimate("slope", "slope.se").map { [("slope", $0)] } ?? []
    return slope
      + levels.compactMap { level in
        estimate("effect[\(level)]", "effect.se[\(level)]").map { (level, $0) }
      }
  }

  private static func estimate(
    in result: CellResult, name: String, arm: String, isOnly: Bool
  ) -> Estimate? {
    let paths = ["[\(arm)].ate", "\(name)[\(arm)].ate"] + (isOnly ? ["ate", "\(name).ate"] : [])
    for path in paths {
      if let value = result.values[path]?.number, let error = result.values[path + ".se"]?.number {
        return Estimate(value: value, standardError: error)
      }
    }
    return nil
  }

  /// The same estimate with one more control; nil where it takes none.
  func adding(control column: String) -> CellRecipe? {
    var recipe = recipe
    let reference = ColumnReference(column, recipe.arguments.headRange)
    if var formula = recipe.arguments.value(of: "formula", as: FormulaReference.self) {
      formula.formula = formula.formula.adding(column: column)
      recipe.arguments = recipe.arguments.setting("formula", to: Optional(formula))
      return recipe
    }
    for key in ["controls", "adjust"] {
      if let controls = recipe.arguments.value(of: key, as: [ColumnReference].self) {
        recipe.arguments = recipe.arguments.setting(key, to: controls + [reference])
        return recipe
      }
    }
    return nil
  }
}

extension DiagnosticKind {
  static let notRefittable = DiagnosticKind(
    "refute.noEstimate", .error,
    "There is no estimate of a treatment's effect that could be fitted again.")
}
