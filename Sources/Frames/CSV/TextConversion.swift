/// Byte order marks, conversion to UTF-8, and its validation.
enum TextConversion {
  static func byteOrderMark(_ bytes: Span<UInt8>) -> (encoding: TextEncoding, length: Int)? {
    if bytes.count >= 3, bytes[0] == 0xEF, bytes[1] == 0xBB, bytes[2] == 0xBF { return (.utf8, 3) }
    if bytes.count >= 2, bytes[0] == 0xFF, bytes[1] == 0xFE { return (.utf16LittleEndian, 2) }
    if bytes.count >= 2, bytes[0] == 0xFE, bytes[1] == 0xFF { return (.utf16BigEndian, 2) }
    return nil
  }

  /// The text from `start` on as UTF-8; nil where UTF-16 is cut off or has a lone surrogate.
  static func utf8(_ bytes: Span<UInt8>, from start: Int, encoding: TextEncoding) -> [UInt8]? {
    var output: [UInt8] = []
    output.reserveCapacity(bytes.count + bytes.count / 8)
    switch encoding {
    case .utf8:
      for i in start..<bytes.count { output.append(bytes[i]) }
    case .latin1:
      for i in start..<bytes.count { append(Unicode.Scalar(bytes[i]), to: &output) }
    case .windows1252:
      for i in start..<bytes.count {
        let byte = bytes[i]
        let isControl = (0x80...0x9F).contains(byte)
        append(isControl ? windows1252[Int(byte) - 0x80] : Unicode.Scalar(byte), to: &output)
      }
    case .utf16, .utf16LittleEndian, .utf16BigEndian:
      let low = encoding == .utf16BigEndian ? 1 : 0
      guard (bytes.count - start) % 2 == 0 else { return nil }
      var units: [UInt16] = []
      units.reserveCapacity((bytes.count - start) / 2)
      for i in stride(from: start, to: bytes.count, by: 2) {
        units.append(UInt16(bytes[i + low]) | UInt16(bytes[i + 1 - low]) << 8)
      }
      var decoder = UTF16()
      var iterator = units.makeIterator()
      decoding: while true {
        switch decoder.decode(&iterator) {
        case .scalarValue(let scalar): append(scalar, to: &output)
        case .emptyInput: break decoding
        case .error: return nil
        }
      }
    }
    return output
  }

  /// What Windows-1252 has at 0x80 to 0x9F; its five free places stay the control characters.
  private static let windows1252: [Unicode.Scalar] = [
    "€", "\u{81}", "‚", "ƒ", "„", "…", "†", "‡", "ˆ", "‰", "Š", "‹", "Œ", "\u{8D}", "Ž", "\u{8F}",
    "\u{90}", "‘", "’", "“", "”", "•", "–", "—", "˜", "™", "š", "›", "œ", "\u{9D}", "ž", "Ÿ",
  ]

  private static func append(_ scalar: Unicode.Scalar, to output: inout [UInt8]) {
    if scalar.isASCII {
      output.append(UInt8(truncatingIfNeeded: scalar.value))
    } else {
      output.append(contentsOf: Array(String(scalar).utf8))
    }
  }

  /// The position of the first byte that is not UTF-8; nil where all is.
  ///
  /// Rejects overlong forms, surrogates and values past U+10FFFF (Unicode 15, table 3-7).
  static func firstInvalid(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Int? {
    var i = range.lowerBound
    let end = range.upperBound
    let raw = unsafe bytes.bytes
    while i < end {
      if i + 8 <= end,
        unsafe raw.unsafeLoadUnaligned(fromByteOffset: i, as: UInt64.self) & 0x8080_8080_8080_8080
          == 0
      {
        i += 8
        continue
      }
      let lead = bytes[i]
      if lead < 0x80 {
        i += 1
        continue
      }
      let (length, low, high) = sequence(lead)
      guard length > 0, i + length <= end, bytes[i + 1] >= low, bytes[i + 1] <= high else {
        return i
      }
      for offset in 2..<max(length, 2) where bytes[i + offset] & 0xC0 != 0x80 { return i }
      i += length
    }
    return nil
  }

  /// The length of a sequence by its lead byte, and the range of its second byte.
  private static func sequence(_ lead: UInt8) -> (length: Int, low: UInt8, high: UInt8) {
    switch lead {
    case 0xC2...0xDF: (2, 0x80, 0xBF)
    case 0xE0: (3, 0xA0, 0xBF)
    case 0xED: (3, 0x80, 0x9F)
    case 0xE1...0xEF: (3, 0x80, 0xBF)
    case 0xF0: (4, 0x90, 0xBF)
    case 0xF1...0xF3: (4, 0x80, 0xBF)
    case 0xF4: (4, 0x80, 0x8F)
    default: (0, 0, 0)
    }
  }
}
