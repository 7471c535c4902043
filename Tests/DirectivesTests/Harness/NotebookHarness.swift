import Diagnostics
import Directives
import Execution
import NotebookSyntax
import Platform
import TestSupport

/// Runs a notebook given as text; tests read values, tables and short diagnostic strings from it.
struct NotebookHarness {
  let run: PageRun
  /// Where its files are, and its output below.
  let folder: String

  /// `files` are written into a folder of their own, from which the notebook may read.
  init(
    _ text: String, files: [String: String] = [:], data: String? = nil, cache: String? = nil,
    allowsNetwork: Bool = false
  ) {
    folder = "/tmp/casebook-tests/\(Self.key(text, files))"
    try? FileSystem.makeDirectory(folder)
    for (name, content) in files.sorted(by: { $0.key < $1.key }) {
      try? FileSystem.writeAtomically(content, to: Path.join(folder, name))
    }
    let registry = DirectiveRegistry.casebook
    let source = SourceFile(path: "test.md", text: text)
    let access = FileAccess(
      projectFolder: folder, notebookFolder: folder, dataFolder: data,
      cacheFolder: cache, outputFolder: Path.join(folder, "output"), allowsNetwork: allowsNetwork)
    let plan = Planner.plan(
      [(NotebookParser.parse(source, grammar: registry.grammar), access)], registry: registry)
    run = Runner.run(plan, engine: "test")[0]
  }

  /// The outcome of the cell that binds this name.
  func outcome(_ name: String) -> CellOutcome? { run.outcomes.last { $0.name == name } }

  func value(_ name: String, _ key: String) -> ResultValue? {
    outcome(name)?.result?.values[key]
  }

  /// A value as a number; NaN where there is none, so that a comparison fails.
  func number(_ name: String, _ key: String) -> Double { value(name, key)?.number ?? .nan }

  func interval(_ name: String, _ key: String) -> (Double, Double)? {
    if case .interval(let low, let high)? = value(name, key) { return (low, high) }
    return nil
  }

  /// The rows of the first table of a cell, each as its cells in words: `1 Ada –`.
  func rows(_ name: String) -> [String] {
    let rows = outcome(name)?.result?.tables.first?.rows ?? []
    return rows.map { row in
      row.map { cell -> String in
        switch cell {
        case .text(let text): text
        case .integer(let n): String(n)
        case .number(let x): "\(x)"
        case .missing: "–"
        default: "?"
        }
      }.joined(separator: " ")
    }
  }

  /// `3: error – column.unknown`, one for each problem, in source order.
  var problems: [String] {
    run.diagnostics.map { "\($0.range?.lower.line ?? 0): \($0.severity.rawValue) – \($0.id)" }
  }

  /// The messages with their hints.
  var messages: [String] {
    run.diagnostics.map { $0.message + ($0.hint.map { " (\($0))" } ?? "") }
  }

  private static func key(_ text: String, _ files: [String: String]) -> String {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    let parts = [text] + files.sorted { $0.key < $1.key }.flatMap { [$0.key, $0.value] }
    for byte in parts.joined(separator: "\u{0}").utf8 {
      hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3
    }
    return String(hash, radix: 16)
  }
}
