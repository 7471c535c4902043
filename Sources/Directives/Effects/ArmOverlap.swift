import Glibc
import Learners

/// Whether a single column tells an arm from the control in every row.
struct ArmOverlap {
  private let data: CausalData

  /// The area under the curve from which on arms count as told apart.
  static let separation = 0.995
  /// With fewer rows in an arm, a column divides them by chance.
  private static let fewestRows = 10
  /// The chance of a division without shared levels that is taken for no chance.
  private static let leastLogChance = log(1e-6)

  init(_ data: CausalData) { self.data = data }

  /// The first feature or control whose values, or levels, of the two arms do not mix.
  func separatingColumn(arm: Int) -> String? {
    let treated = data.rows(ofArm: arm)
    let control = data.rows(ofArm: 0)
    guard min(treated.count, control.count) >= Self.fewestRows else { return nil }
    let features = data.nuisanceFeatures
    for index in 0..<features.columnCount {
      let values = Array(features.column(index))
      let (own, other) = (treated.map { values[$0] }, control.map { values[$0] })
      let isSeparate =
        features.categories[index].map {
          Self.sharesNoLevel(own, other, levelCount: $0.count)
        } ?? Self.liesApart(own, other)
      if isSeparate { return features.names[index] }
    }
    return nil
  }

  /// Whether all values of one side are above all of the other; rows without a value mix.
  private static func liesApart(_ own: [Double], _ other: [Double]) -> Bool {
    guard let mine = range(own), let theirs = range(other) else { return false }
    return mine.low > theirs.high || mine.high < theirs.low
  }

  private static func range(_ values: [Double]) -> (low: Double, high: Double)? {
    var (low, high) = (Double.infinity, -Double.infinity)
    for value in values {
      if value.isNaN { return nil }
      low = min(low, value)
      high = max(high, value)
    }
    return (low, high)
  }

  /// Whether no level has rows of both sides, though chance would have mixed them.
  private static func sharesNoLevel(
    _ own: [Double], _ other: [Double], levelCount: Int
  ) -> Bool {
    var counts = [(own: Int, other: Int)](repeating: (0, 0), count: levelCount)
    for value in own {
      if value.isNaN { return false }
      counts[Int(value)].own += 1
    }
    for value in other {
      if value.isNaN { return false }
      counts[Int(value)].other += 1
    }
    let share = Double(own.count) / Double(own.count + other.count)
    var logChance = 0.0
    for (mine, theirs) in counts where mine + theirs > 0 {
      if mine > 0, theirs > 0 { return false }
      let size = Double(mine + theirs)
      logChance += log(pow(share, size) + pow(1 - share, size))
    }
    return logChance < leastLogChance
  }
}
