/// Sixty rows in which the effect of `arm` on y is exactly 1 + x.
enum ExactEffectFile {
  static let csv: String = {
    var rows = ["x,arm,y"]
    for i in 0..<60 {
      let x = i % 5
      let arm = (i / 5) % 2
      rows.append("\(x),\(arm),\(Double(3 * x) + (arm == 1 ? 1 + Double(x) : 0))")
    }
    return rows.joined(separator: "\n") + "\n"
  }()

  /// The keys of a linear fit on the rows, loaded as #people.
  static let fit = """
    data: people
    outcome: y
    treatment: arm
    features: [x]
    propensity: 1/2
    models: linear
    """
}
