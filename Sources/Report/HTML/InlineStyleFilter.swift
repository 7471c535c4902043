/// Keeps the declarations of a `style` attribute that change how an element looks and no more.
///
/// Nothing may load (`url`), lie over the rest of the page (`position`, negative lengths), or hide
/// what follows: a property that is not listed goes, as does a value with any unusual character.
enum InlineStyleFilter {
  /// The declarations that may stay, written anew.
  static func clean(_ style: String) -> String {
    var kept: [String] = []
    for declaration in style.split(separator: ";").prefix(30) {
      let parts = declaration.split(separator: ":", maxSplits: 1)
      guard parts.count == 2 else { continue }
      let property = trimmed(parts[0]).lowercased()
      let value = trimmed(parts[1])
      if properties.contains(property), isPlain(value) { kept.append("\(property):\(value)") }
    }
    return kept.joined(separator: ";")
  }

  private static let properties: Set<String> = [
    "text-align", "color", "background-color", "width", "max-width", "height", "max-height",
    "margin", "margin-top", "margin-right", "margin-bottom", "margin-left", "padding",
    "padding-top", "padding-right", "padding-bottom", "padding-left", "border", "border-top",
    "border-right", "border-bottom", "border-left", "border-collapse", "border-radius",
    "border-color", "border-style", "border-width", "font-size", "font-style", "font-weight",
    "font-variant", "line-height", "letter-spacing", "text-decoration", "text-indent",
    "text-transform", "vertical-align", "white-space", "list-style-type", "columns",
    "column-count", "opacity",
  ]

  /// Words, numbers, percentages and colours; no function but those of colours, nothing negative.
  private static func isPlain(_ value: String) -> Bool {
    guard !value.isEmpty, value.utf8.count <= 100 else { return false }
    var previous: UInt8 = 0
    for byte in value.utf8 {
      let isDigit = (0x30...0x39).contains(byte)
      if isDigit || byte == UInt8(ascii: "."), previous == UInt8(ascii: "-") { return false }
      switch byte {
      case UInt8(ascii: " "), UInt8(ascii: "#"), UInt8(ascii: "%"), UInt8(ascii: "."),
        UInt8(ascii: ","), UInt8(ascii: "-"), UInt8(ascii: "("), UInt8(ascii: ")"):
        break
      default: if !isDigit, !ASCIICase.isLetter(byte) { return false }
      }
      previous = byte
    }
    let functions = value.lowercased().split(separator: "(", omittingEmptySubsequences: false)
    return functions.dropLast().allSatisfy { piece in
      ["rgb", "rgba", "hsl", "hsla"].contains { piece == $0 || piece.hasSuffix(" " + $0) }
    }
  }

  private static func trimmed(_ text: Substring) -> String {
    var text = text
    while let first = text.first, first.isWhitespace { text.removeFirst() }
    while let last = text.last, last.isWhitespace { text.removeLast() }
    return String(text)
  }
}
