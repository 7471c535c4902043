package import Diagnostics

/// One line of `expect`: what must hold.
package struct Expectation: Sendable {
  package enum Subject: Sendable {
    case value(ValueExpression)
    /// A SQL aggregate over the rows of a frame: `max(abs(profit - cost)) in random`.
    case aggregate(Located<String>, frame: Located<String>)
  }
  package enum Check: Sendable {
    /// The subject itself is true, or not zero.
    case holds
    case comparison(ValueExpression.Operator, ValueExpression)
    /// |subject − target| ≤ tolerance · |target|, or ≤ tolerance where the target is 0.
    case within(tolerance: ValueExpression, of: ValueExpression)
    /// low ≤ subject ≤ high.
    case between(low: ValueExpression, high: ValueExpression)
    /// The text could not be parsed; a diagnostic says why.
    case invalid
  }
  package var subject: Subject
  package var check: Check
  /// As written.
  package var source: String
  package var range: SourceRange

  package init(subject: Subject, check: Check, source: String, range: SourceRange) {
    self.subject = subject
    self.check = check
    self.source = source
    self.range = range
  }
}
