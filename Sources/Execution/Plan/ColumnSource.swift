/// A name that stands for columns, as a graph does for the controls that an estimate needs.
///
/// It answers before anything runs, so that keys are decoded to plain columns and a directive never
/// knows where they came from.
package struct ColumnSource: Sendable {
  package enum Answer: Sendable {
    /// The columns, and a sentence for the page that says why these.
    case columns([String], note: String)
    case none(message: String, hint: String?)
  }

  /// The columns for an estimate of this treatment's effect on this outcome, as far as its keys
  /// name them.
  package let columns: @Sendable (_ treatment: String?, _ outcome: String?) -> Answer

  package init(columns: @escaping @Sendable (String?, String?) -> Answer) {
    self.columns = columns
  }
}

extension DecodingContext {
  /// The nearest binding of a name above, where it stands for columns; recorded as read.
  package mutating func columnSource(named name: String) -> ColumnSource? {
    guard let binding = scope?.nearest(name), let source = scope?.columnSource(binding.key) else {
      return nil
    }
    reads[name] = binding.key
    return source
  }
}
