internal import Diagnostics

/// Looks at a file's bytes before anything else does.
enum EncodingCheck {
  /// The length of a byte order mark at the start of the file.
  static func markLength(_ source: SourceFile) -> Int {
    source.bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
  }

  /// Reports the first places that are not UTF-8; they are shown as U+FFFD.
  static func report(in context: ParseContext) {
    guard !ASCII.isAll(context.bytes[...]) else { return }
    let invalid = UTF8Check.invalidRanges(in: context.bytes)
    for (number, range) in invalid.prefix(reportLimit).enumerated() {
      let rest = invalid.count - reportLimit
      let isLast = number == reportLimit - 1 && rest > 0
      context.report(
        .invalidUTF8, range,
        range.count == 1 ? "this byte is not UTF-8" : "these \(range.count) bytes are not UTF-8",
        notes: isLast ? ["\(rest) more places are not UTF-8 either."] : [],
        hint: "save the file as UTF-8")
    }
  }

  private static let reportLimit = 5
}

extension DiagnosticKind {
  static let invalidUTF8 = DiagnosticKind(
    "markdown.invalidUTF8", .error,
    "Notebooks are UTF-8. Bytes that are not are shown as U+FFFD; save the file as UTF-8.")
}
