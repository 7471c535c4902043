import Diagnostics
import Execution
import Platform

/// Writes diagnostics to standard error, and how many there were.
struct DiagnosticReporter {
  let colour: Bool

  func report(_ diagnostics: [Diagnostic], sources: [SourceFile]) {
    guard !diagnostics.isEmpty else { return }
    let renderer = DiagnosticRenderer(colour: colour, sources: sources)
    let errors = diagnostics.count { $0.severity == .error }
    let warnings = diagnostics.count { $0.severity == .warning }
    // What a failed cell leaves unsaid in the prose follows from its own message.
    let told = diagnostics.filter { $0.kind != .noResult }
    Machine.writeError(renderer.render(told))
    if errors + warnings > 1 {
      Machine.writeError("\(plural(errors, "error")), \(plural(warnings, "warning"))\n")
    }
  }

  private func plural(_ count: Int, _ word: String) -> String {
    "\(count) \(word)\(count == 1 ? "" : "s")"
  }
}
