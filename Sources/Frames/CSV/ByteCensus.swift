/// What one fast pass over a stretch of text tells: how many lines, and which rare bytes occur.
struct ByteCensus: Sendable {
  var lineFeeds = 0
  var hasCarriageReturn = false
  var hasQuote = false
  var hasNul = false
  var hasNonASCII = false

  static func + (a: Self, b: Self) -> Self {
    ByteCensus(
      lineFeeds: a.lineFeeds + b.lineFeeds,
      hasCarriageReturn: a.hasCarriageReturn || b.hasCarriageReturn,
      hasQuote: a.hasQuote || b.hasQuote, hasNul: a.hasNul || b.hasNul,
      hasNonASCII: a.hasNonASCII || b.hasNonASCII)
  }

  private static let ones: UInt64 = 0x0101_0101_0101_0101
  private static let highs: UInt64 = 0x8080_8080_8080_8080

  /// The high bit of each byte of `word` that equals `byte`.
  @inline(__always)
  private static func matches(_ word: UInt64, _ byte: UInt8) -> UInt64 {
    let difference = word ^ (ones &* UInt64(byte))
    return ~(((difference & ~highs) &+ ~highs) | difference) & highs
  }

  /// Looks at `range`, eight bytes at a time, with ordinary arithmetic on words.
  static func take(_ bytes: Span<UInt8>, _ range: Range<Int>) -> ByteCensus {
    var census = ByteCensus()
    var i = range.lowerBound
    var returns: UInt64 = 0
    var quotes: UInt64 = 0
    var nuls: UInt64 = 0
    var all: UInt64 = 0
    let raw = unsafe bytes.bytes
    while i + 8 <= range.upperBound {
      // Byte counters hold at most 255, so they are emptied after so many rounds.
      let rounds = min(255, (range.upperBound - i) / 8)
      var feeds: UInt64 = 0
      for _ in 0..<rounds {
        let word = unsafe raw.unsafeLoadUnaligned(fromByteOffset: i, as: UInt64.self)
        feeds &+= matches(word, ASCII.lineFeed) >> 7
        returns |= matches(word, ASCII.carriageReturn)
        quotes |= matches(word, ASCII.quote)
        nuls |= matches(word, ASCII.nul)
        all |= word
        i += 8
      }
      let pairs = (feeds & 0x00FF_00FF_00FF_00FF) &+ ((feeds >> 8) & 0x00FF_00FF_00FF_00FF)
      census.lineFeeds += Int(truncatingIfNeeded: (pairs &* 0x0001_0001_0001_0001) >> 48)
    }
    census.hasCarriageReturn = returns != 0
    census.hasQuote = quotes != 0
    census.hasNul = nuls != 0
    census.hasNonASCII = all & highs != 0
    while i < range.upperBound {
      switch bytes[i] {
      case ASCII.lineFeed: census.lineFeeds += 1
      case ASCII.carriageReturn: census.hasCarriageReturn = true
      case ASCII.quote: census.hasQuote = true
      case ASCII.nul: census.hasNul = true
      case 0x80...: census.hasNonASCII = true
      default: break
      }
      i += 1
    }
    return census
  }
}
