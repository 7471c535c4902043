import Execution
import Frames

/// What `truth:` names, where the data have it.
enum KnownTruth {
  /// Said where `truth:` names a hidden column and the data have none.
  static let absence =
    "No truth is known of these data: they have no columns whose names start with an underscore."

  /// The column; nil where none is asked for, or the data are real and have none.
  static func column(_ reference: ColumnReference?, in frame: Frame) -> ColumnReference? {
    guard let reference, !isUnknown(reference.name, in: frame) else { return nil }
    return reference
  }

  /// The sentence about a truth that was asked for and is not known.
  static func notes(_ reference: ColumnReference?, in frame: Frame) -> [String] {
    guard let reference, isUnknown(reference.name, in: frame) else { return [] }
    return [absence]
  }

  /// The expression; nil where none is asked for, or it reads hidden columns and the data have none.
  static func expression(_ expression: SQLExpression?, in frame: Frame) -> SQLExpression? {
    guard let expression, !names(in: expression.text).contains(where: { isUnknown($0, in: frame) })
    else { return nil }
    return expression
  }

  private static func isUnknown(_ name: String, in frame: Frame) -> Bool {
    HiddenTruth.isUnknown(name, among: frame.columns.map(\.name))
  }

  /// The words of an expression that could be names of columns.
  private static func names(in text: String) -> [String] {
    text.split { !($0.isLetter || $0.isNumber || $0 == "_") }.map(String.init)
  }
}
