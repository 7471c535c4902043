/// What the value of an attribute may be.
enum HTMLAttributeFilter {
  /// The value escaped for double quotes; "" for an attribute without one; nil to leave it out.
  static func value(_ raw: String, of attribute: String) -> String? {
    switch attribute {
    case "href":
      // Browsers decode references before they look for a scheme, so we do.
      let address = HTMLReferences.decode(raw)
      guard let safe = LinkPolicy.address(address), !safe.isEmpty else { return nil }
      return escape(safe)
    case "style":
      let style = InlineStyleFilter.clean(HTMLReferences.decode(raw))
      return style.isEmpty ? nil : escape(style)
    case "open", "reversed": return ""
    case "width", "height", "colspan", "rowspan", "span", "start", "value":
      let isNumber = !raw.isEmpty && raw.utf8.count <= 5 && raw.utf8.allSatisfy(isDigit)
      return isNumber ? raw : nil
    case "id":
      let isPlain = !raw.isEmpty && raw.unicodeScalars.allSatisfy { !$0.properties.isWhitespace }
      return isPlain ? HTMLReferences.escape(ArraySlice(raw.utf8)) : nil
    case "dir": return oneOf(raw, ["ltr", "rtl", "auto"])
    case "scope": return oneOf(raw, ["row", "col", "rowgroup", "colgroup"])
    case "aria-hidden": return oneOf(raw, ["true", "false"])
    default: return raw.isEmpty ? nil : HTMLReferences.escape(ArraySlice(raw.utf8))
    }
  }

  /// A bitmap, or a drawing that can run nothing where it is shown as an image, in base 64.
  static func isDataImage(_ address: String) -> Bool {
    let kinds = ["png", "jpeg", "gif", "webp", "svg+xml"]
    guard let kind = kinds.first(where: { address.hasPrefix("data:image/\($0);base64,") }) else {
      return false
    }
    return address.utf8.dropFirst("data:image/;base64,".utf8.count + kind.utf8.count).allSatisfy {
      ASCIICase.isLetter($0) || isDigit($0) || $0 == UInt8(ascii: "+") || $0 == UInt8(ascii: "/")
        || $0 == UInt8(ascii: "=")
    }
  }

  private static func oneOf(_ raw: String, _ values: [String]) -> String? {
    values.contains(raw.lowercased()) ? raw.lowercased() : nil
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

  /// Escapes text without references.
  private static func escape(_ text: String) -> String {
    var out = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": out += "&amp;"
      case "<": out += "&lt;"
      case ">": out += "&gt;"
      case "\"": out += "&quot;"
      default: out.unicodeScalars.append(scalar)
      }
    }
    return out
  }
}
