/// What a curve sums, gathered into rank order: lanes already multiplied by the rows' weights.
struct RankedRows: Sendable {
  let weights: [Double]
  let lanes: [SIMD4<Double>]
  let order: [Int32]
  let groupEnds: [Int32]
  /// Sums over all rows.
  let total: CurveFormula.Sums

  var count: Int { lanes.count }

  init(
    _ formula: CurveFormula, sample: JudgedSample, ranking: Ranking
  ) throws(RankingError) {
    guard ranking.rowCount == sample.rowCount else {
      throw .lengthsDiffer(
        column: "scores", expected: sample.rowCount, found: ranking.rowCount)
    }
    let byRow = formula.lanes(of: sample)
    var lanes: [SIMD4<Double>] = []
    var weights: [Double] = []
    lanes.reserveCapacity(byRow.count)
    weights.reserveCapacity(byRow.count)
    var total = CurveFormula.Sums()
    for row in ranking.order {
      let weight = sample.weight(Int(row))
      let weighted = byRow[Int(row)] * weight
      lanes.append(weighted)
      weights.append(weight)
      total.weight += weight
      total.lanes += weighted
    }
    self.lanes = lanes
    self.weights = weights
    order = ranking.order
    groupEnds = ranking.groupEnds
    self.total = total
  }

  /// Calls with the end position of every tied group and the sums over all rows above it.
  func forEachGroup(_ visit: (Int, CurveFormula.Sums) -> Void) {
    var top = CurveFormula.Sums()
    var position = 0
    for end in groupEnds {
      while position < Int(end) {
        top.weight += weights[position]
        top.lanes += lanes[position]
        position += 1
      }
      visit(position, top)
    }
  }
}
