/// A curve over the share of rows that a score places first, one point at the end of every tied group.
package struct RankingCurve: Sendable {
  package let kind: CurveKind
  /// Shares of the rows (of their weight) from the top, ascending, the last one 1.
  package let shares: [Double]
  package let values: [Double]
  /// Σw: the factor from a share to a number of rows.
  package let population: Double

  /// The value for everybody, where every ranking ends.
  package var end: Double { values.last ?? .nan }
  package var count: Int { shares.count }

  /// Computes the curve of a ranking.
  ///
  /// Rising curves start with the point (0, 0).
  ///
  /// - Parameter minimumRows: points with fewer rows above them are left out (they are noise); the
  ///   last point always stays.
  package init(
    _ kind: CurveKind, of sample: JudgedSample, by ranking: Ranking, minimumRows: Int = 1
  ) throws(RankingError) {
    let formula = try CurveFormula(kind, of: sample)
    let rows = try RankedRows(formula, sample: sample, ranking: ranking)
    self.init(formula: formula, rows: rows, minimumRows: minimumRows)
  }

  init(formula: CurveFormula, rows: RankedRows, minimumRows: Int) {
    var shares: [Double] = []
    var values: [Double] = []
    shares.reserveCapacity(rows.groupEnds.count + 1)
    values.reserveCapacity(rows.groupEnds.count + 1)
    if formula.kind.startsAtZero {
      shares.append(0)
      values.append(0)
    }
    let all = rows.total
    rows.forEachGroup { end, top in
      guard end >= minimumRows || end == rows.count else { return }
      let value = formula.value(top, of: all)
      guard value.isFinite, top.weight > 0 else { return }
      shares.append(end == rows.count ? 1 : top.weight / all.weight)
      values.append(value)
    }
    self.init(kind: formula.kind, shares: shares, values: values, population: formula.population)
  }

  package init(kind: CurveKind, shares: [Double], values: [Double], population: Double) {
    self.kind = kind
    self.shares = shares
    self.values = values
    self.population = population
  }

  /// The value at a share, linear between points; the ends hold outside.
  package func value(at share: Double) -> Double {
    guard let first = shares.first, let last = shares.last else { return .nan }
    if share <= first { return values[0] }
    if share >= last { return end }
    var (low, high) = (0, shares.count - 1)
    while high - low > 1 {
      let middle = (low + high) / 2
      if shares[middle] <= share { low = middle } else { high = middle }
    }
    let fraction = (share - shares[low]) / (shares[high] - shares[low])
    return values[low] + (values[high] - values[low]) * fraction
  }

  /// What ranking at random draws at a share: a straight line from zero, or a level one.
  package func random(at share: Double) -> Double {
    kind.randomIsLevel ? end : end * share
  }

  /// The drawn curve's area above random, per customer (trapezoids over the share from 0 to 1).
  ///
  /// The Qini curve counts outcomes, so its area is divided by the number of rows.
  package var area: Double {
    var sum = 0.0
    for index in shares.indices.dropFirst() {
      let width = shares[index] - shares[index - 1]
      let above = values[index] - random(at: shares[index])
      let before = values[index - 1] - random(at: shares[index - 1])
      sum += width * (above + before) / 2
    }
    return kind == .qini ? sum / population : sum
  }

  /// The highest point: the best share for a rising curve, by this sample alone.
  package var peak: (share: Double, value: Double) {
    guard let index = peakIndex else { return (.nan, .nan) }
    return (shares[index], values[index])
  }

  private var peakIndex: Int? {
    values.indices.max { values[$0] < values[$1] }
  }

  /// At most `limit` points (and at least 4) that keep both ends, the highest and the lowest.
  ///
  /// Points are the ones nearest to an even spacing over the share, so a drawing loses nothing wider
  /// than a pixel.
  package func thinned(to limit: Int = 300) -> RankingCurve {
    guard count > max(limit, 4) else { return self }
    var kept = Set<Int>([0, count - 1])
    if let peakIndex { kept.insert(peakIndex) }
    if let lowest = values.indices.min(by: { values[$0] < values[$1] }) { kept.insert(lowest) }
    let steps = max(1, limit - kept.count - 1)
    var index = 0
    for step in 1...steps {
      let target = shares[0] + (shares[count - 1] - shares[0]) * Double(step) / Double(steps + 1)
      while index + 1 < count, abs(shares[index + 1] - target) <= abs(shares[index] - target) {
        index += 1
      }
      kept.insert(index)
    }
    let indices = kept.sorted()
    return RankingCurve(
      kind: kind, shares: indices.map { shares[$0] }, values: indices.map { values[$0] },
      population: population)
  }
}
