/// The figures of CausalML's `auuc_score` and `qini_score`, computed as that library does.
///
/// Both are means over the rows 0…n of a curve drawn row by row: ties are cut by row order (here the
/// stored order; the library's sort leaves it open), so the third decimal is not to be trusted.
package struct CausalMLMetrics: Sendable {
  /// Mean of the cumulative gain divided by the absolute value of its end.
  package let auuc: Double
  /// Mean of the Qini curve divided by the absolute value of its end, minus that of a straight line.
  package let qini: Double

  package init(of sample: JudgedSample, by ranking: Ranking) throws(RankingError) {
    guard case .twoArms = sample.treatmentKind else { throw .needs(.twoArms) }
    guard sample.treatment.contains(1), sample.treatment.contains(0) else {
      throw .needs(.bothArms)
    }
    var (treated, control, treatedSum, controlSum) = (0.0, 0.0, 0.0, 0.0)
    var (gain, gains, qini, qinis, count) = (0.0, 0.0, 0.0, 0.0, 0.0)
    for row in ranking.order {
      let row = Int(row)
      count += 1
      if sample.treatment[row] == 1 {
        treated += 1
        treatedSum += sample.outcome[row]
      } else {
        control += 1
        controlSum += sample.outcome[row]
      }
      // Until both arms have a row, the library's curves are filled with zeros.
      if treated > 0, control > 0 { gain = (treatedSum / treated - controlSum / control) * count }
      if control > 0 { qini = treatedSum - controlSum * treated / control }
      gains += gain
      qinis += qini
    }
    let points = count + 1
    auuc = gains / points / abs(gain)
    self.qini = (qinis / points - qini / 2) / abs(qini)
  }
}
