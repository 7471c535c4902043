import Diagnostics
import NotebookSyntax

package enum CellStatus: String, Sendable { case ok, failed, skipped, cached }

/// What became of one directive.
package struct CellOutcome: Sendable {
  package var cell: Cell
  /// The name that the cell binds: `#name`, else its kind or verb.
  package var name: String
  package var status: CellStatus
  package var result: CellResult?
  /// Problems of this cell, located.
  package var diagnostics: [Diagnostic]
  package var seconds: Double
  package var presentation: Presentation

  package init(
    cell: Cell, name: String, status: CellStatus, result: CellResult? = nil,
    diagnostics: [Diagnostic] = [], seconds: Double = 0, presentation: Presentation = Presentation()
  ) {
    self.cell = cell
    self.name = name
    self.status = status
    self.result = result
    self.diagnostics = diagnostics
    self.seconds = seconds
    self.presentation = presentation
  }
}

/// The keys every directive takes that concern the page alone.
package struct Presentation: Sendable {
  package enum SourceDisplay: String, Sendable, CaseIterable { case fold, code, none }
  package var title: RichText?
  package var caption: RichText?
  package var alt: RichText?
  package var show: SourceDisplay
  package var output: Bool

  package init(
    title: RichText? = nil, caption: RichText? = nil, alt: RichText? = nil,
    show: SourceDisplay = .fold, output: Bool = true
  ) {
    self.title = title
    self.caption = caption
    self.alt = alt
    self.show = show
    self.output = output
  }
}

/// An inline value after the run: the text that stands in the prose, or what went wrong.
package struct ResolvedValue: Sendable {
  /// The formatted text; nil when the value could not be found or computed.
  package var text: String?
  /// Where it was computed: "tau.ate · line 24".
  package var origin: String
  package var diagnostic: Diagnostic?

  package init(text: String?, origin: String, diagnostic: Diagnostic? = nil) {
    self.text = text
    self.origin = origin
    self.diagnostic = diagnostic
  }
}

/// One notebook after its run: everything that the page and the JSON are made from.
package struct PageRun: Sendable {
  package var notebook: Notebook
  /// One outcome a cell of the notebook, in order.
  package var outcomes: [CellOutcome]
  /// Inline values by the byte offset at which their code span starts in the source.
  package var inlineValues: [Int: ResolvedValue]
  /// All diagnostics of the page, in source order.
  package var diagnostics: [Diagnostic]
  package var parameters: [(name: String, value: ParamValue)]
  package var provenance: Provenance

  package init(
    notebook: Notebook, outcomes: [CellOutcome], inlineValues: [Int: ResolvedValue],
    diagnostics: [Diagnostic], parameters: [(name: String, value: ParamValue)],
    provenance: Provenance
  ) {
    self.notebook = notebook
    self.outcomes = outcomes
    self.inlineValues = inlineValues
    self.diagnostics = diagnostics
    self.parameters = parameters
    self.provenance = provenance
  }

  package var hasFailed: Bool { diagnostics.contains { $0.severity == .error } }
}

package struct Provenance: Sendable {
  package var sources: [SourceRecord]
  /// Of the data that pages before it in the book bound, and its cells read.
  package var inherited = DataOrigins()
  package var seed: UInt64
  /// Name and version of the program.
  package var engine: String
  package var seconds: Double

  package init(sources: [SourceRecord], seed: UInt64, engine: String, seconds: Double) {
    self.sources = sources
    self.seed = seed
    self.engine = engine
    self.seconds = seconds
  }

  /// Of all data that the page rests on: those that it read, and those handed on to it.
  package var origins: DataOrigins {
    var origins = inherited
    for source in sources { origins.insert(origin: source.origin) }
    return origins
  }
}

/// The value of a notebook parameter.
package enum ParamValue: Sendable, Equatable {
  case number(Double)
  case text(String)
  case boolean(Bool)

  package var text: String {
    switch self {
    case .number(let x):
      x == x.rounded() && abs(x) < 1e15 ? String(Int64(x)) : String(x)
    case .text(let text): text
    case .boolean(let flag): flag ? "true" : "false"
    }
  }
}
