import Diagnostics
import Execution
import Frames

/// A column that has to be numeric, with its missing values counted.
enum NumericColumn {
  /// The values of a column as doubles, NaN where missing; an error where it holds text.
  static func values(
    _ reference: ColumnReference, role: String, in frame: Frame, _ context: RunContext
  ) throws(Diagnostic) -> [Double] {
    let column = try context.column(reference, in: frame)
    if let values = column.doubles { return values }
    let example = column.firstValue.text
    throw context.error(
      .notNumeric, at: reference.range,
      "the \(role) “\(column.name)” holds \(column.isTemporal ? "dates" : "text"), and a number is needed",
      notes: example.isEmpty ? [] : ["The first value is “\(example)”."],
      hint: column.levelView.levels.count == 2
        ? "recode its two levels to 0 and 1 with transform" : "declare its type with load's types:")
  }

  /// Values of the given rows.
  static func taking(_ values: [Double], _ rows: [Int]) -> [Double] { rows.map { values[$0] } }

  /// One flag for each of `rows`: whether every column has a value there.
  static func complete(_ columns: [[Double]], rows: [Int]) -> [Bool] {
    var keep = [Bool](repeating: true, count: rows.count)
    for column in columns {
      for (index, row) in rows.enumerated() where column[row].isNaN { keep[index] = false }
    }
    return keep
  }
}

extension DiagnosticKind {
  static let notNumeric = DiagnosticKind(
    "column.notNumeric", .error, "A column of text or dates stands where a number is needed.")
}

/// The kinds of diagnostic that the directives' shared support raises.
package enum SupportDiagnostics {
  package static let all: [DiagnosticKind] = [
    .invalidExpression, .constantTreatment, .continuousTreatment, .missingControl, .unknownLevel,
    .notNumeric, .repeatedColumn, .noAdjustmentSet, .hiddenColumn, .inSamplePropensity,
  ]
}
