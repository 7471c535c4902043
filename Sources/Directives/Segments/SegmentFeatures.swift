import Execution
import Frames
import Numerics
import Statistics

/// How columns differ between segments: means and shares, with a test for each column.
struct SegmentFeatures: Sendable {
  /// A number, or one level of a category.
  struct Line: Sendable {
    /// `age`, or `zip=Urban`.
    let key: String
    let isShare: Bool
    /// One a segment; NaN where it has no value.
    let means: [Double]
    let overall: Double
    let standardDeviation: Double
    /// Of the column's test, on its first line alone.
    let pValue: Double?
  }

  let lines: [Line]
  /// What was left out, a sentence each.
  let notes: [String]

  private static let mostLevels = 8

  /// - Parameter codes: for every row of the frame its segment, negative for none.
  init(_ names: [String], in frame: Frame, codes: [Int32], count: Int) {
    var lines: [Line] = []
    var notes: [String] = []
    var tests: [(line: Int, p: Double)] = []
    for name in names {
      guard let column = frame[name] else { continue }
      if case .category = column.storage {
        let found = Self.categories(column, codes, count)
        tests.append((lines.count, found.p))
        lines += found.lines
        if let note = found.note { notes.append(note) }
      } else if let values = column.doubles {
        let found = Self.number(name, values, codes, count)
        tests.append((lines.count, found.p))
        lines.append(found.line)
      } else {
        notes.append("“\(name)” is no number and no category, and is not told.")
      }
    }
    let adjusted = MultipleTesting.holm.adjust(tests.map(\.p))
    for (test, p) in zip(tests, adjusted) {
      guard lines.indices.contains(test.line) else { continue }
      let line = lines[test.line]
      lines[test.line] = Line(
        key: line.key, isShare: line.isShare, means: line.means, overall: line.overall,
        standardDeviation: line.standardDeviation, pValue: p)
    }
    self.lines = lines
    self.notes = notes
  }

  private static func number(
    _ name: String, _ values: [Double], _ codes: [Int32], _ count: Int
  ) -> (line: Line, p: Double) {
    var groups = [[Double]](repeating: [], count: count)
    for (row, code) in codes.enumerated() where code >= 0 && values[row].isFinite {
      groups[Int(code)].append(values[row])
    }
    let moments = groups.map { Moments($0) }
    let whole = moments.reduce(Moments([])) { $0.merged(with: $1) }
    let test = AnalysisOfVariance.fisher(moments)
    let isTested = test.numeratorDegrees > 0 && test.denominatorDegrees > 0 && test.f.isFinite
    let line = Line(
      key: name, isShare: false, means: moments.map { $0.count > 0 ? $0.mean : .nan },
      overall: whole.mean, standardDeviation: whole.standardDeviation, pValue: nil)
    return (line, isTested ? test.pValue : .nan)
  }

  private static func categories(
    _ column: Column, _ codes: [Int32], _ count: Int
  ) -> (lines: [Line], p: Double, note: String?) {
    let view = column.levelView
    var table = [[Int]](
      repeating: [Int](repeating: 0, count: view.levels.count), count: count)
    for (row, code) in codes.enumerated() where code >= 0 && view.codes[row] >= 0 {
      table[Int(code)][Int(view.codes[row])] += 1
    }
    let totals = view.levels.indices.map { level in table.reduce(0) { $0 + $1[level] } }
    let whole = Double(totals.reduce(0, +))
    let shown = totals.indices.filter { totals[$0] > 0 }.sorted {
      (totals[$1], $0) < (totals[$0], $1)
    }.prefix(mostLevels)
    let lines = shown.map { level in
      let share = Double(totals[level]) / whole
      return Line(
        key: "\(column.name)=\(view.levels[level])", isShare: true,
        means: table.map { row in
          let size = row.reduce(0, +)
          return size > 0 ? Double(row[level]) / Double(size) : .nan
        }, overall: share, standardDeviation: (share * (1 - share)).squareRoot(), pValue: nil)
    }
    let left = totals.count { $0 > 0 } - shown.count
    let note =
      left > 0
      ? "\(CountText.counted(left, "rarer level")) of \(column.name) \(left == 1 ? "is" : "are") not shown; the test counts all."
      : nil
    return (lines, ChiSquareTest.independence(table).pValue, note)
  }
}
