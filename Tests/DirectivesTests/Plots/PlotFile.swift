import Charts
import Execution

/// A small file for plots: numbers, a category, a date, missing cells.
enum PlotFile {
  /// y = 2x + 1 in group a and 3x in group b; the last rows lack a value each.
  static let csv: String = {
    var rows = ["x,y,group,hit,day"]
    for i in 0..<40 {
      let x = i / 2
      let isA = i % 2 == 0
      let y = isA ? 2 * x + 1 : 3 * x
      rows.append("\(x),\(y),\(isA ? "a" : "b"),\(i % 4 == 0 ? 1 : 0),2026-01-\(10 + x)")
    }
    return (rows + [",5,a,0,2026-02-01", "7,,b,1,2026-02-01", "7,5,,1,2026-02-01"])
      .joined(separator: "\n") + "\n"
  }()

  /// A notebook of one plot of the file.
  static func notebook(_ kind: String, _ keys: String, csv: String = csv) -> NotebookHarness {
    NotebookHarness(
      """
      ```{load #rows}
      source: rows.csv
      ```
      ```{plot \(kind) #p}
      \(keys)
      ```

      """, files: ["rows.csv": csv])
  }
}

extension NotebookHarness {
  /// The chart of the cell `p`.
  var chart: Chart? { outcome("p")?.result?.charts.first }

  var notes: [String] { outcome("p")?.result?.notes ?? [] }
}
