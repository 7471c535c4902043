import Causal
import Diagnostics
import Execution
import Frames
import Learners
import NotebookSyntax

/// The rows on which segments are judged, with the one score that may make them.
struct SegmentRows: Sendable {
  let object: FrameObject
  let frameName: String
  let outcome: String
  let arm: String
  /// Positions of the judged rows in the frame.
  let rows: [Int]
  let sample: JudgedSample
  /// μ̂ of the control for the judged rows, cross-fitted there.
  let baseline: [Double]
  let model: FittedEffect?
  /// The score of the judged rows; nil where segments are not made from one.
  let score: JudgedScores.Score?
  let notes: [String]
  let stamps: [String]

  /// The rows of a cell that judges one score on one arm.
  static func resolve(_ context: RunContext) throws -> SegmentRows {
    let judged = try JudgedScores.resolve(context)
    let all = judged.all
    guard let (score, comparison) = all.first, all.count == 1 else {
      let names = all.map(\.score.name)
      throw context.error(
        .severalScores,
        at: context.arguments.isGiven(JudgingParameters.scores)
          ? context.arguments.range(of: JudgingParameters.scores)
          : context.arguments.range(of: JudgingParameters.model),
        "segments are made from one score, and there are \(names.count): \(names.joined(separator: ", "))",
        hint: "choose one with scores: [\(names.first ?? "")]")
    }
    return SegmentRows(
      object: judged.frame, frameName: judged.frameName, outcome: judged.outcome,
      arm: comparison.arm, rows: comparison.rows, sample: comparison.sample,
      baseline: comparison.doublyRobust.outcomePredictions.first ?? [],
      model: judged.models.first?.model ?? context.lastObject(FittedEffect.self)?.object,
      score: score, notes: judged.notes, stamps: judged.stamps)
  }

  /// The rows of a cell that names outcome and treatment but no score.
  static func unscored(_ context: RunContext) throws -> SegmentRows {
    let arguments = context.arguments
    let object = try context.frame(arguments[JudgingParameters.data])
    let valued = try ValuedRows.gather(model: nil, labels: nil, frame: object.frame, context)
    guard valued.labels.count == 2, let scores = valued.sample.scores else {
      throw context.error(
        .severalScores, at: arguments.range(of: JudgingParameters.treatment),
        "the treatment has \(valued.labels.count - 1) arms, and segments are judged by one",
        hint: "choose one with arms: [\(valued.labels.dropFirst().first ?? "")]")
    }
    do throws(RankingError) {
      let sample = try JudgedSample(
        outcome: valued.sample.outcome, treatment: valued.sample.actions.map(Double.init),
        effectScores: scores[0].indices.map { scores[1][$0] - scores[0][$0] },
        weights: valued.sample.weights, clusters: valued.sample.clusters)
      return SegmentRows(
        object: object, frameName: context.frameName(arguments[JudgingParameters.data]),
        outcome: valued.outcome, arm: valued.labels[1], rows: valued.rows, sample: sample,
        baseline: [], model: nil, score: nil, notes: valued.notes, stamps: [])
    } catch {
      throw JudgingProblem.diagnostic(error, context)
    }
  }

  /// The score of every row of the frame, rows of other arms included; NaN where there is none.
  func frameScores(_ context: RunContext) throws(Diagnostic) -> [Double] {
    var values = [Double](repeating: .nan, count: object.frame.rowCount)
    guard let score else { return values }
    let reference = context.arguments[JudgingParameters.scores]?.first
    let model: FittedEffect? =
      reference == nil
      ? self.model
      : reference.flatMap { context.object(named: $0.name, at: $0.range) as? FittedEffect }
    if let model, !(reference?.isRandom ?? false) {
      do throws(LearnerError) {
        let all = try model.scores(object.frame)
        let index = model.arms.firstIndex(of: reference?.arm ?? arm) ?? 0
        values = all.indices.contains(index) ? all[index] : values
      } catch {
        throw LearnerProblem.diagnostic(error, roles: model.roles, context)
      }
    } else if let reference, let column = object.frame.doubles(reference.name) {
      values = column
    }
    if reference?.isReversed ?? false { values = values.map { -$0 } }
    // The judged rows keep the very numbers that they were ranked by.
    for (position, row) in rows.enumerated() { values[row] = score.values[position] }
    return values
  }
}
