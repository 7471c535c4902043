import Diagnostics
import Execution
import NotebookSyntax
import Platform
import Synchronization
import Testing

/// What runs again when a notebook is run with the memory of its last run.
struct RunMemoryTests {
  private final class Log: Sendable {
    let titles = Mutex<[String]>([])
  }

  private let memory = RunMemory()

  /// The cells that ran, and the pages.
  private func run(_ texts: String...) -> (ran: [String], pages: [PageRun]) {
    let files = FileAccess(projectFolder: "/tmp", notebookFolder: "/tmp")
    let registry = SampleRun.registry
    let plan = Planner.plan(
      texts.enumerated().map { index, text in
        let source = SourceFile(path: "\(index + 1).md", text: text)
        return (NotebookParser.parse(source, grammar: registry.grammar), files)
      }, registry: registry)
    let log = Log()
    let pages = Runner.run(plan, engine: "test", memory: memory) { event in
      if case .started(_, _, let title) = event { log.titles.withLock { $0.append(title) } }
    }
    return (log.titles.withLock { $0 }, pages)
  }

  private let make = "```{make #numbers}\nrows: 4\n```\n\n"
  private let sum = "```{sum #s}\ndata: numbers\n```\n\n"

  @Test func `nothing runs again where nothing has changed`() {
    #expect(run(make + sum).ran == ["make #numbers", "sum #s"])
    #expect(run(make + sum).ran.isEmpty)
  }

  @Test func `prose and cells around a cell do not make it run`() {
    _ = run(make + sum)
    let again = run("Prose.\n\n```{make #other}\n```\n\n" + make + "More.\n\n" + sum)
    #expect(again.ran == ["make #other"])
    let cell = again.pages[0].outcomes[2]
    #expect(cell.result?.values["total"]?.number == 6)
    #expect(cell.cell.range.lower.line == 12)
  }

  @Test func `a changed cell makes those run that read it, and no others`() {
    let other = "```{make #other}\n```\n\n```{sum #t}\ndata: other\n```\n"
    _ = run(make + sum + other)
    let again = run("```{make #numbers}\nrows: 5\n```\n\n" + sum + other)
    #expect(again.ran == ["make #numbers", "sum #s"])
    #expect(again.pages[0].outcomes[1].result?.values["total"]?.number == 10)
  }

  @Test func `what a cell reads by default counts too`() {
    _ = run(make + "```{sum #s}\n```\n")
    #expect(run(make + "```{make #late}\nrows: 2\n```\n\n```{sum #s}\n```\n").ran.count == 2)
  }

  @Test func `a parameter or a seed makes its page run again`() {
    let head = "---\nparams: {factor: 2}\n---\n\n"
    let cell = "```{sum #s}\nscale: ${factor}\n```\n"
    _ = run(head + make + cell)
    let again = run("---\nparams: {factor: 3}\n---\n\n" + make + cell)
    #expect(again.pages[0].outcomes[1].result?.values["total"]?.number == 18)
    #expect(run("---\nseed: 2\nparams: {factor: 3}\n---\n\n" + make + cell).ran.count == 2)
  }

  @Test func `a failed cell runs again, and a mended one frees its dependants`() {
    let bad = "```{make #numbers}\nrows: 4\nfail: true\n```\n\n"
    #expect(run(bad + sum).pages[0].outcomes.map(\.status) == [.failed, .skipped])
    #expect(run(bad + sum).ran.first == "make #numbers")
    #expect(run(make + sum).pages[0].outcomes.map(\.status) == [.ok, .ok])
  }

  @Test func `two cells of one name are told apart by their places`() {
    _ = run(make + make + sum)
    #expect(run("Prose.\n\n" + make + make + sum).ran.isEmpty)
    // The one that stands where the second stood is the second as far as anyone can tell.
    let again = run("```{make #first}\n```\n\n" + make + make + sum)
    #expect(again.ran == ["make #first", "make #numbers", "sum #s"])
  }
}
