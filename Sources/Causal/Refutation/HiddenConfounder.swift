import Numerics

/// Changes a treatment or an outcome as an unobserved variable would.
///
/// The variable U is standard normal and independent of everything measured. On a number it acts by
/// addition; on levels it decides a share of the rows, so that the levels keep their counts. The
/// outcome does not follow the changed treatment, as in the simulation of Sharma and Kiciman (2020).
package enum HiddenConfounder {
  /// `values + strength · U`: a change of `strength` units for each standard deviation of U.
  package static func shifting(_ values: [Double], by strength: Double, _ u: [Double]) -> [Double] {
    zip(values, u).map { $0 + strength * $1 }
  }

  /// Levels, where in a share of the rows U decides: the lowest U get the lowest codes.
  ///
  /// A negative share turns the order round. Missing codes (below 0) stay.
  package static func deciding(
    _ codes: [Int32], share: Double, _ u: [Double], stream: RandomStream
  ) -> [Int32] {
    var stream = stream
    var chosen: [Int] = []
    for row in codes.indices where stream.uniform() < abs(share) && codes[row] >= 0 {
      chosen.append(row)
    }
    let sign = share < 0 ? -1.0 : 1
    let byConfounder = chosen.sorted {
      let (a, b) = (sign * u[$0], sign * u[$1])
      return a != b ? a < b : $0 < $1
    }
    var result = codes
    for (row, code) in zip(byConfounder, chosen.map { codes[$0] }.sorted()) { result[row] = code }
    return result
  }
}
