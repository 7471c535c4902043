extension BlockBuilder {
  /// `sec:data` of a heading that ends with ` {#sec:data}`, as in Pandoc; it is taken off.
  func takeName(of heading: inout [Inline]) -> String? {
    guard let last = heading.last, case .text(let text) = last.kind, text.hasSuffix("}"),
      let start = text.ranges(of: "{#").last
    else { return nil }
    let name = text[start.upperBound...].dropLast()
    var kept = text[..<start.lowerBound]
    guard !name.isEmpty, name.unicodeScalars.allSatisfy(Self.isNamePart),
      kept.isEmpty ? heading.count > 1 : kept.last == " "
    else { return nil }
    while kept.last == " " { kept.removeLast() }
    heading.removeLast()
    if !kept.isEmpty {
      let removed = text.utf8.count - kept.utf8.count
      let range = context.range(last.range.lower.offset, last.range.upper.offset - removed)
      heading.append(Inline(.text(String(kept)), range))
    }
    return String(name)
  }

  private static func isNamePart(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.isAlphabetic || scalar.properties.numericType != nil
      || [":", "-", "_", "."].contains(scalar)
  }
}
