import Diagnostics
import Execution
import Platform

/// Writes diagnostics to standard error, and how many there were.
struct DiagnosticReporter {
  let colour: Bool

  func report(_ diagnostics: [Diagnostic], sources: [SourceFile]) {
    Machine.writeError(messages(diagnostics, sources: sources))
  }

  /// What `report` writes.
  func messages(_ diagnostics: [Diagnostic], sources: [SourceFile]) -> String {
    guard !diagnostics.isEmpty else { return "" }
    let renderer = DiagnosticRenderer(colour: colour, sources: sources)
    let errors = diagnostics.count { $0.severity == .error }
    let warnings = diagnostics.count { $0.severity == .warning }
    // What a failed cell leaves unsaid in the prose follows from its own message.
    let told = diagnostics.filter { $0.kind != .noResult }
    let total =
      errors + warnings > 1
      ? "\(plural(errors, "error")), \(plural(warnings, "warning"))\n" : ""
    return renderer.render(told) + total
  }

  private func plural(_ count: Int, _ word: String) -> String {
    "\(count) \(word)\(count == 1 ? "" : "s")"
  }
}
