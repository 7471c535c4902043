import Diagnostics
import Directives
import Execution
import NotebookSyntax
import Report

/// Every kind of diagnostic there is, as the page of the documentation has them.
package enum DiagnosticCatalogue {
  /// All kinds, by id.
  package static var kinds: [DiagnosticKind] {
    let own: [DiagnosticKind] = [.missingNotebook, .typedNumber]
    let listed =
      SyntaxDiagnostics.all + ExecutionDiagnostics.all + ProseDiagnostics.all + own
      + SupportDiagnostics.all + DirectiveRegistry.casebook.directives.flatMap { $0.diagnostics }
    return Array(Set(listed)).sorted { $0.id < $1.id }
  }

  /// The text of `docs/diagnostics.md`.
  package static var markdown: String {
    var page = """
      # Diagnostics

      Every message of Casebook has a stable id. An *error* fails its cell and the cells that depend on
      it, and the run ends with status 1; a *warning* does not, unless `--strict` is given; a *note*
      only tells. This page is made from the code: `make golden` writes it anew.

      | id | severity | what it means |
      | --- | --- | --- |

      """
    for kind in kinds {
      let text = kind.explanation.split(separator: "\n").joined(separator: " ")
        .split(separator: "|", omittingEmptySubsequences: false).joined(separator: "\\|")
      page += "| `\(kind.id)` | \(kind.severity.rawValue) | \(text) |\n"
    }
    return page
  }
}
