import Platform
import Testing

/// Compares texts with files beside the tests.
///
/// `UPDATE_GOLDEN=1` rewrites the files, and that run fails, so that nothing is recorded unseen.
package enum Golden {
  /// The folder of golden files of a test file: `Goldens` beside it unless named otherwise.
  package static func folder(beside file: String, named name: String = "Goldens") -> String {
    Path.join(Path.parent(file), name)
  }

  /// Expects `text` to be the content of the file at `path`.
  ///
  /// With `rounding`, numbers are compared to six significant digits: BLAS differs in the last
  /// ones between processors.
  package static func compare(
    _ text: String, with path: String, rounding: Bool = false,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    if Machine.environment("UPDATE_GOLDEN") == "1" {
      do throws(FileError) {
        try FileSystem.makeDirectory(Path.parent(path))
        try FileSystem.writeAtomically(text, to: path)
        Issue.record(
          "\(Path.name(path)) was recorded; look at it and run again",
          sourceLocation: sourceLocation)
      } catch {
        Issue.record("\(path): \(error)", sourceLocation: sourceLocation)
      }
      return
    }
    guard let bytes = try? FileSystem.read(path) else {
      Issue.record(
        "\(path) is not there; record it with UPDATE_GOLDEN=1", sourceLocation: sourceLocation)
      return
    }
    let expected = String(decoding: bytes, as: UTF8.self)
    let (a, b) =
      rounding ? (GoldenText.rounded(text), GoldenText.rounded(expected)) : (text, expected)
    if a != b {
      Issue.record(
        "\(Path.name(path)) differs: \(difference(a, b))", sourceLocation: sourceLocation)
    }
  }

  private static func difference(_ text: String, _ expected: String) -> String {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    let wanted = expected.split(separator: "\n", omittingEmptySubsequences: false)
    guard let first = zip(lines, wanted).enumerated().first(where: { $1.0 != $1.1 }) else {
      return "\(lines.count) lines for \(wanted.count)"
    }
    return
      "line \(first.offset + 1):\n  is     \(first.element.0.prefix(300))\n  wanted \(first.element.1.prefix(300))"
  }
}

/// Text with its decimal numbers rounded, so that machines may differ in the last digits.
package enum GoldenText {
  /// Every decimal number with a point, to six significant digits; all else as it stands.
  package static func rounded(_ text: String) -> String {
    var out: [UInt8] = []
    let bytes = Array(text.utf8)
    out.reserveCapacity(bytes.count)
    var i = 0
    while i < bytes.count {
      guard isDigit(bytes[i]), i == 0 || !isWord(bytes[i - 1]) else {
        out.append(bytes[i])
        i += 1
        continue
      }
      var end = i
      while end < bytes.count, isDigit(bytes[end]) || bytes[end] == UInt8(ascii: ".") { end += 1 }
      if end + 1 < bytes.count, bytes[end] == UInt8(ascii: "e") {
        var exponent = end + 1
        if bytes[exponent] == UInt8(ascii: "-") || bytes[exponent] == UInt8(ascii: "+") {
          exponent += 1
        }
        let start = exponent
        while exponent < bytes.count, isDigit(bytes[exponent]) { exponent += 1 }
        if exponent > start { end = exponent }
      }
      let number = String(decoding: bytes[i..<end], as: UTF8.self)
      if number.contains("."), let value = Double(number) {
        out += Array(sixDigits(value).utf8)
      } else {
        out += bytes[i..<end]
      }
      i = end
    }
    return String(decoding: out, as: UTF8.self)
  }

  private static func sixDigits(_ value: Double) -> String {
    guard value != 0, value.isFinite else { return "0" }
    var scaled = value
    var exponent = 0
    while scaled >= 10 { (scaled, exponent) = (scaled / 10, exponent + 1) }
    while scaled < 1 { (scaled, exponent) = (scaled * 10, exponent - 1) }
    return "\(Int((scaled * 100_000).rounded()))e\(exponent)"
  }

  private static func isDigit(_ byte: UInt8) -> Bool { byte &- 48 < 10 }
  private static func isWord(_ byte: UInt8) -> Bool {
    isDigit(byte) || (byte | 32) &- 97 < 26 || byte == UInt8(ascii: "#")
      || byte == UInt8(ascii: ".")
  }
}
