import Execution

/// Keys that the kinds of `test` have in common.
enum TestParameters {
  static let x = Parameter<ColumnReference>("x", .column, "The column that is tested.")
  static let by = Parameter<ColumnReference>(
    "by", .column, "The column of groups that are compared.")
}
