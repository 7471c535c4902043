/// Finds bytes that are not UTF-8.
enum UTF8Check {
  /// The stretches that no valid scalar covers, in order.
  static func invalidRanges(in bytes: [UInt8]) -> [Range<Int>] {
    var ranges: [Range<Int>] = []
    var index = 0
    let count = bytes.count
    while index < count {
      let length = scalarLength(bytes, index, count)
      if length > 0 {
        index += length
      } else {
        if let last = ranges.last, last.upperBound == index {
          ranges[ranges.count - 1] = last.lowerBound..<index + 1
        } else {
          ranges.append(index..<index + 1)
        }
        index += 1
      }
    }
    return ranges
  }

  /// The number of bytes of the scalar at `index`; 0 where there is none.
  private static func scalarLength(_ bytes: [UInt8], _ index: Int, _ count: Int) -> Int {
    let first = bytes[index]
    if first < 0x80 { return 1 }
    let length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2
    guard first >= 0xC2, first <= 0xF4, index + length <= count else { return 0 }
    let second = bytes[index + 1]
    let lowest: UInt8 = first == 0xE0 ? 0xA0 : first == 0xF0 ? 0x90 : 0x80
    let highest: UInt8 = first == 0xED ? 0x9F : first == 0xF4 ? 0x8F : 0xBF
    guard second >= lowest, second <= highest else { return 0 }
    for offset in 2..<max(2, length) where bytes[index + offset] & 0xC0 != 0x80 { return 0 }
    return length
  }
}
