import FoundationEssentials
import Platform

/// The values that the last run of a notebook computed, as its JSON has them.
package struct LastRun {
  struct Value {
    /// As an inline value writes it: `tau.ate`, `worth.profit[rule]`.
    var path: String
    var number: Double
    /// The cell's name, and its position in its notebook.
    var name: String
    var cell: Int
  }

  private(set) var values: [Value] = []

  /// nil where the file is not there or is not what a run wrote.
  package init?(_ path: String) {
    guard let bytes = try? FileSystem.read(path),
      let page = try? JSONDecoder().decode(Page.self, from: Data(bytes))
    else { return nil }
    for cell in page.cells {
      for (key, value) in cell.values.sorted(by: { $0.key < $1.key }) {
        guard let number = value.number, number.isFinite else { continue }
        values.append(
          Value(
            path: cell.name + (key.hasPrefix("[") ? key : "." + key), number: number,
            name: cell.name, cell: cell.index))
      }
    }
  }

  private struct Page: Decodable {
    struct Cell: Decodable {
      var index: Int
      var name: String
      var values: [String: Number]
    }
    var cells: [Cell]
  }

  /// A value that may be a number; anything else counts as none.
  private struct Number: Decodable {
    var number: Double?

    init(from decoder: any Decoder) throws {
      number = try? decoder.singleValueContainer().decode(Double.self)
    }
  }
}
