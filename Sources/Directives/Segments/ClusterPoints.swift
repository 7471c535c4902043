import Causal
import Diagnostics
import Execution
import Frames
import NotebookSyntax
import Numerics

/// Columns of a frame as points for clustering: numbers, and 0/1 columns for levels.
struct ClusterPoints: Sendable {
  let points: PointSet
  /// Positions in the frame of the rows with a value in every column.
  let rows: [Int]
  /// For each column its share of the sum of squared distances.
  let distanceShares: [(name: String, share: Double)]
  /// Columns with one value, which are left out.
  let constant: [String]

  private static let mostLevels = 30

  /// - Parameter isScaled: divide each by its standard deviation.
  init(
    _ references: [ColumnReference], in frame: Frame, isScaled: Bool, _ context: RunContext
  ) throws(Diagnostic) {
    let names = references.map(\.name)
    let complete = frame.complete(names)
    let rows = (0..<frame.rowCount).filter { complete[$0] }
    var axes: [(name: String, values: [Double])] = []
    for reference in references {
      axes += try Self.axes(reference, frame, rows, context)
    }
    var kept: [[Double]] = []
    var shares: [String: Double] = [:]
    var constant: [String] = []
    for axis in axes {
      let moments = Moments(axis.values)
      let spread = moments.standardDeviation
      guard spread.isFinite, spread > abs(moments.mean) * 1e-12 else {
        if !constant.contains(axis.name) { constant.append(axis.name) }
        continue
      }
      let scale = isScaled ? spread : 1
      kept.append(axis.values.map { ($0 - moments.mean) / scale })
      shares[axis.name, default: 0] += (spread / scale) * (spread / scale)
    }
    guard !kept.isEmpty, !rows.isEmpty else {
      throw context.error(
        .emptySegments, at: references.first?.range,
        rows.isEmpty
          ? "no row has a value in every column" : "every column has one value in all rows",
        hint: "name other columns with columns:")
    }
    var values = [Double](repeating: 0, count: kept.count * rows.count)
    for (axis, column) in kept.enumerated() {
      for row in column.indices { values[row * kept.count + axis] = column[row] }
    }
    let total = shares.values.reduce(0, +)
    points = PointSet(values: values, dimension: kept.count)
    self.rows = rows
    distanceShares = names.compactMap { name in shares[name].map { (name, $0 / total) } }
    self.constant = constant.filter { shares[$0] == nil }
  }

  private static func axes(
    _ reference: ColumnReference, _ frame: Frame, _ rows: [Int], _ context: RunContext
  ) throws(Diagnostic) -> [(name: String, values: [Double])] {
    let column = try context.column(reference, in: frame)
    if let values = column.doubles {
      let own = rows.map { values[$0] }
      guard own.allSatisfy(\.isFinite) else {
        throw context.error(
          .unjudgeable, at: reference.range, "“\(reference.name)” has values that are not finite",
          hint: "filter or clip them with transform")
      }
      return [(reference.name, own)]
    }
    let view = column.levelView
    guard case .category = column.storage, view.levels.count <= mostLevels else {
      throw context.error(
        .notClusterable, at: reference.range,
        "“\(reference.name)” is neither a number nor a category of at most \(mostLevels) levels",
        hint: "derive a number from it with transform, or leave it out")
    }
    return view.levels.indices.map { level in
      (reference.name, rows.map { view.codes[$0] == Int32(level) ? 1 : 0 })
    }
  }
}

extension DiagnosticKind {
  static let notClusterable = DiagnosticKind(
    "segment.column", .error, "A column of dates, text or very many levels gives no distances.")
}
