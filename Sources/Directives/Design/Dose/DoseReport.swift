import Charts
import Execution
import Frames
import Numerics
import Statistics

/// A dose-response as values, a table, a chart and a frame.
struct DoseReport {
  let outcome: String
  let treatment: String
  let data: DoseLevels
  let response: DoseResponse
  let covariance: String
  let level: Double

  func result() -> CellResult {
    var result = CellResult()
    setValues(&result.values)
    result.items = [.verdict(sentence), .chart(chart), .table(table)]
    result.notes = data.notes
    if !response.dependentCovariates.isEmpty {
      let names = response.dependentCovariates.map { "“\(data.covariateLabels[$0])”" }
      result.notes.append(
        "Left out, since other columns explain them: \(names.joined(separator: ", ")).")
    }
    result.definitions = [
      .init(
        "effect",
        "mean of the level less that of \(data.labels[response.baseline])\(data.covariates.isEmpty ? "" : ", covariates held fixed by least squares"); SE \(covariance)"
      ),
      .init(
        "lack-of-fit",
        "F = ((RSS of the line − RSS of the levels)/df) / residual variance of the levels, which assumes one variance"
      ),
    ]
    return result
  }

  private func setValues(_ values: inout ResultValues) {
    for (label, found) in zip(data.labels, response.levels) {
      let mean = found.mean.interval(level: level)
      values.set("mean[\(label)]", found.mean.value)
      values.set("mean.se[\(label)]", found.mean.standardError)
      values.set("mean.ci[\(label)]", low: mean.low, high: mean.high)
      values.set("rows[\(label)]", found.rows)
    }
    for index in data.labels.indices where index != response.baseline {
      let (label, contrast) = (data.labels[index], response.levels[index].contrast)
      let interval = contrast.interval(level: level)
      values.set("effect[\(label)]", contrast.value)
      values.set("effect.se[\(label)]", contrast.standardError)
      values.set("effect.ci[\(label)]", low: interval.low, high: interval.high)
      values.set("effect.p[\(label)]", contrast.pValue)
    }
    let slope = response.slope.interval(level: level)
    values.set("slope", response.slope.value)
    values.set("slope.se", response.slope.standardError)
    values.set("slope.ci", low: slope.low, high: slope.high)
    values.set("slope.p", response.slope.pValue)
    values.set("lack-of-fit.f", response.lackOfFit?.f)
    values.set("lack-of-fit.df", response.lackOfFit?.numeratorDegrees)
    values.set("lack-of-fit.df.denominator", response.lackOfFit?.denominatorDegrees)
    values.set("lack-of-fit.p", response.lackOfFit?.pValue)
    values.set("rows", response.rows)
    values.set("levels", data.labels.count)
    values.set("baseline", data.labels[response.baseline])
  }

  private var sentence: String {
    let slope = NumberFormat.significant(response.slope.value, digits: 3)
    let error = NumberFormat.significant(response.slope.standardError, digits: 2)
    guard let test = response.lackOfFit else {
      return "The line of \(outcome) on \(treatment) has the slope \(slope) (SE \(error))."
    }
    let numbers =
      "F = \(NumberFormat.significant(test.f, digits: 4)), \(ProbabilityText.text(test.pValue))"
    return test.pValue < 1 - level
      ? "A straight line does not describe the response (\(numbers)); its slope is \(slope) (SE \(error))."
      : "The levels do not depart from a straight line beyond chance (\(numbers)); its slope is \(slope) (SE \(error))."
  }

  private var table: ResultTable {
    let rows = zip(data.labels, response.levels).enumerated().map { index, entry -> [TableCell] in
      let (label, found) = entry
      let isBaseline = index == response.baseline
      return [
        .text(label), .integer(found.rows), .optional(found.mean.value),
        ArmEffectReport.interval(found.mean.interval(level: level)),
        isBaseline ? .missing : .optional(found.contrast.value),
        isBaseline ? .missing : .optional(found.contrast.standardError),
        isBaseline
          ? .missing : ArmEffectReport.interval(found.contrast.interval(level: level)),
        isBaseline ? .missing : .optional(found.contrast.pValue), .optional(found.line.value),
      ]
    }
    let interval = LevelText.interval(level)
    return ResultTable(
      .supporting,
      title: "\(outcome) by level of \(treatment)",
      columns: [
        TableColumn("Level"), TableColumn("Rows", .count), TableColumn("Mean"),
        TableColumn(interval), TableColumn("Effect", .estimate(standardErrors: 5)),
        TableColumn("SE"), TableColumn("\(interval) of the effect"),
        TableColumn("p", .probability), TableColumn("Line"),
      ], rows: rows, emphasised: [response.baseline])
  }

  /// Each level's mean with its interval over the dose, and the line with its band.
  private var chart: Chart {
    let levels = response.levels
    let doses = levels.map(\.dose)
    let means = levels.map { $0.mean.interval(level: level) }
    let lines = levels.map { $0.line.interval(level: level) }
    let isAdjusted = !data.covariates.isEmpty
    return Chart(
      kind: "dose", x: Axis(treatment),
      y: Axis(isAdjusted ? "adjusted mean of \(outcome)" : "mean \(outcome)"),
      marks: [
        .band(
          BandMark(
            name: "line", x: doses, low: lines.map(\.low), high: lines.map(\.high),
            role: .series(1))),
        .line(LineMark(name: "line", x: doses, y: levels.map(\.line.value), role: .series(1))),
        .intervals(
          IntervalMark(
            name: "mean", positions: doses, values: levels.map(\.mean.value),
            low: means.map(\.low), high: means.map(\.high), role: .series(0),
            orientation: .vertical)),
      ])
  }

  /// A row for each level.
  var frame: Frame {
    let levels = response.levels
    let means = levels.map { $0.mean.interval(level: level) }
    let effects = levels.map { $0.contrast.interval(level: level) }
    return Frame([
      Column(name: "level", categories: data.labels),
      Column(name: "dose", numbers: levels.map(\.dose)),
      Column(name: "rows", numbers: levels.map { Double($0.rows) }),
      Column(name: "mean", numbers: levels.map(\.mean.value)),
      Column(name: "mean.low", numbers: means.map(\.low)),
      Column(name: "mean.high", numbers: means.map(\.high)),
      Column(name: "effect", numbers: levels.map(\.contrast.value)),
      Column(name: "effect.low", numbers: effects.map(\.low)),
      Column(name: "effect.high", numbers: effects.map(\.high)),
      Column(name: "line", numbers: levels.map(\.line.value)),
    ])
  }
}
