import Diagnostics
import Execution
import NotebookSyntax

extension RunContext {
  /// What a map from level to value states, in the order of the arms.
  ///
  /// - Throws: `kind` for a level that is no arm, and for an arm that has no value.
  func values<Value>(
    _ pairs: [(key: Located<String>, value: Value)], of labels: [String], _ what: String,
    key: String, at range: SourceRange, _ kind: DiagnosticKind
  ) throws(Diagnostic) -> [Value] {
    for pair in pairs where !labels.contains(pair.key.value) {
      throw error(
        kind, at: pair.key.range, "“\(pair.key.value)” is not among the arms",
        hint: NearMiss.hint(for: pair.key.value, in: labels, what: "arms"))
    }
    let values = labels.map { label in pairs.first { $0.key.value == label }?.value }
    let missing = zip(labels, values).filter { $1 == nil }.map(\.0)
    guard missing.isEmpty else {
      throw error(
        kind, at: range, "\(key): has no \(what) for “\(missing.joined(separator: "”, “"))”")
    }
    return values.compactMap { $0 }
  }
}
