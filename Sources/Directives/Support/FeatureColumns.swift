import Diagnostics
import Execution
import Frames
import Learners

/// The columns of a frame as features of a model.
enum FeatureColumns {
  /// The named columns for these rows: numbers (booleans as 0 and 1), and categories.
  ///
  /// Throws a located diagnostic for free text, for dates, and for a name given twice.
  static func columns(
    _ references: [ColumnReference], in frame: Frame, rows: [Int], _ context: RunContext
  ) throws(Diagnostic) -> [FeatureColumn] {
    var columns: [FeatureColumn] = []
    for reference in references {
      if columns.contains(where: { $0.name == reference.name }) {
        throw context.error(
          .repeatedFeature, at: reference.range, "“\(reference.name)” is named twice")
      }
      let column = try context.column(reference, in: frame)
      guard let feature = feature(column, rows: rows) else {
        if rows.allSatisfy({ column.isMissing($0) }) { throw empty(reference, context) }
        throw context.error(
          .unsuitedFeature, at: reference.range,
          "the feature “\(column.name)” holds \(column.isTemporal ? "dates" : "free text"), which no model takes",
          hint: column.isTemporal
            ? "derive a number from it with transform"
            : "make it a category with load's types: or transform's cast:, or leave it out")
      }
      columns.append(feature)
    }
    return columns
  }

  /// The column's values at these rows; nil for text and dates.
  static func feature(_ column: Column, rows: [Int]) -> FeatureColumn? {
    if case .category(let codes, let levels) = column.storage {
      let isMissing = column.missing?.flags
      return FeatureColumn(
        name: column.name,
        values: .categorical(
          codes: rows.map { isMissing?[$0] ?? false ? -1 : codes[$0] }, levels: levels))
    }
    return column.doubles.map { values in
      FeatureColumn(name: column.name, values: .numeric(rows.map { values[$0] }))
    }
  }

  /// Refuses features that cannot help, or that give the answer away.
  ///
  /// A constant one carries nothing; one that equals the outcome or the treatment would explain
  /// it perfectly.
  static func check(
    _ features: [FeatureColumn], _ references: [ColumnReference], outcome: [Double],
    outcomeName: String, treatment: TreatmentArms, _ context: RunContext
  ) throws(Diagnostic) {
    for (feature, reference) in zip(features, references) {
      if feature.name == outcomeName || feature.name == treatment.column {
        throw context.error(
          .leakingFeature, at: reference.range,
          "“\(feature.name)” is the \(feature.name == outcomeName ? "outcome" : "treatment") and cannot be a feature",
          hint: "remove it from the list")
      }
      switch feature.values {
      case .numeric(let values):
        if values.allSatisfy(\.isNaN) { throw empty(reference, context) }
        if isConstant(values) { throw constant(reference, context) }
        if values == outcome {
          throw context.error(
            .leakingFeature, at: reference.range,
            "“\(feature.name)” equals the outcome in every row", hint: "remove it from the list")
        }
        if values == treatment.doses ?? treatment.codes.map({ Double($0) }) {
          throw context.error(
            .leakingFeature, at: reference.range,
            "“\(feature.name)” equals the treatment in every row", hint: "remove it from the list")
        }
      case .categorical(let codes, _):
        guard let first = codes.first(where: { $0 >= 0 }) else { throw empty(reference, context) }
        if codes.allSatisfy({ $0 == first }) { throw constant(reference, context) }
      }
    }
  }

  private static func isConstant(_ values: [Double]) -> Bool {
    guard let first = values.first else { return false }
    return values.allSatisfy { $0 == first }
  }

  private static func empty(_ reference: ColumnReference, _ context: RunContext) -> Diagnostic {
    context.error(
      .emptyFeature, at: reference.range, "“\(reference.name)” has no value in any used row",
      hint: "remove it from the list")
  }

  private static func constant(_ reference: ColumnReference, _ context: RunContext) -> Diagnostic {
    context.error(
      .constantFeature, at: reference.range,
      "“\(reference.name)” has the same value in every used row", hint: "remove it from the list")
  }
}

extension DiagnosticKind {
  static let repeatedFeature = DiagnosticKind(
    "feature.repeated", .error, "A column is named twice among the features and controls.")
  static let unsuitedFeature = DiagnosticKind(
    "feature.unsuited", .error,
    "A feature holds free text or dates. Categories and numbers can be features.")
  static let leakingFeature = DiagnosticKind(
    "feature.leak", .error,
    "A feature is the outcome or the treatment, or equals one of them in every row.")
  static let emptyFeature = DiagnosticKind(
    "feature.empty", .error, "A feature has no value in any of the used rows.")
  static let constantFeature = DiagnosticKind(
    "feature.constant", .error,
    "A feature has one value in all used rows, and so says nothing about differences.")
}
