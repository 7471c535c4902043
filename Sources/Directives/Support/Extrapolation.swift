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
    guard let finding = finding(model, on: frame) else { return [] }
    return [finding.told(of: name.map { "“\($0)” was" } ?? "the model was", context)]
  }

  /// The same for several models: those that were fitted on the same ranges share a sentence.
  static func check(
    _ models: [(name: String, model: FittedEffect)], on frame: Frame, _ context: RunContext
  ) -> [String] {
    var found: [(finding: Finding, names: [String])] = []
    for (name, model) in models {
      guard let finding = finding(model, on: frame) else { continue }
      if let same = found.firstIndex(where: { $0.finding == finding }) {
        found[same].names.append("“\(name)”")
      } else {
        found.append((finding, ["“\(name)”"]))
      }
    }
    return found.map { finding, names in
      let last = names[names.count - 1]
      let subject =
        names.count == 1
        ? "\(last) was" : "\(names.dropLast().joined(separator: ", ")) and \(last) were"
      return finding.told(of: subject, context)
    }
  }

  /// How many rows are beyond, where, and whether that is more than chance would have it.
  private struct Finding: Equatable {
    let rows: Int
    let worst: String
    let isMany: Bool

    /// Warns where they are many; the sentence.
    func told(of subject: String, _ context: RunContext) -> String {
      let text =
        "\(CountText.rowsAre(rows)) outside the range that \(subject) fitted on (\(worst))"
      if isMany {
        context.warn(
          .extrapolation, text,
          hint: "leave them out with where:, or compare the frames with balance")
      }
      return text + ": predictions there are extrapolated."
    }
  }

  private static func finding(_ model: FittedEffect, on frame: Frame) -> Finding? {
    // A row that cannot be encoded is reported by whoever predicts for it.
    guard let rows = try? model.rows(of: frame, forEffects: true).rows else { return nil }
    let matrix = rows.controls.map { rows.features.appending($0) } ?? rows.features
    let outside = model.encoder.outside(matrix)
    guard outside.rows > 0, matrix.rowCount > 0 else { return nil }
    let limit = limit(
      rows: matrix.rowCount, features: matrix.columnCount, fitted: model.provenance.rows)
    return Finding(
      rows: outside.rows,
      worst: outside.features.sorted { ($1.1, $0.0) < ($0.1, $1.0) }.prefix(3)
        .map { "\($0.0) in \(NumberFormat.count($0.1))" }.joined(separator: ", "),
      isMany: Double(outside.rows) >= limit)
  }
}

extension DiagnosticKind {
  static let extrapolation = DiagnosticKind(
    "model.extrapolation", .warning,
    "More rows than chance explains, and at least one in a hundred, have a number beyond those that the model was fitted on, so that their predictions are extrapolated."
  )
}
