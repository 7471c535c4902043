import Numerics

/// A randomised trial as CSV: the effect of `arm` on `y` and on the 0/1 outcome `buys` grows with x.
enum TrialFile {
  /// Columns x, noise, region, arm (none, mail, and call where asked for), y, buys, _tau.
  static func csv(rows: Int = 1200, arms: [String] = ["none", "mail"], seed: UInt64 = 11) -> String
  {
    var stream = RandomStream(seed: seed, purpose: "trial")
    var lines = ["x,noise,region,arm,y,buys,one,_tau"]
    for _ in 0..<rows {
      let x = stream.uniform()
      let arm = stream.below(arms.count)
      let effect = arm == 0 ? 0 : (arm == 1 ? x - 0.3 : 0.2)
      let y = 1 + effect + 0.5 * stream.normal()
      let buys = stream.uniform() < 0.2 + 0.5 * effect ? 1 : 0
      let region = ["north", "south"][stream.below(2)]
      lines.append(
        "\(x),\(stream.normal()),\(region),\(arms[arm]),\(y),\(buys),1,\(x - 0.3)")
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// The same as real data have it: without the column of true effects.
  static func real() -> String {
    csv().split(separator: "\n").map { $0.prefix(upTo: $0.lastIndex(of: ",") ?? $0.endIndex) }
      .joined(separator: "\n") + "\n"
  }

  /// Loads the trial, halves it, and fits a linear T-learner of `outcome` on one half.
  static func notebook(
    outcome: String = "y", arms: String = "[mail]", _ cells: String
  ) -> String {
    """
    ```{load #trial}
    source: trial.csv
    ```
    ```{split #half}
    data: trial
    test: 0.5
    ```
    ```{fit t-learner #tau}
    data: half.train
    outcome: \(outcome)
    treatment: arm
    control: none
    arms: \(arms)
    features: [x, region]
    propensity: design
    models: linear
    ```
    \(cells)

    """
  }
}
