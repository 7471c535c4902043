internal import Diagnostics

/// What the steps of one parse share: the file, places in it, and what was found wrong with it.
final class ParseContext {
  let source: SourceFile
  let bytes: [UInt8]
  var diagnostics: [Diagnostic] = []
  /// Nobody reads more; a file of another format gives one for every line.
  private static let diagnosticLimit = 1000
  private var locator: Locator

  init(_ source: SourceFile) {
    self.source = source
    bytes = source.bytes
    locator = Locator(source)
  }

  func range(_ lower: Int, _ upper: Int) -> SourceRange { locator.range(lower, upper) }
  func range(_ offsets: Range<Int>) -> SourceRange {
    locator.range(offsets.lowerBound, offsets.upperBound)
  }

  func text(_ offsets: Range<Int>) -> String { String(decoding: bytes[offsets], as: UTF8.self) }
  func located(_ offsets: Range<Int>) -> Located<String> { Located(text(offsets), range(offsets)) }

  /// What was found, in order of place; a diagnostic said twice of one place is kept once.
  var sortedDiagnostics: [Diagnostic] {
    var seen: Set<Diagnostic> = []
    return diagnostics.enumerated()
      .sorted {
        let (a, b) = ($0.element.range?.lower.offset ?? 0, $1.element.range?.lower.offset ?? 0)
        return a == b ? $0.offset < $1.offset : a < b
      }
      .map(\.element).filter { seen.insert($0).inserted }
  }

  /// Notes something wrong at a stretch of the file.
  func report(
    _ kind: DiagnosticKind, _ offsets: Range<Int>, _ message: String, notes: [String] = [],
    hint: String? = nil
  ) {
    guard diagnostics.count < Self.diagnosticLimit else { return }
    diagnostics.append(
      Diagnostic(
        kind, path: source.path, range: range(offsets), message, notes: notes, hint: hint))
  }
}
