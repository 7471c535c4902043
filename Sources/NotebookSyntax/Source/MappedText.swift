/// Text put together from stretches of a file, which knows where each byte of it came from.
///
/// This is the one way back from every rewrite. Lines of a paragraph without the `>` and blanks of
/// the blocks around it, a table cell without the backslash of `\|`, the body of a directive in a
/// list, a line that ended in CR LF: all are read as plain bytes here, and every offset leads back
/// to the file through one sorted table of segments. Where bytes must be hidden from CommonMark
/// they are overwritten by `ASCII.filler`, one for one, so that no offset moves.
struct MappedText {
  private(set) var bytes: [UInt8] = []
  /// Where the segments start in `bytes`, and in the file; both ascend.
  private var starts: [Int] = []
  private var sources: [Int] = []

  /// Where the text leads to while it is empty.
  private let origin: Int

  init(at origin: Int = 0) { self.origin = origin }

  var count: Int { bytes.count }

  mutating func reserve(_ count: Int) { bytes.reserveCapacity(count) }

  // MARK: - Writing

  /// Appends a stretch of the file, whose offset there is the slice's own index.
  mutating func append(_ slice: ArraySlice<UInt8>) {
    guard !slice.isEmpty else { return }
    mark(slice.startIndex)
    bytes.append(contentsOf: slice)
  }

  /// Appends a byte that stands for something at `source`, such as a line ending.
  mutating func append(_ byte: UInt8, at source: Int) {
    mark(source)
    bytes.append(byte)
  }

  /// Appends a stretch of another text, with its places.
  mutating func append(_ other: MappedText, _ range: Range<Int>) {
    guard !range.isEmpty else { return }
    var segment = other.segment(of: range.lowerBound)
    var lower = range.lowerBound
    while lower < range.upperBound {
      let next = segment + 1 < other.starts.count ? other.starts[segment + 1] : other.count
      let upper = min(range.upperBound, next)
      mark(other.sources[segment] + (lower - other.starts[segment]))
      bytes.append(contentsOf: other.bytes[lower..<upper])
      lower = upper
      segment += 1
    }
  }

  /// Hides or replaces a byte without moving any offset.
  mutating func overwrite(_ offset: Int, with byte: UInt8) { bytes[offset] = byte }

  mutating func truncate(to count: Int) { bytes.removeLast(max(0, bytes.count - count)) }

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

  // MARK: - Reading

  func string(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }

  /// Where in the file a byte came from; the end of the text leads to just after its last byte.
  func source(_ offset: Int) -> Int {
    if offset >= count, count > 0 { return source(count - 1) + 1 }
    guard !starts.isEmpty else { return origin }
    let segment = segment(of: offset)
    return sources[segment] + (offset - starts[segment])
  }

  /// The same, quick where offsets come in order: `hint` is the segment found last.
  func source(_ offset: Int, hint: inout Int) -> Int {
    if offset >= count, count > 0 { return source(count - 1, hint: &hint) + 1 }
    guard !starts.isEmpty else { return origin }
    if hint >= starts.count || starts[hint] > offset
      || (hint + 1 < starts.count && starts[hint + 1] <= offset)
    {
      let isNext =
        hint + 1 < starts.count && starts[hint + 1] <= offset
        && (hint + 2 >= starts.count || starts[hint + 2] > offset)
      hint = isNext ? hint + 1 : segment(of: offset)
    }
    return sources[hint] + (offset - starts[hint])
  }

  /// Where in the file a stretch ends whose last byte is the one before `offset`.
  func sourceEnd(_ offset: Int) -> Int { offset <= 0 ? source(0) : source(offset - 1) + 1 }

  /// The stretch of the file from a range's first byte to its last.
  func source(_ range: Range<Int>) -> Range<Int> {
    let lower = source(range.lowerBound)
    return lower..<(range.isEmpty ? lower : max(lower, sourceEnd(range.upperBound)))
  }

  /// The offset in this text of a place in the file, which must come from this text.
  func offset(ofSource source: Int) -> Int {
    var low = 0
    var high = sources.count
    guard high > 0 else { return 0 }
    while low + 1 < high {
      let middle = (low + high) / 2
      if sources[middle] <= source { low = middle } else { high = middle }
    }
    let end = low + 1 < starts.count ? starts[low + 1] : count
    return min(end, max(starts[low], starts[low] + (source - sources[low])))
  }

  private func segment(of offset: Int) -> Int {
    var low = 0
    var high = starts.count
    while low + 1 < high {
      let middle = (low + high) / 2
      if starts[middle] <= offset { low = middle } else { high = middle }
    }
    return low
  }
}
