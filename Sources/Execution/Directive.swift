import Diagnostics
import NotebookSyntax

/// One directive of the language: its manual, its typed keys, what it reads and binds, what it does.
///
/// A conforming type is one file. Listing it in the registry is all that makes it known to the
/// parser, `check`, `run`, `help` and completion.
package protocol Directive: Sendable {
  static var manual: DirectiveManual { get }
  /// Every key that the directive takes, beside those that all take.
  static var parameters: [any AnyParameter] { get }
  /// Kinds of diagnostic that this directive raises itself.
  static var diagnostics: [DiagnosticKind] { get }

  /// Names that a cell binds beside its own, as far as its text tells.
  ///
  /// Where a cell has an error, reads of these names count as reads of that cell, and one mistake
  /// does not become many.
  static func namesBound(by cell: Cell) -> [String]

  /// Called once every key has been decoded.
  init(arguments: Arguments)

  /// Says what the cell reads and binds, and checks names and columns before anything runs.
  func plan(_ plan: inout CellPlan)

  /// Does the work. Throws a `Diagnostic` for what the author can mend.
  func run(_ context: RunContext) throws -> CellResult
}

extension Directive {
  package static var diagnostics: [DiagnosticKind] { [] }
  package static func namesBound(by cell: Cell) -> [String] { [] }
  package static var verb: String { manual.verb }
  package static var kind: String? { manual.kind }
}

/// A directive's page of the reference.
package struct DirectiveManual: Sendable {
  package let verb: String
  /// `x-learner` in `fit x-learner`; nil for a directive without kinds.
  package let kind: String?
  /// One sentence.
  package let summary: String
  package let discussion: String
  /// A directive as a notebook has it.
  package let example: String
  /// What the cell gives: path after the name, and what it is.
  package let values: [(path: String, summary: String)]
  /// Whether the block's text is not `key: value` lines but a language of its own.
  package let hasTextBody: Bool

  package init(
    verb: String, kind: String? = nil, summary: String, discussion: String = "", example: String,
    values: [(path: String, summary: String)] = [], hasTextBody: Bool = false
  ) {
    self.verb = verb
    self.kind = kind
    self.summary = summary
    self.discussion = discussion
    self.example = example
    self.values = values
    self.hasTextBody = hasTextBody
  }

  /// The verb and the kind: `fit x-learner`.
  package var title: String { kind.map { verb + " " + $0 } ?? verb }
}

/// The directives there are.
package struct DirectiveRegistry: Sendable {
  package let directives: [any Directive.Type]
  private let byTitle: [String: any Directive.Type]

  package init(_ directives: [any Directive.Type]) {
    self.directives = directives
    byTitle = Dictionary(
      directives.map { ($0.manual.title, $0) }, uniquingKeysWith: { first, _ in first })
  }

  package func directive(verb: String, kind: String?) -> (any Directive.Type)? {
    byTitle[kind.map { verb + " " + $0 } ?? verb]
  }

  /// The verbs in the order of the registry, each once.
  package var verbs: [String] {
    var seen: Set<String> = []
    return directives.map { $0.manual.verb }.filter { seen.insert($0).inserted }
  }

  package func kinds(of verb: String) -> [String] {
    directives.filter { $0.manual.verb == verb }.compactMap { $0.manual.kind }
  }

  /// What the parser needs to know.
  package var grammar: DirectiveGrammar {
    let registry = self
    let common = Set(CommonParameters.all.filter(\.isText).map(\.name))
    return DirectiveGrammar(
      textKeys: { verb, kind in
        guard let directive = registry.directive(verb: verb, kind: kind) else { return common }
        return common.union(directive.parameters.filter(\.isText).map(\.name))
      },
      hasTextBody: { verb in
        registry.directives.contains { $0.manual.verb == verb && $0.manual.hasTextBody }
      })
  }
}
