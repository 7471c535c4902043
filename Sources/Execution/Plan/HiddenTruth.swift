/// Columns that hold a simulation's truth: their names start with an underscore, and real data have
/// none.
package enum HiddenTruth {
  /// Whether a column of truth is unknown rather than misspelt: its name is hidden, and no column's is.
  ///
  /// So one notebook serves real data and the simulation that stands in for them.
  package static func isUnknown(_ name: String, among names: [String]) -> Bool {
    name.hasPrefix("_") && !names.contains { $0.hasPrefix("_") }
  }
}
