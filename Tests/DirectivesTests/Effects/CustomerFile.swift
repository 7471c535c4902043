/// A small trial whose effect is known: y = x, and 2 + x/2 more with the mail.
enum CustomerFile {
  static let csv: String = {
    var rows = ["x,arm,y,bought"]
    for i in 0..<48 {
      let x = i % 6
      let mailed = (i / 6) % 2 == 1
      rows.append(
        "\(x),\(mailed ? "mail" : "none"),\(Double(x) + (mailed ? 2 + 0.5 * Double(x) : 0)),\(x / 3)"
      )
    }
    return rows.joined(separator: "\n") + "\n"
  }()

  /// A notebook that fits one learner on the file, as #tau.
  static func fit(
    _ kind: String, _ keys: String = "models: linear", propensity: String = "0.5",
    more: String = ""
  ) -> NotebookHarness {
    NotebookHarness(
      """
      ```{load #people}
      source: people.csv
      ```

      ```{fit \(kind) #tau}
      outcome: y
      treatment: arm
      control: none
      features: [x]
      propensity: \(propensity)
      \(keys)
      ```

      \(more)
      """, files: ["people.csv": csv])
  }
}
