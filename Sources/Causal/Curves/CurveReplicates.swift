import Numerics

/// Bootstrap replicates of one or more curves of the same kind on the same rows.
///
/// Rows are reweighted by Poisson counts and every curve is walked again over the order that was
/// sorted once: O(rows) for each replicate and score. The share is that of the replicate's own
/// weight, and a tied group that straddles it enters in part, as in the curve itself.
package struct CurveReplicates: Sendable {
  /// The curves at the shares where they are drawn.
  package let curves: [RankingCurve]
  package let replicates: Int
  /// Per curve the replicates one after the other, each with a value for every share.
  private let values: [[Double]]

  /// - Parameters:
  ///   - rankings: one per score.
  ///   - points: at most so many shares are drawn.
  ///   - minimumRows: the first point has at least so many rows above it.
  package init(
    _ kind: CurveKind, of sample: JudgedSample, by rankings: [Ranking], replicates: Int = 200,
    points: Int = 300, minimumRows: Int = 1, stream: RandomStream
  ) throws(RankingError) {
    let formula = try CurveFormula(kind, of: sample)
    var ranked: [RankedRows] = []
    var curves: [RankingCurve] = []
    for ranking in rankings {
      let rows = try RankedRows(formula, sample: sample, ranking: ranking)
      ranked.append(rows)
      curves.append(
        RankingCurve(formula: formula, rows: rows, minimumRows: minimumRows).thinned(to: points))
    }
    let (fixedRows, fixedCurves) = (ranked, curves)
    let clusterCount = Int(sample.clusters?.max() ?? -1) + 1
    let drawn = Parallel.map(count: replicates) { replicate in
      let counts = BootstrapWeights.draw(
        rows: sample.rowCount, clusters: sample.clusters, clusterCount: clusterCount,
        from: stream.substream(replicate))
      return fixedRows.indices.map { index in
        CurveReplicates.walk(
          fixedRows[index], counts: counts, shares: fixedCurves[index].shares, formula: formula)
      }
    }
    self.curves = curves
    self.replicates = replicates
    values = curves.indices.map { index in drawn.flatMap { $0[index] } }
  }

  /// The curve of one replicate at ascending shares.
  private static func walk(
    _ rows: RankedRows, counts: [UInt8], shares: [Double], formula: CurveFormula
  ) -> [Double] {
    let (order, lanes, weights) = (rows.order, rows.lanes, rows.weights)
    var all = CurveFormula.Sums()
    for position in order.indices {
      let count = Double(counts[Int(order[position])])
      all.weight += weights[position] * count
      all.lanes += lanes[position] * count
    }
    var result = [Double](repeating: .nan, count: shares.count)
    var (next, position) = (0, 0)
    var top = CurveFormula.Sums()
    while next < shares.count, shares[next] <= 0 {
      result[next] = 0
      next += 1
    }
    for end in rows.groupEnds where next < shares.count {
      let before = top
      while position < Int(end) {
        let count = Double(counts[Int(order[position])])
        top.weight += weights[position] * count
        top.lanes += lanes[position] * count
        position += 1
      }
      let isLast = position == order.count
      while next < shares.count, isLast || shares[next] * all.weight <= top.weight {
        let missing = shares[next] * all.weight - before.weight
        let step = top.weight - before.weight
        let fraction = step > 0 ? min(1, max(0, missing / step)) : 1
        result[next] = formula.value(.interpolated(before, top, fraction), of: all)
        next += 1
      }
    }
    return result
  }

  /// Standard deviation over the replicates at every share; NaN where fewer than nine in ten exist.
  package func standardErrors(of curve: Int) -> [Double] {
    let width = curves[curve].count
    return (0..<width).map { point in
      let column = (0..<replicates).map { values[curve][$0 * width + point] }.filter(\.isFinite)
      guard column.count > 1, column.count * 10 >= replicates * 9 else { return .nan }
      let mean = column.reduce(0, +) / Double(column.count)
      let squares = column.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
      return (squares / Double(column.count - 1)).squareRoot()
    }
  }

  /// Confidence bands around a curve.
  ///
  /// The simultaneous band holds the whole curve with the given confidence: its width is the quantile
  /// over replicates of the largest studentised deviation, over shares with at least 30 rows and one
  /// in a hundred of all.
  package func band(of curve: Int, level: Double) -> CurveBand {
    let drawn = curves[curve]
    let width = drawn.count
    let errors = standardErrors(of: curve)
    let pointwise = NormalDistribution.standard.quantile((1 + level) / 2)
    let floor = max(0.01, 30 / drawn.population)
    let region = (0..<width).filter {
      drawn.shares[$0] >= floor && errors[$0] > 1e-12 * abs(drawn.end)
    }
    let largest = (0..<replicates).map { replicate in
      region.reduce(0.0) { worst, point in
        let deviation = values[curve][replicate * width + point] - drawn.values[point]
        return deviation.isFinite ? max(worst, abs(deviation) / errors[point]) : worst
      }
    }
    let simultaneous = max(pointwise, CurveReplicates.quantile(largest, level))
    return CurveBand(
      curve: drawn, standardErrors: errors, level: level, pointwiseFactor: pointwise,
      simultaneousFactor: simultaneous)
  }

  /// The shares that the data cannot tell from the best one, at the given confidence.
  ///
  /// A share q stays when the highest point's lead over it is no larger than what the replicates show
  /// by chance: the quantile over replicates of max_s (C*(s) − C(s)) − (C*(q) − C(q)). Inverting this
  /// test holds the true best share with at least the stated confidence. The answer is the range from
  /// the first to the last share that stays.
  package func bestShare(of curve: Int, level: Double) -> BestShare {
    let drawn = curves[curve]
    let width = drawn.count
    let peak = drawn.peak
    let leads = (0..<replicates).map { replicate in
      (0..<width).reduce(-Double.infinity) { lead, point in
        let deviation = values[curve][replicate * width + point] - drawn.values[point]
        return deviation.isFinite ? max(lead, deviation) : lead
      }
    }
    let kept = (0..<width).filter { point in
      let chance = (0..<replicates).compactMap { replicate -> Double? in
        let deviation = values[curve][replicate * width + point] - drawn.values[point]
        return deviation.isFinite ? leads[replicate] - deviation : nil
      }
      return peak.value - drawn.values[point] <= CurveReplicates.quantile(chance, level)
    }
    return BestShare(
      share: peak.share, value: peak.value,
      low: kept.first.map { drawn.shares[$0] } ?? peak.share,
      high: kept.last.map { drawn.shares[$0] } ?? peak.share)
  }

  /// The type-7 quantile; NaN of nothing.
  private static func quantile(_ values: [Double], _ probability: Double) -> Double {
    guard !values.isEmpty else { return .nan }
    let sorted = values.sorted()
    let position = probability * Double(sorted.count - 1)
    let low = Int(position.rounded(.down))
    let high = min(low + 1, sorted.count - 1)
    return sorted[low] + (sorted[high] - sorted[low]) * (position - Double(low))
  }
}

/// A curve with its bootstrap error at every drawn share.
package struct CurveBand: Sendable {
  package let curve: RankingCurve
  package let standardErrors: [Double]
  package let level: Double
  /// Standard errors to either side of the pointwise band.
  package let pointwiseFactor: Double
  /// Standard errors to either side of the simultaneous band.
  package let simultaneousFactor: Double

  package var low: [Double] { edge(-pointwiseFactor) }
  package var high: [Double] { edge(pointwiseFactor) }
  package var simultaneousLow: [Double] { edge(-simultaneousFactor) }
  package var simultaneousHigh: [Double] { edge(simultaneousFactor) }

  private func edge(_ factor: Double) -> [Double] {
    curve.values.indices.map { curve.values[$0] + factor * standardErrors[$0] }
  }
}

/// The share at a curve's highest point, and the shares that cannot be told from it.
package struct BestShare: Sendable, Equatable {
  package let share: Double
  package let value: Double
  package let low: Double
  package let high: Double
}
