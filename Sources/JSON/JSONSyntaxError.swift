/// Where a text stops being JSON, and why.
package struct JSONSyntaxError: Error, Sendable, Equatable, CustomStringConvertible {
  /// From 1.
  package let line: Int
  /// In bytes, from 1.
  package let column: Int
  /// What is wrong, as "a comma or ] is missing".
  package let problem: String

  package var description: String { "line \(line), column \(column): \(problem)" }
}
