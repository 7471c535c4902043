import Numerics

/// A trial of discounts as CSV: the slope of profit in the dose is x − 0.3, the dose is random.
enum DoseFile {
  /// Columns x, noise, dose (0, 10 … 40), profit, _slope.
  static func csv(rows: Int = 1500, seed: UInt64 = 5) -> String {
    var stream = RandomStream(seed: seed, purpose: "doses")
    var lines = ["x,noise,dose,profit,_slope"]
    for _ in 0..<rows {
      let x = stream.uniform()
      let dose = Double(10 * stream.below(5))
      let profit = 5 + (x - 0.3) * dose + 3 * stream.normal()
      lines.append("\(x),\(stream.normal()),\(dose),\(profit),\(x - 0.3)")
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// One judging cell, #judged, on the columns of the file.
  static func notebook(
    _ directive: String, _ keys: String, propensity: String? = "design"
  ) -> NotebookHarness {
    NotebookHarness(
      """
      ```{load #trial}
      source: doses.csv
      ```
      ```{\(directive) #judged}
      outcome: profit
      treatment: dose
      \(propensity.map { "propensity: \($0)\n" } ?? "")\(keys)
      ```

      """, files: ["doses.csv": csv()])
  }
}
