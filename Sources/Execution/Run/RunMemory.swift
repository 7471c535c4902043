import Diagnostics
import NotebookSyntax

/// What earlier runs of a book left, so that a cell of which nothing has changed does not run again.
///
/// A cell is known by its own text, the parameters and seed in force, and in the same way by every
/// cell that it reads; the files that it touched must be as they were. Its place in the book does
/// not count, so that prose and cells may come and go around it. Cells that failed always run again.
///
/// It belongs to one thread: a preview runs one book after the other.
package final class RunMemory {
  struct Entry {
    var outcome: CellOutcome
    /// What the run itself found wrong; what the plan finds is found anew.
    var diagnostics: [Diagnostic]
    var stamps: [String: String]
  }

  private var entries: [String: Entry] = [:]
  private var kept: [String: Entry] = [:]

  package init() {}

  /// The result of the cell with this key, if its files are as they were.
  func entry(_ key: String) -> Entry? {
    guard let entry = entries[key],
      entry.stamps.allSatisfy({ TouchedFiles.stamp($0.key) == $0.value })
    else { return nil }
    return entry
  }

  func keep(_ entry: Entry, _ key: String) { kept[key] = entry }

  /// Forgets what the run that ends here did not use.
  func endRun() {
    entries = kept
    kept = [:]
  }

  /// The key of every cell of a plan; nil for one that cannot run.
  static func keys(of plan: BookPlan) -> [String?] {
    var counts: [String: Int] = [:]
    for cell in plan.cells { counts[cell.name, default: 0] += 1 }
    var keys: [String?] = []
    for (index, cell) in plan.cells.enumerated() {
      keys.append(key(cell, index: index, isAlone: counts[cell.name] == 1, above: keys, plan))
    }
    return keys
  }

  private static func key(
    _ cell: PlannedCell, index: Int, isAlone: Bool, above: [String?], _ plan: BookPlan
  ) -> String? {
    guard cell.canRun else { return nil }
    let page = plan.pages[cell.page]
    var parts = [page.files.notebookFolder, cell.name, cell.cell.sourceText, String(cell.seed)]
    parts += page.parameters.map { "\($0.name)=\($0.value)" }
    // Two cells of one name are told apart by their places, as lineages do.
    if !isAlone { parts.append("\(cell.page) \(index)") }
    for dependency in cell.dependencies.sorted() {
      guard above.indices.contains(dependency), let key = above[dependency] else { return nil }
      parts.append(key)
    }
    return digest(parts)
  }

  /// A short stand-in for the parts: keys hold the keys of what they read, and would grow without
  /// end.
  private static func digest(_ parts: [String]) -> String {
    var a: UInt64 = 0xCBF2_9CE4_8422_2325
    var b: UInt64 = 0x9E37_79B9_7F4A_7C15
    for part in parts {
      for byte in part.utf8 {
        a = (a ^ UInt64(byte)) &* 0x100_0000_01B3
        b = (b &+ UInt64(byte)) &* 0xD6E8_FEB8_6659_FD93
        b ^= b >> 32
      }
      // The end of a part counts, so that "ab", "c" is not "a", "bc".
      a = (a ^ 0x1FF) &* 0x100_0000_01B3
      b = (b ^ UInt64(part.utf8.count)) &* 0xD6E8_FEB8_6659_FD93
    }
    return String(a, radix: 36) + "." + String(b, radix: 36)
  }
}

extension RunMemory.Entry {
  /// The entry for the same cell at another place of its notebook; nil where a problem points
  /// elsewhere and cannot be moved.
  func moved(to cell: Cell, path: String) -> RunMemory.Entry? {
    let from = outcome.cell.range
    var copy = self
    copy.outcome.cell = cell
    copy.diagnostics = []
    for diagnostic in diagnostics {
      var diagnostic = diagnostic
      if let range = diagnostic.range {
        guard diagnostic.path == path, range.lower >= from.lower, range.upper <= from.upper else {
          return nil
        }
        diagnostic.range = SourceRange(
          Self.shift(range.lower, from.lower, cell.range.lower),
          Self.shift(range.upper, from.lower, cell.range.lower))
      }
      copy.diagnostics.append(diagnostic)
    }
    return copy
  }

  private static func shift(
    _ position: SourcePosition, _ from: SourcePosition, _ to: SourcePosition
  ) -> SourcePosition {
    SourcePosition(
      line: position.line + to.line - from.line,
      column: position.line == from.line
        ? position.column + to.column - from.column : position.column,
      offset: position.offset + to.offset - from.offset)
  }
}
