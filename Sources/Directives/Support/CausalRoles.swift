import Execution
import NotebookSyntax

/// The columns that play the parts of an effect's estimation.
struct CausalRoles: Sendable {
  var outcome: ColumnReference
  var treatment: TreatmentReference
  var control: Located<String>?
  var arms: [Located<String>]?
  var features: [ColumnReference]
  var controls: [ColumnReference]
  var weights: ColumnReference?
  var propensity: PropensityReference?
  var cluster: ColumnReference?
  /// Which rows are used; all where there is none.
  var condition: SQLExpression?
}
