/// Text put together from stretches of a file, which knows where each byte of it came from.
///
/// Lines of a paragraph without the `>` and blanks of the blocks around it, a table cell without
/// the backslash of `\|`, the body of a directive in a list: all are read as plain bytes here, and
/// every offset leads back to the file through one sorted table of segments.
struct MappedText {
  private(set) var bytes: [UInt8] = []
  private var starts: [Int] = []
  private var sources: [Int] = []

  init() {}

  var count: Int { bytes.count }

  mutating func reserve(_ count: Int) { bytes.reserveCapacity(count) }

  /// Appends a stretch of `source`, whose offset in the file is the slice's own index.
  mutating func append(_ slice: ArraySlice<UInt8>) {
    guard !slice.isEmpty else { return }
    mark(slice.startIndex)
    bytes.append(contentsOf: slice)
  }

  /// Appends bytes that stand for something at `source`, such as a line ending.
  mutating func append(_ byte: UInt8, at source: Int) {
    mark(source)
    bytes.append(byte)
  }

  /// The text up to an offset.
  func prefix(_ end: Int) -> MappedText {
    var copy = self
    copy.bytes.removeLast(bytes.count - end)
    return copy
  }

  private mutating func mark(_ source: Int) {
    let start = bytes.count
    if let lastStart = starts.last, let lastSource = sources.last,
      lastSource + (start - lastStart) == source
    {
      return
    }
    starts.append(start)
    sources.append(source)
  }

  /// Where in the file a byte came from; the end of the text leads to just after its last byte.
  func source(_ offset: Int) -> Int {
    guard offset < bytes.count || offset == 0 else { return sourceEnd(bytes.count) }
    return lookUp(offset)
  }

  /// Where in the file a stretch ends whose last byte is the one before `offset`.
  func sourceEnd(_ offset: Int) -> Int {
    offset <= 0 ? source(0) : lookUp(min(offset, bytes.count) - 1) + 1
  }

  /// The stretch of the file from a range's first byte to its last.
  func source(_ range: Range<Int>) -> Range<Int> {
    let lower = source(range.lowerBound)
    return lower..<(range.isEmpty ? lower : max(lower, sourceEnd(range.upperBound)))
  }

  func string(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }

  private func lookUp(_ offset: Int) -> Int {
    var low = 0
    var high = starts.count
    guard high > 0 else { return 0 }
    while low + 1 < high {
      let middle = (low + high) / 2
      if starts[middle] <= offset { low = middle } else { high = middle }
    }
    return sources[low] + (offset - starts[low])
  }
}
