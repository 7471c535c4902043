import Directives
import Execution

/// The pages of `docs/` that are made from the code; a test fails when one is stale.
package enum GeneratedDocumentation {
  /// File name below `docs/` and content.
  package static var pages: [(name: String, content: String)] {
    [
      ("diagnostics.md", DiagnosticCatalogue.markdown),
      ("reference.md", ReferenceManual.markdown),
    ]
  }
}

/// `docs/reference.md`: every directive with its keys, values and an example.
enum ReferenceManual {
  static var markdown: String {
    let registry = DirectiveRegistry.casebook
    var page = """
      # Reference of the directives

      This page is made from the directives' own declarations: `make golden` writes it anew.
      `casebook help DIRECTIVE [KIND]` prints the same. Every directive also takes the keys in the
      last section.


      """
    page += registry.directives.map { "- [\($0.manual.title)](#\(anchor($0.manual.title)))\n" }
      .joined()
    for directive in registry.directives { page += section(directive) }
    page += "\n## Keys of every directive\n\n" + keys(CommonParameters.all)
    return page
  }

  private static func section(_ directive: any Directive.Type) -> String {
    let manual = directive.manual
    var text = "\n## \(manual.title)\n\n\(manual.summary)\n"
    if !manual.discussion.isEmpty { text += "\n\(manual.discussion)\n" }
    text += "\n````markdown\n\(manual.example)\n````\n"
    if !directive.parameters.isEmpty { text += "\n" + keys(directive.parameters) }
    if !manual.values.isEmpty {
      text += "\n| value | |\n| --- | --- |\n"
      for value in manual.values {
        text += "| `\(escape(value.path))` | \(escape(value.summary)) |\n"
      }
    }
    return text
  }

  private static func keys(_ parameters: [any AnyParameter]) -> String {
    var table = "| key | type | default | |\n| --- | --- | --- | --- |\n"
    for parameter in parameters {
      let presence = parameter.isRequired ? "**required**" : escape(parameter.defaultText ?? "")
      table +=
        "| `\(parameter.name)` | \(escape(parameter.typeText)) | \(presence) | \(escape(parameter.summary)) |\n"
    }
    return table
  }

  private static func anchor(_ title: String) -> String {
    String(title.map { $0 == " " ? "-" : $0 })
  }

  private static func escape(_ text: String) -> String {
    text.split(separator: "|", omittingEmptySubsequences: false).joined(separator: "\\|")
  }
}
