/// Why a query or an expression could not be evaluated.
package struct SQLError: Error, Sendable, Hashable {
  package enum Kind: Sendable, Hashable {
    /// The text is not SQL, or names what is not there.
    case invalid
    /// The text is SQL, but not one SELECT that only reads.
    case forbidden
    /// The query did more work than the limit allows.
    case tooLong
    /// `:name` has no value.
    case unknownParameter(String)
    /// An expression over rows gives another number of values than there are rows.
    case notOnePerRow
    /// A condition gives text.
    case notACondition
    /// A frame cannot be a table, such as one whose columns differ in case alone.
    case unsupported
  }

  package let kind: Kind
  /// One headline without a full stop.
  package let message: String
  /// The byte of the given text where the trouble is, from 0; nil where it is nowhere in it.
  package let offset: Int?

  init(_ kind: Kind, _ message: String, offset: Int? = nil) {
    self.kind = kind
    self.message = message
    self.offset = offset
  }

  /// The same error in a text that lies `prefix` bytes into the one that was run.
  func shifted(by prefix: Int, length: Int) -> SQLError {
    guard let offset else { return self }
    return SQLError(kind, message, offset: min(max(0, offset - prefix), length))
  }
}
