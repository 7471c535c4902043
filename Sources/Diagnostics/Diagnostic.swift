package enum Severity: String, Sendable, Comparable, CaseIterable, Codable {
  case note, warning, error

  package static func < (a: Self, b: Self) -> Bool { a.rank < b.rank }
  private var rank: Int { self == .note ? 0 : self == .warning ? 1 : 2 }
}

/// One kind of diagnostic: its stable id and what the catalogue page says of it.
///
/// Kinds are declared at the bottom of the file that raises them and listed by their module or
/// directive, so that the catalogue is generated from the code.
package struct DiagnosticKind: Sendable, Hashable {
  /// Stable, dotted lower camel case, such as `estimate.emptyArm`.
  package let id: String
  package let severity: Severity
  /// A sentence or two for the catalogue: what it means, and the mend.
  package let explanation: String

  package init(_ id: String, _ severity: Severity, _ explanation: String) {
    self.id = id
    self.severity = severity
    self.explanation = explanation
  }
}

/// Something to tell the notebook's author: where, what, and the mend.
package struct Diagnostic: Sendable, Hashable, Error {
  package var kind: DiagnosticKind
  /// The notebook (or data file) that `range` points into.
  package var path: String
  package var range: SourceRange?
  /// One headline without a full stop.
  package var message: String
  /// Longer remarks, each a sentence.
  package var notes: [String]
  /// The mend, such as "did you mean “visit”?".
  package var hint: String?

  package init(
    _ kind: DiagnosticKind, path: String = "", range: SourceRange? = nil, _ message: String,
    notes: [String] = [], hint: String? = nil
  ) {
    self.kind = kind
    self.path = path
    self.range = range
    self.message = message
    self.notes = notes
    self.hint = hint
  }

  package var id: String { kind.id }
  package var severity: Severity { kind.severity }

  /// The same diagnostic in a place, where it had none.
  package func located(path: String, range: SourceRange?) -> Diagnostic {
    var copy = self
    if copy.range == nil {
      copy.path = path
      copy.range = range
    } else if copy.path.isEmpty {
      copy.path = path
    }
    return copy
  }
}
