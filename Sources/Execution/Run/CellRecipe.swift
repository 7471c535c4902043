import Diagnostics
import Frames

/// A cell above, ready to be run again on other data or with other keys.
///
/// Refutations refit a whole estimate, nuisances included, by running its cell anew. So whatever
/// directive binds an effect can be refuted, and none of them knows of it. Each run has caches of its
/// own, and may be on any thread.
package struct CellRecipe: Sendable {
  /// The keys of the cell; change them with `setting`.
  package var arguments: Arguments
  /// The name that was asked for, and the place in the book of the cell that bound it.
  package let name: String
  package let cell: Int
  package let seed: UInt64
  private let planned: PlannedCell
  private let page: PlannedPage
  private let session: Session
  private let evaluator: ExpressionEvaluator
  private let directive: any Directive

  init?(
    _ key: BindingKey, book: BookPlan, session: Session, evaluator: ExpressionEvaluator
  ) {
    let planned = book.cells[key.cell]
    guard let directive = planned.directive, let arguments = planned.arguments else { return nil }
    self.planned = planned
    self.directive = directive
    self.arguments = arguments
    self.session = session
    self.evaluator = evaluator
    page = book.pages[planned.page]
    name = key.name
    cell = key.cell
    seed = planned.seed
  }

  /// The frame that the cell read, by its `data:` key or the default.
  package var data: FrameObject? {
    let reference = arguments.value(of: "data", as: NameReference.self)
    let key = reference.map { planned.reads[$0.name] } ?? planned.defaultFrame
    return key.flatMap { session.object($0) as? FrameObject }
  }

  /// What `run` gives the directive, for work of its own on the same data.
  package func context(on frame: Frame) -> RunContext {
    let context = RunContext(
      planned: planned, arguments: arguments, session: Session(readingFrom: session), page: page,
      evaluator: evaluator, progress: nil)
    context.replacement = frame
    return context
  }

  /// Runs the cell with `frame` in the place of its own.
  ///
  /// Throws what the directive throws: data that were drawn anew may lack an arm.
  ///
  /// - Parameter objects: what names that the cell reads shall mean, such as a model fitted anew.
  package func run(
    on frame: Frame, replacing objects: [String: any SessionObject] = [:]
  ) throws -> CellResult {
    let context = context(on: frame)
    let defaults = planned.defaultObjects.values.map { ($0.name, $0) }
    for (name, key) in Array(planned.reads) + defaults {
      if let object = objects[name] { context.session.bind(object, key) }
    }
    return try type(of: directive).init(arguments: arguments).run(context)
  }
}

extension RunContext {
  /// The cell that bound a name which the plan recorded as read.
  package func recipe(of name: String) -> CellRecipe? { key(named: name).flatMap(recipe) }

  /// The cell that last bound an object of one of these types, as far as the plan recorded it.
  package func recipe(ofLast types: [String]) -> CellRecipe? {
    types.compactMap(defaultKey).max { $0.cell < $1.cell }.flatMap(recipe)
  }

  /// What the cell of a recipe bound under the recipe's name.
  package func object(boundBy recipe: CellRecipe) -> (any SessionObject)? {
    session.object(BindingKey(cell: recipe.cell, name: recipe.name))?
      .read(at: arguments.headRange)
  }

  private func recipe(_ key: BindingKey) -> CellRecipe? {
    book.flatMap { CellRecipe(key, book: $0, session: session, evaluator: evaluator) }
  }
}
