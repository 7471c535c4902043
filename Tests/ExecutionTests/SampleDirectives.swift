import Diagnostics
import Execution
import Frames
import NotebookSyntax

/// Binds a small frame; fails when told to.
struct MakeDirective: Directive {
  static let manual = DirectiveManual(
    verb: "make", summary: "Makes a frame.", example: "```{make}\n```",
    values: [("rows", "number of rows")])
  static let rows = Parameter<Int>("rows", .integer(from: 1, to: 100), default: 3, "Rows.")
  static let fail = Parameter<Bool>("fail", .boolean, default: false, "Whether to fail.")
  static let parts = Parameter<[String]>("parts", .list(of: .string), default: [], "Parts to bind.")
  static let origin = Parameter<String?>.optional("origin", .string, "Where it is read from.")
  static let parameters: [any AnyParameter] = [rows, fail, parts, origin]
  static let failure = DiagnosticKind("make.failed", .error, "Asked to fail.")
  static let diagnostics = [failure]

  let arguments: Arguments
  init(arguments: Arguments) { self.arguments = arguments }

  private var names: [String] {
    arguments[Self.parts].isEmpty
      ? [arguments.name] : arguments[Self.parts].map { arguments.name + "." + $0 }
  }

  func plan(_ plan: inout CellPlan) {
    for name in names {
      plan.bind(name, .frame(FrameSchema(columns: [ColumnSchema("x", .number)])))
    }
  }

  func run(_ context: RunContext) throws -> CellResult {
    if arguments[Self.fail] {
      throw context.error(Self.failure, at: arguments.range(of: Self.fail), "asked to fail")
    }
    let count = arguments[Self.rows]
    let frame = Frame([Column(name: "x", storage: .number((0..<count).map(Double.init)))])
    var result = CellResult()
    if let origin = arguments[Self.origin] {
      result.sources = [SourceRecord(path: context.name, sha256: "", rows: count, origin: origin)]
    }
    for name in names {
      result.bind(
        name, FrameObject(frame: frame, origin: "file", lineage: Lineage(root: context.identity)))
      let key =
        name == context.name ? "rows" : String(name.dropFirst(context.name.count + 1)) + ".rows"
      result.values.set(key, count)
    }
    return result
  }
}

/// Sums the column x of a frame.
struct SumDirective: Directive {
  static let manual = DirectiveManual(
    verb: "sum", summary: "Sums a column.", example: "```{sum}\n```", values: [("total", "the sum")]
  )
  static let data = Parameter<NameReference?>.optional("data", .frame, "The frame.")
  static let column = Parameter<ColumnReference>(
    "column", .column, default: ColumnReference("x", .start), shown: "x", "The column.")
  static let scale = Parameter<Double>("scale", .number(from: 0), default: 1, "A factor.")
  static let parameters: [any AnyParameter] = [data, column, scale]

  let arguments: Arguments
  init(arguments: Arguments) { self.arguments = arguments }

  func plan(_ plan: inout CellPlan) {
    plan.check(arguments[Self.column], in: plan.readFrame(arguments[Self.data]))
  }

  func run(_ context: RunContext) throws -> CellResult {
    let frame = try context.frame(arguments[Self.data]).frame
    let values = try context.column(arguments[Self.column], in: frame).doubles ?? []
    var result = CellResult()
    result.values.set("total", values.reduce(0, +) * arguments[Self.scale])
    return result
  }
}

/// Runs a notebook of sample directives.
struct SampleRun {
  static let registry = DirectiveRegistry([MakeDirective.self, SumDirective.self])
  let plan: BookPlan
  let pages: [PageRun]

  init(_ texts: String..., overrides: [String: String] = [:], failFast: Bool = false) {
    let files = FileAccess(projectFolder: "/tmp", notebookFolder: "/tmp")
    plan = Planner.plan(
      texts.enumerated().map { index, text in
        let source = SourceFile(path: "\(index + 1).md", text: text)
        return (NotebookParser.parse(source, grammar: Self.registry.grammar), files)
      }, registry: Self.registry, overrides: overrides)
    pages = Runner.run(plan, failFast: failFast, engine: "test")
  }

  func number(_ name: String, _ key: String) -> Double? {
    pages.flatMap(\.outcomes).last { $0.name == name }?.result?.values[key]?.number
  }

  var statuses: [String] { pages.flatMap(\.outcomes).map { "\($0.name) \($0.status)" } }

  var problems: [String] {
    pages.flatMap(\.diagnostics).map {
      "\($0.path):\($0.range?.lower.line ?? 0): \($0.id): \($0.message)"
        + ($0.hint.map { " (\($0))" } ?? "")
    }
  }
}
