/// Finds the names that a query may read, before it is run.
enum SQLNames {
  /// Every word and every quoted name outside texts and comments, each once, in order.
  ///
  /// A superset of the tables: which of the words are frames is known to the session alone.
  static func words(in sql: String) -> [String] {
    let bytes = Array(sql.utf8)
    var words: [String] = []
    var seen: Set<String> = []
    func add(_ slice: ArraySlice<UInt8>) {
      let word = String(decoding: slice, as: UTF8.self)
      if !word.isEmpty, seen.insert(word).inserted { words.append(word) }
    }
    var i = 0
    while i < bytes.count {
      switch bytes[i] {
      case UInt8(ascii: "'"): i = after(bytes[i], bytes, from: i + 1)
      case UInt8(ascii: "\""), UInt8(ascii: "`"):
        let end = after(bytes[i], bytes, from: i + 1)
        add(bytes[i + 1..<max(i + 1, end - 1)])
        i = end
      case UInt8(ascii: "["):
        let end = after(UInt8(ascii: "]"), bytes, from: i + 1)
        add(bytes[i + 1..<max(i + 1, end - 1)])
        i = end
      case UInt8(ascii: "-") where i + 1 < bytes.count && bytes[i + 1] == UInt8(ascii: "-"):
        while i < bytes.count, bytes[i] != 0x0A { i += 1 }
      case UInt8(ascii: "/") where i + 1 < bytes.count && bytes[i + 1] == UInt8(ascii: "*"):
        i += 2
        while i < bytes.count, !(bytes[i] == 0x2F && bytes[i - 1] == 0x2A) { i += 1 }
        i += 1
      case let byte where isWord(byte):
        let start = i
        while i < bytes.count, isWord(bytes[i]) { i += 1 }
        add(bytes[start..<i])
      default: i += 1
      }
    }
    return words
  }

  /// The position after the next `mark`; doubled marks belong to the text.
  private static func after(_ mark: UInt8, _ bytes: [UInt8], from start: Int) -> Int {
    var i = start
    while i < bytes.count {
      if bytes[i] == mark {
        if i + 1 < bytes.count, bytes[i + 1] == mark {
          i += 2
          continue
        }
        return i + 1
      }
      i += 1
    }
    return bytes.count
  }

  private static func isWord(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || byte == 0x5F
      || (0x61...0x7A).contains(byte) || byte >= 0x80
  }
}
