import Execution
import Numerics

/// The outcome of a test of significance, as directives print it.
struct TestOutcome {
  /// `χ²`, `t`, `F`.
  var symbol: String
  var statistic: Double
  /// One number, or two for an F test; empty where the test has none.
  var degreesOfFreedom: [Double] = []
  var pValue: Double
  /// The effect size with its name, such as `Cramér's V`.
  var effect: (name: String, value: Double)
  var level: (low: Double, high: Double)?

  /// `statistic`, `df`, `p`, `effect`.
  var values: ResultValues {
    var values = ResultValues()
    values.set("statistic", statistic)
    if let first = degreesOfFreedom.first { values.set("df", first) }
    if degreesOfFreedom.count > 1 { values.set("df.denominator", degreesOfFreedom[1]) }
    values.set("p", pValue)
    values.set("effect", effect.value)
    if let level { values.set("effect.ci", low: level.low, high: level.high) }
    return values
  }

  /// The test in a sentence: `χ² = 179 with 1 degree of freedom, p < 0.001; Cramér's V 0.19`.
  var sentence: String {
    let degrees = degreesOfFreedom.map { degree in
      degree == degree.rounded()
        ? NumberFormat.fixed(degree, digits: 0, grouping: true)
        : NumberFormat.fixed(degree, digits: 1, grouping: true)
    }
    let noun = degreesOfFreedom == [1] ? "degree" : "degrees"
    let with =
      degrees.isEmpty ? "" : " with \(degrees.joined(separator: " and ")) \(noun) of freedom"
    let size =
      effect.value.isNaN
      ? "" : "; \(effect.name) \(NumberFormat.significant(effect.value, digits: 2))"
    return
      "\(symbol) = \(NumberFormat.significant(statistic, digits: 4, grouping: true))\(with), \(ProbabilityText.text(pValue))\(size)."
  }

  func result(tables: [ResultTable] = [], notes: [String] = []) -> CellResult {
    var result = CellResult(values: values)
    result.items = [.verdict(sentence)] + tables.map { .table($0) }
    result.notes = notes
    return result
  }
}

extension GroupedSample {
  /// Rows, mean and deviation of each group.
  func table() -> ResultTable {
    let rows = zip(labels, samples).map { label, sample -> [TableCell] in
      let moments = Moments(sample)
      return [
        .text(label), .integer(sample.count), .optional(moments.mean),
        .optional(moments.standardDeviation), .optional(Quantile.median(sample)),
      ]
    }
    return ResultTable(
      title: "\(column) by \(by)",
      columns: [
        TableColumn(by), TableColumn("rows", .count), TableColumn("mean"), TableColumn("SD"),
        TableColumn("median"),
      ], rows: rows)
  }
}
