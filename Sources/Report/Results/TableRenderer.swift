import Charts
import Execution

/// A result table as HTML: names left, numbers right, long ones folded.
struct TableRenderer: Sendable {
  /// Rows that a long table shows before its fold.
  static let shownRows = 12
  /// A table folds when at least this many rows would be hidden; hiding one or two gains nothing.
  static let fewestHidden = 3

  let table: ResultTable
  private let formats: [ColumnFormat]
  private let folds: Bool

  init(_ table: ResultTable, folds: Bool = true) {
    self.table = table
    self.folds = folds
    formats = table.columns.indices.map { ColumnFormat(table, column: $0) }
  }

  var isFolded: Bool { folds && table.rows.count >= Self.shownRows + Self.fewestHidden }

  /// The table in its scroll box, named by the element with the id `labelledBy`.
  func node(labelledBy: String) -> HTMLNode {
    var bodies = [body(isFolded ? 0..<Self.shownRows : 0..<table.rows.count, class: nil)]
    if isFolded { bodies.append(body(Self.shownRows..<table.rows.count, class: "rest")) }
    return .element(
      "div",
      ["class": "scroll", "tabindex": "0", "role": "group", "aria-labelledby": labelledBy],
      [.element("table", ["class": isRight(0) ? "r rn" : "r"], [header] + bodies)])
  }

  /// The control that shows the folded rows; the style sheet does the rest, with no script.
  var foldControl: HTMLNode? {
    guard isFolded else { return nil }
    return .element(
      "details", ["class": "unfold"],
      [
        .element(
          "summary", [:],
          [
            .element("span", [:], text: "Show all \(table.rows.count) rows"),
            .element("span", [:], text: "Show the first \(Self.shownRows) rows"),
            .element(
              "span", ["class": "paper"],
              text: "The first \(Self.shownRows) of \(table.rows.count) rows"),
          ])
      ])
  }

  /// Whether the table is probably wider than the text, so that it may reach into the margin.
  ///
  /// The width is estimated from the longest text of each column; the style sheet lets a table that
  /// was misjudged scroll in its box.
  var isWide: Bool {
    let width = table.columns.indices.reduce(0.0) { total, column in
      let unit = formats[column].unit.map { $0.unicodeScalars.count + 2 } ?? 0
      // A heading may break between words, so that its longest word counts.
      let heading =
        table.columns[column].name.split(separator: " ").map(\.unicodeScalars.count).max() ?? 0
      let sample = table.rows.prefix(Self.shownRows * 4).enumerated()
      let longest = sample.reduce(max(heading, unit)) { most, item in
        let (index, row) = item
        guard column < row.count else { return most }
        if case .inlineChart = row[column] { return max(most, 12) }
        return max(most, formats[column].text(row[column], row: index)?.unicodeScalars.count ?? 1)
      }
      return total + Double(min(longest, 40)) * 7.6 + 26
    }
    return width > 600
  }

  private var header: HTMLNode {
    let cells = table.columns.enumerated().map { index, column -> HTMLNode in
      var content: [HTMLNode] = [.text(column.name)]
      if let unit = formats[index].unit, !unit.isEmpty {
        content += [.text(" "), .element("span", ["class": "unit"], text: "(\(unit))")]
      }
      let name = Self.classes(
        text: !isRight(index),
        whole: column.name.utf8.contains(UInt8(ascii: "-")) && Self.staysWhole(column.name, 16))
      if column.name.isEmpty { return .element("td", ["class": name], content) }
      return .element("th", ["scope": "col", "class": name], content)
    }
    return .element("thead", [:], [.element("tr", [:], cells)])
  }

  private func body(_ rows: Range<Int>, class name: String?) -> HTMLNode {
    let nodes = rows.map { index -> HTMLNode in
      let row = table.rows[index]
      let cells = table.columns.indices.map { column in
        cell(column < row.count ? row[column] : .missing, column: column, row: index)
      }
      return .element("tr", ["class": table.emphasised.contains(index) ? "em" : nil], cells)
    }
    return .element("tbody", ["class": name], nodes)
  }

  private func cell(_ cell: TableCell, column: Int, row: Int) -> HTMLNode {
    if case .inlineChart(let chart) = cell {
      let description = "\(table.columns[column].name) of \(rowName(row))"
      let svg = ChartRenderer.svg(chart, description: description).serialize()
      return .element("td", ["class": "ic"], [.trusted(svg)])
    }
    let isText = !isRight(column)
    guard let text = formats[column].text(cell, row: row) else {
      return .element("td", ["class": isText ? "t na" : "na"], text: "–")
    }
    if column == 0 {
      // A long name breaks into few lines, however many columns press on it.
      let name =
        text.unicodeScalars.count > 24
        ? "w" : Self.classes(text: false, whole: Self.staysWhole(text, 24))
      return .element("th", ["scope": "row", "class": name], text: text)
    }
    let isDate = if case .date = cell { true } else { false }
    if isText, text.unicodeScalars.count > 32 {
      // Sentences break, but not into a column of single words.
      return .element("td", ["class": "t w"], text: text)
    }
    let isWhole = isDate || isText && Self.staysWhole(text, 32)
    return .element("td", ["class": Self.classes(text: isText, whole: isWhole)], text: text)
  }

  private func rowName(_ row: Int) -> String {
    table.rows[row].first.flatMap { formats[0].text($0, row: row) } ?? ""
  }

  /// Numbers stand right; a first column names its rows and stands left, unless it holds decimals.
  private func isRight(_ column: Int) -> Bool {
    guard formats.indices.contains(column), formats[column].isNumeric else { return false }
    return column > 0
      || table.rows.contains { row in
        if case .number(let x)? = row.first { return x != x.rounded() }
        return false
      }
  }

  /// A cell of numbers needs no class: it stands right and does not break.
  private static func classes(text: Bool, whole: Bool) -> String? {
    text ? (whole ? "t d" : "t") : whole ? "d" : nil
  }

  /// Whether a short name would break at a hyphen or a space, where it should stay on its line.
  private static func staysWhole(_ text: String, _ length: Int) -> Bool {
    text.utf8.contains { $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: " ") }
      && text.unicodeScalars.count <= length
  }
}
