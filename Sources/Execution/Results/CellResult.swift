import Charts
import Diagnostics
import Platform

/// What a directive gives: values, tables, charts, and what it binds in the session.
///
/// A result is data; the page and the JSON are made from it elsewhere.
package struct CellResult: Sendable {
  /// The parts of a result in the order in which the page shows them.
  package enum Item: Sendable {
    case table(ResultTable)
    case chart(Chart)
    /// One plain sentence that says what was found, such as the heterogeneity verdict.
    case verdict(String)
    case checklist([Check])
  }

  /// One line of `expect`.
  package struct Check: Sendable {
    package var text: String
    /// nil where the check did not apply (its `if:` was false).
    package var passed: Bool?
    /// What was found, such as "0.0452".
    package var detail: String

    package init(text: String, passed: Bool?, detail: String) {
      self.text = text
      self.passed = passed
      self.detail = detail
    }
  }

  /// What a printed metric means, with the name of its note in the method pages.
  package struct Definition: Sendable {
    package var term: String
    package var text: String
    package var source: String?

    package init(_ term: String, _ text: String, source: String? = nil) {
      self.term = term
      self.text = text
      self.source = source
    }
  }

  package var values: ResultValues
  package var items: [Item]
  /// What was assumed, dropped, imputed, clipped or defaulted: a sentence each.
  package var notes: [String]
  /// Short stamps on the result, such as "in-sample".
  package var stamps: [String]
  package var definitions: [Definition]
  /// What the cell adds to the session, by full name (`half.train`).
  package var bindings: [(name: String, object: any SessionObject)]
  package var diagnostics: [Diagnostic]
  /// Files that were read.
  package var sources: [SourceRecord]

  package init(values: ResultValues = ResultValues(), items: [Item] = []) {
    self.values = values
    self.items = items
    notes = []
    stamps = []
    definitions = []
    bindings = []
    diagnostics = []
    sources = []
  }

  package var tables: [ResultTable] {
    items.compactMap { if case .table(let table) = $0 { table } else { nil } }
  }

  package var charts: [Chart] {
    items.compactMap { if case .chart(let chart) = $0 { chart } else { nil } }
  }

  package mutating func bind(_ name: String, _ object: any SessionObject) {
    bindings.append((name, object))
  }

  /// Tells the cells below of a file that holds a frame, or a model of it.
  package mutating func wrote(_ file: WrittenFile, to path: String) {
    bindings.append((WrittenFile.name(of: Path.absolute(path)), file))
  }
}

/// A file that a run read, for the provenance of its numbers.
package struct SourceRecord: Sendable, Hashable {
  package var path: String
  package var sha256: String
  package var rows: Int
  /// `file`, `catalogue` or `simulated`.
  package var origin: String

  package init(path: String, sha256: String, rows: Int, origin: String) {
    self.path = path
    self.sha256 = sha256
    self.rows = rows
    self.origin = origin
  }
}
