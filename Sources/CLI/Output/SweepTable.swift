import Execution
import Numerics
import Report

/// The values of one notebook under several values of a parameter, side by side.
struct SweepTable {
  let parameter: String
  private(set) var columns: [(value: String, run: PageRun)] = []

  init(parameter: String) { self.parameter = parameter }

  mutating func add(_ run: PageRun, value: String) { columns.append((value, run)) }

  /// More rows than this nobody compares; the rest stays in the JSON files.
  private static let mostRows = 400

  /// The scalars and intervals that differ between the runs, by cell.
  var table: ResultTable {
    var order: [String] = []
    var values: [String: [ResultValue?]] = [:]
    for (position, column) in columns.enumerated() {
      for outcome in column.run.outcomes {
        guard let result = outcome.result else { continue }
        for key in result.values.keys {
          let path = key.hasPrefix("[") ? outcome.name + key : outcome.name + "." + key
          if values[path] == nil {
            order.append(path)
            values[path] = Array(repeating: nil, count: columns.count)
          }
          values[path]?[position] = result.values[key]
        }
      }
    }
    let differing = order.filter { path in
      let found = values[path] ?? []
      return found.contains { $0 != found.first ?? nil }
    }
    let shown = differing.prefix(Self.mostRows)
    var notes: [String] = []
    if differing.isEmpty {
      notes.append("No value of the notebook depends on \(parameter).")
    } else {
      notes.append("Values that are the same for every \(parameter) are left out.")
    }
    if shown.count < differing.count {
      notes.append(
        "\(NumberFormat.count(differing.count - shown.count)) more are in the JSON beside the pages."
      )
    }
    return ResultTable(
      title: "Values by \(parameter)",
      columns: [TableColumn("value")] + columns.map { TableColumn("\(parameter) = \($0.value)") },
      rows: shown.map { path in
        [.text(path)] + (values[path] ?? []).map(Self.cell)
      }, notes: notes)
  }

  private static func cell(_ value: ResultValue?) -> TableCell {
    switch value {
    case .number(let x): .optional(x)
    case .integer(let n): .integer(n)
    case .text(let text): .text(text)
    case .boolean(let flag): .boolean(flag)
    case .interval(let low, let high): .interval(low, high)
    case .date(let days): .date(days)
    case .missing, nil: .missing
    }
  }
}
