import Diagnostics
import Execution
import Frames
import Numerics

/// Rows on which a model says more than it has seen: numbers beyond those that it was fitted on.
enum Extrapolation {
  /// From so many rows on it is a warning, and not only a note: one in a hundred, and more than three
  /// times what chance gives, since of each feature two in n + 1 new rows lie beyond n fitted ones.
  private static func limit(rows: Int, features: Int, fitted: Int) -> Double {
    let expected = Double(rows) * Double(features) * 2 / Double(fitted + 1)
    return max(0.01 * Double(rows), 3 * expected + 3)
  }

  /// Looks for rows outside the fitted ranges; warns where they are many, and says how many.
  ///
  /// - Returns: sentences for the result; empty where every row is inside.
  static func check(
    _ model: FittedEffect, name: String?, on frame: Frame, _ context: RunContext
  ) -> [String] {
    // A row that cannot be encoded is reported by whoever predicts for it.
    guard let rows = try? model.rows(of: frame, forEffects: true).rows else { return [] }
    let matrix = rows.controls.map { rows.features.appending($0) } ?? rows.features
    let outside = model.encoder.outside(matrix)
    guard outside.rows > 0, matrix.rowCount > 0 else { return [] }
    let limit = limit(
      rows: matrix.rowCount, features: matrix.columnCount, fitted: model.provenance.rows)
    let worst = outside.features.sorted { ($1.1, $0.0) < ($0.1, $1.0) }.prefix(3)
      .map { "\($0.0) in \(NumberFormat.count($0.1))" }.joined(separator: ", ")
    let subject = name.map { "“\($0)”" } ?? "the model"
    let count = CountText.rowsAre(outside.rows)
    if Double(outside.rows) >= limit {
      context.warn(
        .extrapolation,
        "\(count) outside the range that \(subject) was fitted on (\(worst))",
        hint: "leave them out with where:, or compare the frames with balance")
    }
    return [
      "\(count) outside the range that \(subject) was fitted on (\(worst)): predictions there are extrapolated."
    ]
  }
}

extension DiagnosticKind {
  static let extrapolation = DiagnosticKind(
    "model.extrapolation", .warning,
    "More rows than chance explains, and at least one in a hundred, have a number beyond those that the model was fitted on, so that their predictions are extrapolated."
  )
}
