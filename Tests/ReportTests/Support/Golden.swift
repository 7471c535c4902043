import Platform
import Testing

/// Compares a text with a file beside the tests.
///
/// `UPDATE_GOLDEN=1` rewrites the file, and that run
/// fails, so that nothing is recorded unseen.
func expectGolden(
  _ text: String, _ name: String, sourceLocation: SourceLocation = #_sourceLocation
) throws {
  let folder = Path.join(Path.parent(Path.parent(#filePath)), "Goldens")
  let path = Path.join(folder, name)
  if Machine.environment("UPDATE_GOLDEN") == "1" {
    try FileSystem.writeAtomically(text, to: path)
    Issue.record("\(name) was recorded; look at it and run again", sourceLocation: sourceLocation)
    return
  }
  let expected = String(decoding: try FileSystem.read(path), as: UTF8.self)
  if text == expected { return }
  let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
  let wanted = expected.split(separator: "\n", omittingEmptySubsequences: false)
  let first = zip(lines, wanted).enumerated().first { $1.0 != $1.1 }
  let difference =
    first.map { "line \($0 + 1):\n  is     \($1.0.prefix(300))\n  wanted \($1.1.prefix(300))" }
    ?? "\(lines.count) lines for \(wanted.count)"
  Issue.record("\(name) differs: \(difference)", sourceLocation: sourceLocation)
}
