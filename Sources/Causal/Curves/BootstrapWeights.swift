import Glibc
import Numerics

/// Random row weights of the Poisson bootstrap: each unit counts k times with probability e⁻¹/k!.
///
/// Weights replace the redrawing of rows: a replicate is one more walk down an order that is sorted
/// once. They belong to rows, not to ranks, so that all scores of a replicate see the same sample.
enum BootstrapWeights {
  /// The count for each 16-bit random number; probabilities are exact to 2⁻¹⁶.
  private static let table: [UInt8] = {
    var counts: [UInt8] = []
    counts.reserveCapacity(1 << 16)
    var (probability, cumulated) = (exp(-1.0), 0.0)
    for count in UInt8(0)...20 {
      cumulated += probability
      probability /= Double(count) + 1
      let end = min(1 << 16, Int((cumulated * 65536).rounded()))
      while counts.count < end { counts.append(count) }
    }
    while counts.count < 1 << 16 { counts.append(8) }
    return counts
  }()

  /// One count for each row; rows of one cluster share theirs.
  static func draw(
    rows: Int, clusters: [Int32]?, clusterCount: Int, from stream: RandomStream
  ) -> [UInt8] {
    let units = draw(units: clusters == nil ? rows : clusterCount, from: stream)
    guard let clusters else { return units }
    return clusters.map { units[Int($0)] }
  }

  private static func draw(units: Int, from stream: RandomStream) -> [UInt8] {
    var stream = stream
    var counts = [UInt8](repeating: 0, count: units)
    let table = table
    var index = 0
    while index < units {
      var bits = stream.nextUInt64()
      for _ in 0..<min(4, units - index) {
        counts[index] = table[Int(bits & 0xffff)]
        bits >>= 16
        index += 1
      }
    }
    return counts
  }
}
