import Diagnostics
import Directives
import Numerics
import Platform

/// The catalogue of data sets as the terminal shows it.
enum CatalogueText {
  static let names = DataCatalogue.entries.map(\.name)

  /// The entry of a name; status 2 with the nearest name where there is none.
  static func entry(_ name: String) throws -> DataCatalogue.Entry {
    if let entry = DataCatalogue.entry(name) { return entry }
    let hint =
      NearMiss.best(for: name, in: names).map { "did you mean “\($0)”?" }
      ?? "“casebook data list” shows the names"
    Machine.writeError("error: there is no data set “\(name)”\n  hint: \(hint)\n")
    throw ExitStatus.badUsage
  }

  /// Where a data set is at hand: in `$CASEBOOK_DATA`, else in the cache.
  static func path(of entry: DataCatalogue.Entry) -> String? {
    let data = Machine.environment("CASEBOOK_DATA").flatMap { $0.isEmpty ? nil : $0 }
    return DataCatalogue.file(of: entry, in: [data, DataCache.userFolder].compactMap { $0 })
  }

  /// How to come by a data set that is not at hand.
  static func hint(_ entry: DataCatalogue.Entry) -> String {
    entry.download == nil
      ? "see \(entry.page), and put \(entry.file) into $CASEBOOK_DATA"
      : "casebook data fetch \(entry.name)"
  }

  /// One line a data set.
  static func overview(_ entries: [DataCatalogue.Entry]) -> String {
    var rows = [["name", "rows", "at hand", "stand-in", "licence", "what it is"]]
    for entry in entries {
      rows.append([
        entry.name, grouped(entry.rows), path(of: entry) == nil ? "no" : "yes",
        entry.standIn.map { "simulate " + $0.rawValue } ?? "none", entry.licence, entry.title,
      ])
    }
    let widths = rows[0].indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
    let lines = rows.map { row in
      row.indices.map { column -> String in
        let gap = String(repeating: " ", count: widths[column] - row[column].count)
        if column == row.count - 1 { return row[column] }
        return column == 1 ? gap + row[column] : row[column] + gap
      }.joined(separator: "  ")
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// Everything about one data set.
  static func page(_ entry: DataCatalogue.Entry) -> String {
    let facts = [
      ("page", entry.page), ("file", entry.download ?? "not to be had by a plain address"),
      ("licence", entry.licence),
      ("sha256", entry.sha256 ?? "not recorded, so files are not verified"),
      ("rows", grouped(entry.rows)), ("columns", entry.columns.joined(separator: ", ")),
      (
        "stand-in",
        entry.standIn.map { "simulate " + $0.rawValue } ?? "none: without the file, load fails"
      ), ("at hand", path(of: entry) ?? "no: " + hint(entry)),
    ]
    let lines = facts.map { name, value in
      "  " + name + String(repeating: " ", count: 10 - name.count) + value
    }
    return "\(entry.name): \(entry.title)\n" + lines.joined(separator: "\n") + "\n"
  }

  private static func grouped(_ number: Int) -> String {
    var text = ""
    for (index, digit) in String(number).reversed().enumerated() {
      if index > 0, index % 3 == 0 { text.append(",") }
      text.append(digit)
    }
    return String(text.reversed())
  }
}
