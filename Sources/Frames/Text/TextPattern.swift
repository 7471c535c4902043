@unsafe @preconcurrency import Glibc

/// A POSIX extended regular expression, compiled by the C library.
@safe package final class TextPattern {
  private let compiled: UnsafeMutablePointer<regex_t>

  /// nil where the text is no regular expression.
  package init?(_ pattern: String) {
    unsafe compiled = .allocate(capacity: 1)
    unsafe compiled.initialize(to: regex_t())
    guard unsafe regcomp(compiled, pattern, REG_EXTENDED | REG_NOSUB) == 0 else {
      unsafe compiled.deallocate()
      return nil
    }
  }

  deinit {
    unsafe regfree(compiled)
    unsafe compiled.deallocate()
  }

  /// Whether the pattern occurs somewhere in the text; `^` and `$` tie it to the ends.
  package func matches(_ text: String) -> Bool {
    unsafe regexec(compiled, text, 0, nil, 0) == 0
  }
}
