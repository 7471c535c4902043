/// Counts that one fast pass over a stretch of text gives.
struct ByteCensus: Sendable {
  var lineFeeds = 0
  var carriageReturns = 0
  var quotes = 0
  var nuls = 0
  var hasNonASCII = false

  static func + (a: Self, b: Self) -> Self {
    ByteCensus(
      lineFeeds: a.lineFeeds + b.lineFeeds, carriageReturns: a.carriageReturns + b.carriageReturns,
      quotes: a.quotes + b.quotes, nuls: a.nuls + b.nuls,
      hasNonASCII: a.hasNonASCII || b.hasNonASCII)
  }

  private typealias Lanes = SIMD32<UInt8>

  /// Counts over `range`, 32 bytes at a time.
  static func take(_ bytes: Span<UInt8>, _ range: Range<Int>) -> ByteCensus {
    var census = ByteCensus()
    var i = range.lowerBound
    let raw = unsafe bytes.bytes
    while i + 32 <= range.upperBound {
      // Lane counters hold at most 255, so they are emptied after so many rounds.
      let rounds = min(255, (range.upperBound - i) / 32)
      var feeds = Lanes.zero
      var returns = Lanes.zero
      var quotes = Lanes.zero
      var nuls = Lanes.zero
      var high = Lanes.zero
      for _ in 0..<rounds {
        let block = unsafe raw.unsafeLoadUnaligned(fromByteOffset: i, as: Lanes.self)
        feeds &+= Lanes.zero.replacing(with: 1, where: block .== ASCII.lineFeed)
        returns &+= Lanes.zero.replacing(with: 1, where: block .== ASCII.carriageReturn)
        quotes &+= Lanes.zero.replacing(with: 1, where: block .== ASCII.quote)
        nuls &+= Lanes.zero.replacing(with: 1, where: block .== ASCII.nul)
        high |= block
        i += 32
      }
      census.lineFeeds += total(feeds)
      census.carriageReturns += total(returns)
      census.quotes += total(quotes)
      census.nuls += total(nuls)
      census.hasNonASCII = census.hasNonASCII || high.max() >= 0x80
    }
    while i < range.upperBound {
      switch bytes[i] {
      case ASCII.lineFeed: census.lineFeeds += 1
      case ASCII.carriageReturn: census.carriageReturns += 1
      case ASCII.quote: census.quotes += 1
      case ASCII.nul: census.nuls += 1
      case 0x80...: census.hasNonASCII = true
      default: break
      }
      i += 1
    }
    return census
  }

  private static func total(_ lanes: Lanes) -> Int {
    var sum = 0
    for lane in 0..<Lanes.scalarCount { sum += Int(lanes[lane]) }
    return sum
  }
}
