import Diagnostics
import Execution

/// What a reader must know before the first line: simulated data, and cells that failed.
enum PageAlerts {
  static func nodes(_ page: PageContext) -> [HTMLNode] {
    [simulated(page), failed(page)].compactMap { $0 }
  }

  private static func simulated(_ page: PageContext) -> HTMLNode? {
    let sources = page.run.provenance.sources
    let simulated = sources.filter { $0.origin == "simulated" }
    let origins = page.run.provenance.origins
    guard origins.hasSimulated else { return nil }
    let names = simulated.map { ProvenanceFooter.name($0.path) }
    let text =
      !origins.hasReal
      ? "The data of this page were simulated. No number on it describes real people."
      : names.isEmpty
        ? "Some data of this page were simulated, on a page before it."
        : "Some data of this page were simulated (\(names.joined(separator: ", ")))."
    return .element(
      "div", ["class": "callout warning", "role": "note", "aria-label": "Simulated data"],
      [.element("p", [:], [.element("b", [:], text: "Simulated data."), .text(" " + text)])])
  }

  private static func failed(_ page: PageContext) -> HTMLNode? {
    let errors = page.run.diagnostics.filter { $0.severity == .error }.count
    guard errors > 0 else { return nil }
    let skipped = page.run.outcomes.filter { $0.status == .skipped }.count
    var text = errors == 1 ? "There is 1 error" : "There are \(errors) errors"
    text += " on this page, shown in place"
    if skipped > 0 {
      text += "; \(skipped) \(skipped == 1 ? "directive was" : "directives were") skipped for it"
    }
    return .element(
      "div", ["class": "diag error", "role": "note", "aria-label": "Errors"],
      [.element("p", [:], [.element("b", [:], text: "Incomplete."), .text(" \(text).")])])
  }
}
