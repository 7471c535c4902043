import Causal
import Charts
import Diagnostics
import Execution
import Frames
import NotebookSyntax

/// `graph`: a causal graph, what it lets be estimated, and what it claims of the data.
package struct GraphDirective: Directive {
  package static let manual = DirectiveManual(
    verb: "graph",
    summary: "Draws a causal graph and says how the effect can be estimated, or why it cannot.",
    discussion: """
      A line is `a -> b`, also with several names (`age, sex -> income, spend`) or as a chain
      (`a -> b -> c`); `u [unobserved]` marks a variable that no column holds; `a <-> b` is an
      unobserved common cause of both. A line that starts with # is a comment. Keys stand on the fence,
      or above a line of three dashes.

      Back-door sets are all minimal sets of observed variables that close every non-causal path;
      front-door sets are mediators that carry the whole effect and are not themselves confounded;
      instruments move the outcome through the treatment alone. Where there is none, the open path is
      shown.

      With `data:` every independence that the graph claims of observed variables is tested on the
      rows without missing values: partial correlations, F tests and Wilks' Λ for categories, adjusted
      by Holm. Such a test sees linear dependence, and a graph that passes is not thereby true.

      `controls:` of an estimate or a fit takes the graph's name, and then gets a smallest set.
      """,
    example: """
      ```{graph #story treatment=price outcome=demand}
      income -> price, demand
      hours, days -> demand
      price -> demand
      taste [unobserved] -> demand
      ```
      """,
    values: [
      ("backdoor", "a smallest set, as text; none where there is no set"),
      ("backdoor.count", "how many minimal back-door sets there are"),
      ("frontdoor", "a smallest front-door set, or none"),
      ("instruments", "the instruments, or none"),
      ("implications", "independences that the graph claims of observed variables"),
      ("implications.tested", "how many of them could be tested on data"),
      ("implications.rejected", "how many the data reject at one minus level, after Holm"),
      ("p[A ⊥ B | C]", "the adjusted p-value of one; also correlation[A ⊥ B | C]"),
    ], hasTextBody: true)

  static let treatment = Parameter<Located<String>?>.optional(
    "treatment", .located(.string), "The variable whose effect is asked for.")
  static let outcome = Parameter<Located<String>?>.optional(
    "outcome", .located(.string), "The variable on which it acts.")
  static let data = Parameter<NameReference?>.optional(
    "data", .frame, shown: "none: nothing is tested",
    "A frame on which the graph's independences are tested.")

  package static let parameters: [any AnyParameter] = [treatment, outcome, data]
  package static let diagnostics: [DiagnosticKind] = [
    .graphSyntax, .graphCycle, .emptyGraph, .unknownVariable, .graphColumn, .graphRejected,
  ]

  private let arguments: Arguments

  package init(arguments: Arguments) { self.arguments = arguments }

  package func plan(_ plan: inout CellPlan) {
    let schema = arguments[Self.data].map { plan.readFrame($0) }
    plan.bind(.object(GraphObject.typeName))
    switch read(plan.source) {
    case .failure(let error):
      for problem in error.problems {
        plan.error(problem.kind, at: problem.range, problem.message, hint: problem.hint)
      }
    case .success(let read):
      let name = plan.name
      let object = read.object
      plan.bind(
        ColumnSource { object.controls(graphName: name, treatment: $0, outcome: $1) })
      if let names = schema?.names { checkColumns(read, names: names, &plan) }
    }
  }

  package func run(_ context: RunContext) throws -> CellResult {
    let object: GraphObject
    switch read(context.source) {
    case .failure(let error):
      let problem = error.problems[0]
      throw context.error(problem.kind, at: problem.range, problem.message, hint: problem.hint)
    case .success(let read): object = read.object
    }
    var report = GraphReport(object: object, level: context.level)
    if let data = arguments[Self.data] {
      report.test(on: try context.frame(data).frame, context)
      if report.rejected > 0 {
        context.warn(
          .graphRejected, at: arguments.range(of: Self.data),
          "the data contradict \(report.rejected) of the graph's \(CountText.counted(report.tested, "testable claim"))"
        )
      }
    }
    var result = report.result()
    result.bind(context.name, object)
    return result
  }

  // MARK: - Reading

  private struct Problems: Error { var problems: [GraphText.Problem] }

  /// The graph with the places of its names.
  private struct Read {
    var object: GraphObject
    var text: GraphText
  }

  private func read(_ source: SourceFile) -> Result<Read, Problems> {
    guard let body = arguments.cell.body, body.value.contains(where: { !$0.isWhitespace }) else {
      let problem = GraphText.Problem(
        kind: .emptyGraph, range: arguments.headRange, message: "there is no edge in this block",
        hint: "write one a line, as in: age -> income")
      return .failure(Problems(problems: [problem]))
    }
    let text = GraphText(body, source: source)
    var problems = text.problems
    func node(_ name: Located<String>?) -> Int? {
      guard let name else { return nil }
      if let index = text.names.firstIndex(of: name.value) { return index }
      problems.append(
        GraphText.Problem(
          kind: .unknownVariable, range: name.range,
          message: "“\(name.value)” is not a variable of the graph",
          hint: NearMiss.hint(for: name.value, in: text.names, what: "variables")))
      return nil
    }
    let treatment = node(arguments[Self.treatment])
    let outcome = node(arguments[Self.outcome])
    if let treatment, treatment == outcome, let name = arguments[Self.outcome] {
      problems.append(
        GraphText.Problem(
          kind: .unknownVariable, range: name.range,
          message: "“\(name.value)” is both the treatment and the outcome", hint: nil))
    }
    switch text.graph() {
    case .failure(let error): return .failure(Problems(problems: problems + [error.problem]))
    case .success(let graph):
      guard problems.isEmpty else { return .failure(Problems(problems: problems)) }
      return .success(
        Read(
          object: GraphObject(graph: graph, treatment: treatment, outcome: outcome), text: text))
    }
  }

  private func checkColumns(_ read: Read, names: [String], _ plan: inout CellPlan) {
    for (index, name) in read.text.names.enumerated()
    where read.object.graph.isObserved[index] && !names.contains(name) {
      plan.warn(
        .graphColumn, at: read.text.nameRanges[index],
        "“\(name)” is no column of the data: claims about it are not tested",
        hint: NearMiss.best(for: name, in: names).map { "did you mean “\($0)”?" }
          ?? "mark it \(name) [unobserved] if nobody measured it")
    }
  }
}

extension DiagnosticKind {
  static let emptyGraph = DiagnosticKind("graph.empty", .error, "A `graph` block has no edge.")
  static let unknownVariable = DiagnosticKind(
    "graph.unknownVariable", .error,
    "The treatment or outcome of a graph is not one of its variables, or both are the same.")
  static let graphColumn = DiagnosticKind(
    "graph.column", .warning,
    "A variable that the graph calls observed is no column of `data`, so that nothing about it can be tested."
  )
  static let graphRejected = DiagnosticKind(
    "graph.rejected", .warning,
    "The data contradict an independence that the graph claims: an edge or a common cause is missing."
  )
}
