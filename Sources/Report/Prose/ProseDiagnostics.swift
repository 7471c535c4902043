import Diagnostics

/// The kinds of problems that rendering the prose can find.
package enum ProseDiagnostics {
  static let unsafeLink = DiagnosticKind(
    "link.unsafe", .warning,
    "A link whose address could run a script or open a local file is shown as plain text. Only "
      + "http, https, mailto and relative addresses are kept.")
  static let emptyLink = DiagnosticKind(
    "link.noText", .warning,
    "A link has no text between its brackets, so that nobody could see or follow it. Its address "
      + "stands in the page.")
  static let unresolvedReference = DiagnosticKind(
    "reference.unresolved", .error,
    "`@name` refers to a figure, a table, a section or an equation, and the page has none of that "
      + "name. Use the name of a directive that shows a figure or table, the anchor of a heading, or "
      + "the label of an equation; write `\\@` for a plain at sign.")
  static let missingAlternative = DiagnosticKind(
    "image.noAlternative", .warning,
    "An image has no text between its brackets. Readers who cannot see it, and search, need that "
      + "text: `![what the image shows](file.png)`.")
  static let unreadableImage = DiagnosticKind(
    "image.unreadable", .error,
    "An image could not be read, or is not a PNG, JPEG, GIF, WebP or SVG file. A page carries its "
      + "images inside, so the file must be there when the page is made.")
  static let remoteImage = DiagnosticKind(
    "image.remote", .warning,
    "An image lies on another server. A page makes no requests, so a link stands in its place; save "
      + "the image beside the notebook to embed it.")

  static let math = DiagnosticKind(
    "math.notUnderstood", .warning,
    "A part of a formula is no LaTeX that the page can set. It is shown as it was written.")

  static let removedHTML = DiagnosticKind(
    "html.removed", .warning,
    "A page keeps the HTML elements and attributes of its list, and nothing that could run, load or "
      + "leave its place. What else a notebook has is left out, and told once for each name.")

  static let unknownWork = DiagnosticKind(
    "citation.unknown", .error,
    "A citation means a work of the bibliography by its key, and there is none of that key. The "
      + "front matter names the BibTeX file: `bibliography: references.bib`.")

  /// All kinds that making a page can raise, for the catalogue.
  package static let all =
    [
      unsafeLink, emptyLink, unresolvedReference, missingAlternative, unreadableImage, remoteImage,
      math,
      removedHTML, unknownWork, PageCitations.unreadable,
    ] + ThemeReader.diagnostics + BibliographyProblem.Kind.diagnostics
}
