import Execution
import Platform

/// One line on a terminal's standard error that says which cell runs.
struct ProgressLine {
  let isOn: Bool

  var handler: (@Sendable (Runner.Event) -> Void)? {
    guard isOn else { return nil }
    return { event in
      switch event {
      case .started(let cell, let count, let title):
        Machine.writeError("\r\u{1B}[K[\(cell)/\(count)] \(title)")
      case .progress(let share, let what):
        Machine.writeError("\r\u{1B}[K\(what) \(Int((share * 100).rounded()))%")
      case .finished: break
      }
    }
  }

  func clear() {
    if isOn { Machine.writeError("\r\u{1B}[K") }
  }
}
