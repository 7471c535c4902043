import Charts
import Diagnostics
import Execution
import Frames
import Numerics

/// The rows of a plot by panel and colour, and what was left out.
struct PlotRows {
  /// Rows of one panel and one colour.
  struct Part {
    let panel: Int
    let group: Int
    let rows: [Int]
  }

  let frame: Frame
  let colors: PlotLevels
  let facets: PlotLevels
  private(set) var notes: [String] = []

  /// More colours cannot be told apart, nor more panels be read.
  static let mostColors = 8
  static let mostPanels = 12

  /// - Parameter given: the rows, where they are not those of `data:`.
  init(
    color: ColumnReference?, facet: ColumnReference?, frame given: Frame? = nil,
    _ context: RunContext
  ) throws(Diagnostic) {
    let arguments = context.arguments
    let full =
      if let given { given } else { try context.frame(arguments[PlotParameters.data]).frame }
    let used = try context.filtered(full, where: arguments[PlotParameters.rowCondition])
    frame = used
    if used.rowCount < full.rowCount {
      notes.append(
        "\(NumberFormat.count(used.rowCount)) of \(CountText.rows(full.rowCount)) meet the condition."
      )
    }
    func levels(_ reference: ColumnReference?, _ limit: Int) throws(Diagnostic) -> PlotLevels {
      guard let reference else { return PlotLevels(all: used.rowCount) }
      let column = try context.column(reference, in: used)
      return PlotLevels(column, limit: limit, bins: Self.bins(column, limit))
    }
    colors = try levels(color, Self.mostColors)
    facets = try levels(facet, Self.mostPanels)
    notes += [colors.note, facets.note].compactMap { $0 }
  }

  /// Numbers with many values make four colours or panels, not as many as there may be.
  private static func bins(_ column: Column, _ limit: Int) -> Int? {
    column.isNumeric && column.levelView.levels.count > limit ? 4 : nil
  }

  /// Several colours or panels that hold rows.
  var hasColors: Bool { colors.labels.count > 1 || !colors.name.isEmpty }
  var hasFacets: Bool { facets.labels.count > 1 || !facets.name.isEmpty }

  /// The parts in order of panel and colour, with the rows in which every column has a value.
  ///
  /// - Parameter positive: columns on logarithmic axes, of which zero and below are left out.
  /// - Throws: a diagnostic where no row is left.
  mutating func parts(
    of columns: [PlotColumn], positive: [PlotColumn] = [], _ context: RunContext
  ) throws(Diagnostic) -> [Part] {
    var missing = 0
    var notPositive = 0
    var rows = [[Int]](repeating: [], count: facets.labels.count * colors.labels.count)
    for row in 0..<frame.rowCount {
      let (facet, color) = (facets.codes[row], colors.codes[row])
      guard facet >= 0, color >= 0, columns.allSatisfy({ $0.values[row].isFinite }) else {
        missing += 1
        continue
      }
      guard positive.allSatisfy({ $0.values[row] > 0 }) else {
        notPositive += 1
        continue
      }
      rows[Int(facet) * colors.labels.count + Int(color)].append(row)
    }
    let names = Self.list(
      (columns.map(\.name) + [colors.name, facets.name]).filter { !$0.isEmpty })
    if missing > 0 {
      notes.append("\(CountText.rows(missing)) with a missing \(names) left out.")
    }
    if notPositive > 0 {
      notes.append(
        "\(CountText.rows(notPositive)) with a \(Self.list(positive.map(\.name))) of zero or below left out, which a logarithmic axis cannot show."
      )
    }
    guard missing + notPositive < frame.rowCount else {
      throw context.error(
        .plotNoRows,
        frame.rowCount == 0
          ? "there are no rows to plot"
          : "no row has a value of \(names)\(notPositive > 0 ? " above zero" : "")")
    }
    return rows.enumerated().compactMap { index, rows in
      rows.isEmpty
        ? nil
        : Part(panel: index / colors.labels.count, group: index % colors.labels.count, rows: rows)
    }
  }

  /// “a”, “a” or “b”.
  static func list(_ names: [String]) -> String {
    names.map { "“\($0)”" }.joined(separator: " or ")
  }

  /// The panels that hold parts, with the marks of each.
  ///
  /// - Parameter marks: one list for each part.
  func panels(_ parts: [Part], marks: [[Mark]], lines: [ReferenceLine]) -> [Panel] {
    facets.labels.indices.compactMap { facet -> Panel? in
      let own = parts.indices.filter { parts[$0].panel == facet }
      guard !own.isEmpty else { return nil }
      return Panel(
        title: hasFacets ? title(facet) : nil,
        marks: lines.map(\.mark) + own.flatMap { marks[$0] })
    }
  }

  /// What a part is called beside others: its colour's label.
  func name(_ part: Part) -> String {
    guard hasColors else { return "" }
    // A bare 0 or 1 says nothing without the column's name.
    return colors.areNumbers
      ? "\(colors.name) \(colors.labels[part.group])" : colors.labels[part.group]
  }

  private func title(_ facet: Int) -> String {
    facets.areNumbers ? "\(facets.name) \(facets.labels[facet])" : facets.labels[facet]
  }

  /// A part's key of values: `[web]`, `[web][2024]`; empty where there is one part.
  func key(_ part: Part) -> String {
    (hasColors ? "[\(colors.labels[part.group])]" : "")
      + (hasFacets ? "[\(facets.labels[part.panel])]" : "")
  }
}
