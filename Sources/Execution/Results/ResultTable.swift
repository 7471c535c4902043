import Charts

/// How the numbers of a column are written; the page chooses digits from this, never per cell.
package enum NumberStyle: Sendable, Equatable {
  /// Enough digits for the smallest spread in the column, at most four significant.
  case automatic
  case fixed(Int)
  /// Whole numbers with thousands separators.
  case count
  /// A share as a percentage with so many decimals.
  case share(Int)
  /// A difference of shares in percentage points with so many decimals.
  case points(Int)
  /// A p-value: three decimals, small ones in powers of ten.
  case probability
  /// An amount in a currency (ISO code).
  case money(String, Int)
  /// An estimate whose digits follow the standard errors in another column (index).
  case estimate(standardErrors: Int)
}

package struct TableColumn: Sendable {
  package var name: String
  package var style: NumberStyle
  /// Shown in the header, such as "$" or "points".
  package var unit: String?

  package init(_ name: String, _ style: NumberStyle = .automatic, unit: String? = nil) {
    self.name = name
    self.style = style
    self.unit = unit
  }
}

package enum TableCell: Sendable {
  case text(String)
  case number(Double)
  case integer(Int)
  case interval(Double, Double)
  case date(Int)
  case boolean(Bool)
  case missing
  case inlineChart(InlineChart)

  /// A number; one that is not finite is missing.
  package static func optional(_ number: Double?) -> TableCell {
    number.flatMap { $0.isFinite ? .number($0) : nil } ?? .missing
  }
}

/// A table of results, whose first column names the rows.
package struct ResultTable: Sendable {
  /// Whether a reader of the page needs the table, or a reader who checks it.
  package enum Standing: Sendable {
    case main
    /// Shown behind a fold: how nuisance models did, all pairs of models, the data of a chart.
    case supporting
  }

  package var standing: Standing
  package var title: String
  package var columns: [TableColumn]
  package var rows: [[TableCell]]
  /// A line below the table: what a column means, which rows were left out.
  package var notes: [String]
  /// Rows that stand out, such as the total or the best one.
  package var emphasised: Set<Int>

  package init(
    _ standing: Standing = .main, title: String, columns: [TableColumn], rows: [[TableCell]],
    notes: [String] = [], emphasised: Set<Int> = []
  ) {
    self.standing = standing
    self.title = title
    self.columns = columns
    self.rows = rows
    self.notes = notes
    self.emphasised = emphasised
  }
}
