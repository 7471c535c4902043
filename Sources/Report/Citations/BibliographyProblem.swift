import Diagnostics

/// Something wrong in a bibliography file.
package struct BibliographyProblem: Sendable, Hashable {
  package enum Kind: Sendable, Hashable, CaseIterable {
    case malformed, duplicateKey, duplicateField, unknownString
  }
  package var kind: Kind
  package var range: SourceRange
  /// One headline without a full stop.
  package var message: String
  /// The mend, where it is known.
  package var hint: String?

  package init(kind: Kind, range: SourceRange, message: String, hint: String? = nil) {
    self.kind = kind
    self.range = range
    self.message = message
    self.hint = hint
  }

  package var line: Int { range.lower.line }

  /// The problem as a diagnostic in the file at `path`.
  package func diagnostic(path: String) -> Diagnostic {
    Diagnostic(kind.diagnosticKind, path: path, range: range, message, hint: hint)
  }
}

extension BibliographyProblem.Kind {
  /// What the catalogue says of the kind.
  package var diagnosticKind: DiagnosticKind {
    switch self {
    case .malformed: .malformedBibliography
    case .duplicateKey: .duplicateBibliographyKey
    case .duplicateField: .duplicateBibliographyField
    case .unknownString: .unknownBibliographyString
    }
  }

  /// All kinds of diagnostics that reading a bibliography can raise.
  package static let diagnostics: [DiagnosticKind] = allCases.map(\.diagnosticKind)
}

extension DiagnosticKind {
  fileprivate static let malformedBibliography = DiagnosticKind(
    "bibliography.malformed", .warning,
    "An entry of the BibTeX file could not be read to its end: a brace, a quote, a comma or an "
      + "equals sign is missing. What could be read of it is kept; the next entry is read as usual."
  )
  fileprivate static let duplicateBibliographyKey = DiagnosticKind(
    "bibliography.duplicateKey", .warning,
    "Two entries of the bibliography have the same key. Citations mean the first; rename or remove "
      + "the other.")
  fileprivate static let duplicateBibliographyField = DiagnosticKind(
    "bibliography.duplicateField", .warning,
    "An entry of the bibliography has the same field twice. The first is used.")
  fileprivate static let unknownBibliographyString = DiagnosticKind(
    "bibliography.unknownString", .warning,
    "A value without quotes or braces must be a number or a name that @string defines. The name is "
      + "used as the text.")
}
