import Execution

extension DirectiveRegistry {
  /// Every directive of the language, in the order of the reference.
  package static let casebook = DirectiveRegistry([
    ShowDirective.self,
    EvaluateDirective.self,
    ExpectDirective.self,
  ])
}
