/// A trial of 240 rows in which y = x + 1 with treatment, and columns that break a fit.
enum FlawedFile {
  static let csv: String = {
    let names = [
      "x", "z", "copy", "gaps", "endless", "t", "split", "place", "team", "y", "flat", "vast",
      "bought", "level", "group", "one", "part", "w", "p", "dose", "far", "fold",
    ]
    var rows = [names.joined(separator: ",")]
    var state: UInt64 = 2_024
    func uniform() -> Double {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Double(state >> 33) / Double(1 << 31)
    }
    for i in 0..<240 {
      let (x, z) = (uniform(), uniform())
      let t = uniform() < 0.5 ? 1 : 0
      let y = x + Double(t) + 0.1 * uniform()
      // Sums of two features decide on `split`, and the place alone on `team`.
      let cells = [
        "\(x)", "\(z)", "\(x)", i % 8 == 0 ? "" : "\(z)", i == 3 ? "inf" : "\(x)", "\(t)",
        "\(x + z > 1 ? 1 : 0)", "\(["a", "b", "c", "d"][i % 4])", "\(i % 2)", "\(y)", "7",
        "\(y)e200", "\(uniform() < x ? 1 : 0)", "v\(i % 60)", i % 9 == 0 ? "" : "g\(i % 30)",
        "g", "g\(i % 3)", "\(1 - t)", "\(0.3 + 0.4 * x)", "\(4 * z)", i == 5 ? "inf" : "\(z)",
        i == 2 ? "" : "\(i % 3)",
      ]
      rows.append(cells.joined(separator: ","))
    }
    return rows.joined(separator: "\n") + "\n"
  }()

  /// A notebook that fits one learner on it, as #tau; its keys begin in line 7.
  static func fit(_ kind: String, _ keys: String) -> NotebookHarness {
    NotebookHarness(
      """
      ```{load #people}
      source: people.csv
      types: {level: category, group: category, place: category, t: int}
      ```

      ```{fit \(kind) #tau}
      \(keys)
      ```

      """, files: ["people.csv": csv])
  }

  /// The same with outcome y, treatment t and feature x.
  static func trial(
    _ kind: String, _ more: String, features: String = "[x, z]"
  ) -> NotebookHarness {
    fit(kind, "outcome: y\ntreatment: t\nfeatures: \(features)\n\(more)")
  }
}
