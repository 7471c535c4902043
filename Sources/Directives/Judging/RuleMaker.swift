import Diagnostics
import Execution
import Learners

/// Makes the rules of `value` again from other rows, models first.
///
/// A rule that follows from its model's effects takes the refitted model. Any other runs its cell
/// again on the rows, with the refitted model in the place of its own.
struct RuleMaker {
  private let valuation: PolicyValuation
  private let context: RunContext
  /// The cells of the rules that do not follow from effects.
  private let recipes: [String: CellRecipe]

  init(_ valuation: PolicyValuation, _ context: RunContext) {
    self.valuation = valuation
    self.context = context
    var recipes: [String: CellRecipe] = [:]
    for (name, policy) in valuation.fitted where !policy.followsFromEffects {
      recipes[name] = context.recipe(of: name)
    }
    self.recipes = recipes
  }

  /// Which rules are learned anew as a whole, for the reader.
  var notes: [String] {
    guard !recipes.isEmpty else { return [] }
    let names = recipes.keys.sorted().joined(separator: ", ")
    return [
      "\(names) \(recipes.count == 1 ? "is" : "are") learned anew on each split, scores and all; the other rules take the refitted model."
    ]
  }

  /// What the policies do with the valued rows, learned from some rows of their frame.
  func decisions(learnedOn rows: [Int]) throws -> PolicyDecisions {
    let learning = valuation.frame.frame.taking(rows)
    var models: [String: FittedEffect] = [:]
    var fitted = valuation.fitted
    for (name, policy) in valuation.fitted.sorted(by: { $0.key < $1.key }) {
      if let model = policy.model, models[policy.modelName] == nil {
        models[policy.modelName] = try model.refitted(on: learning, context)
      }
      if let recipe = recipes[name] {
        let result = try recipe.run(on: learning, replacing: models)
        fitted[name] =
          result.bindings.first { $0.name == recipe.name }?.object as? PolicyObject ?? policy
      } else {
        fitted[name]?.model = models[policy.modelName]
      }
    }
    let own = valuation.decisions
    return PolicyDecisions(
      context: context, entries: own.entries, fitted: fitted, frame: own.frame, rows: own.rows,
      hasTruth: false)
  }
}
