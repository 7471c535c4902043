import Causal
import Charts
import Diagnostics
import Execution
import Frames
import Learners

/// `evaluate` with `repeats`: models fitted again on random splits of the judged frame.
///
/// Doubly robust scores stay those of all rows, each from models that did not see it; only which rows
/// the effect models learn from, and which they are judged on, is drawn again.
struct EvaluationRepeats {
  /// What one score's metrics did over the splits.
  struct Result {
    let name: String
    let legend: String
    let autoc: [Double]
    let qini: [Double]
    /// Splits in which its AUTOC was the highest of its arm's.
    let wins: Int
  }

  let results: [Result]
  let splits: RepeatedSplits

  init(_ judged: JudgedScores, count: Int, testShare: Double, _ context: RunContext) throws {
    let frame = judged.frame.frame
    splits = RepeatedSplits(
      count: count, testShare: testShare, frame: frame,
      treatment: judged.models.first?.model.treatment
        ?? context.arguments[JudgingParameters.treatment]?.column.name, context)
    let all = judged.all
    var autoc = [[Double]](repeating: [], count: all.count)
    var qini = autoc
    var wins = [Int](repeating: 0, count: all.count)
    let arms = all.map(\.comparison.arm)
    for index in 0..<count {
      let (train, test) = splits.split(index)
      let predictions = try Self.predictions(judged, train: train, test: test, context)
      do throws(RankingError) {
        for (position, entry) in all.enumerated() {
          let values = try Self.metrics(entry, predictions, test: test, of: frame.rowCount)
          autoc[position].append(values.autoc)
          qini[position].append(values.qini)
        }
      } catch {
        throw JudgingProblem.diagnostic(error, context)
      }
      for arm in Set(arms) {
        let own = all.indices.filter { arms[$0] == arm }
        if let best = own.max(by: { autoc[$0][index] < autoc[$1][index] }) { wins[best] += 1 }
      }
      context.progress(Double(index + 1) / Double(count), "split \(index + 1) of \(count)")
    }
    results = all.indices.map { position in
      Result(
        name: all[position].score.name, legend: all[position].score.legend,
        autoc: autoc[position], qini: qini[position], wins: wins[position])
    }
  }

  /// Scores of the held-out rows by models fitted on the others: per model one list an arm.
  private static func predictions(
    _ judged: JudgedScores, train: [Int], test: [Int], _ context: RunContext
  ) throws(Diagnostic) -> [String: [[Double]]] {
    let frame = judged.frame.frame
    let (learning, held) = (frame.taking(train), frame.taking(test))
    var predictions: [String: [[Double]]] = [:]
    for (name, model) in judged.models
    where judged.all.contains(where: { $0.score.model?.name == name }) {
      let refitted = try model.refitted(on: learning, context)
      do throws(LearnerError) {
        predictions[name] = try refitted.scores(held)
      } catch {
        throw LearnerProblem.diagnostic(error, roles: model.roles, context)
      }
    }
    return predictions
  }

  private static func metrics(
    _ entry: (score: JudgedScores.Score, comparison: JudgedScores.Comparison),
    _ predictions: [String: [[Double]]], test: [Int], of rowCount: Int
  ) throws(RankingError) -> (autoc: Double, qini: Double) {
    let (score, comparison) = entry
    var place = [Int](repeating: -1, count: rowCount)
    for (position, row) in test.enumerated() { place[row] = position }
    let held = comparison.rows.indices.filter { place[comparison.rows[$0]] >= 0 }
    let values: [Double]
    if let source = score.model, let scores = predictions[source.name] {
      values = held.map {
        let value = scores[source.arm][place[comparison.rows[$0]]]
        return source.isReversed ? -value : value
      }
    } else {
      values = held.map { score.values[$0] }
    }
    let sample = try comparison.sample.selecting(rows: held)
    let ranking = try Ranking(descending: values)
    return (
      try RankWeightedEffect.autoc.estimate(of: sample, by: ranking).value,
      try RankWeightedEffect.qini.estimate(of: sample, by: ranking).value
    )
  }

  // MARK: - Report

  private func variation(_ values: [Double]) -> SplitVariation {
    SplitVariation(values, testShare: splits.testShare)
  }

  func record(in values: inout ResultValues) {
    for result in results {
      for (metric, drawn) in [("autoc", result.autoc), ("qini", result.qini)] {
        let variation = variation(drawn)
        values.set("\(metric).splits.mean[\(result.name)]", variation.mean)
        values.set("\(metric).splits.sd[\(result.name)]", variation.standardDeviation)
        values.set("\(metric).splits.se[\(result.name)]", variation.standardError)
      }
      values.set("splits.won[\(result.name)]", Double(result.wins) / Double(splits.count))
    }
    values.set("splits", splits.count)
  }

  var items: [CellResult.Item] {
    let rows = results.map { result -> [TableCell] in
      let (autoc, qini) = (variation(result.autoc), variation(result.qini))
      return [
        .text(result.legend), .optional(autoc.mean), .optional(autoc.standardDeviation),
        .optional(autoc.standardError), .optional(qini.mean), .optional(qini.standardDeviation),
        .number(Double(result.wins) / Double(splits.count)),
      ]
    }
    let table = ResultTable(
      title: "Variation over \(splits.count) splits",
      columns: [
        TableColumn("Score"), TableColumn("AUTOC, mean", .estimate(standardErrors: 3)),
        TableColumn("SD"), TableColumn("SE"),
        TableColumn("QINI, mean", .estimate(standardErrors: 5)), TableColumn("SD"),
        TableColumn("Highest AUTOC in", .share(0)),
      ], rows: rows,
      notes: [
        "SD is what the split alone moves; it is no error of the mean, for the splits share rows. SE is Nadeau and Bengio's."
      ])
    let boxes = results.enumerated().compactMap { BoxSummary.box($1.autoc, at: Double($0)) }
    let chart = Chart(
      kind: "splits", x: Axis("AUTOC on held-out rows", includesZero: true),
      y: .categories(results.map(\.legend)),
      marks: [
        .rule(RuleMark(.x(0), role: .muted)),
        .boxes(
          BoxMark(name: "AUTOC", boxes: boxes, role: .series(0), orientation: .horizontal)),
      ],
      remarks: ["Boxes are quartiles over \(splits.count) splits, whiskers 1.5 times as far."])
    return [.table(table), .chart(chart)]
  }
}
