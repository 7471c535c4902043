import Causal
import Diagnostics
import Execution
import Frames
import Learners
import NotebookSyntax

/// Scores on the rows of one frame, each with the arm and the doubly robust scores it is judged by.
///
/// One for all directives that judge, so that `evaluate`, curves, policies and values cannot differ
/// in rows, propensities or outcome models. A model with several arms enters once per arm; rows
/// without a score are left out for all scores, so that contrasts are paired.
struct JudgedScores: Sendable {
  /// What a score's numbers mean.
  enum Meaning: Sendable, Equatable {
    /// Predicted effects, in units of the outcome.
    case effect
    /// Predicted outcomes of a response model.
    case response
    /// Numbers of a column, or a random order.
    case order
  }

  struct Score: Sendable {
    /// The key of the score's values, such as `tau` or `tau[Womens E-Mail]`.
    let name: String
    let meaning: Meaning
    let values: [Double]
    let ranking: Ranking
    /// The model behind the score; nil for a column.
    var model: ModelSource?

    /// The name for legends and tables, which says when a score is not an effect.
    var legend: String {
      ScoreLabel.text(name) + (meaning == .response ? " (response)" : "")
    }

    /// The legend where the arm, or the step of a sweep, is told by the panel's title.
    func legend(inPanelOf panel: String) -> String {
      legend.replacing("[\(panel)]", with: "", maxReplacements: 1)
        .replacing(", \(panel)", with: "", maxReplacements: 1)
    }
  }

  /// Which of a model's effects a score is.
  struct ModelSource: Sendable, Equatable {
    let name: String
    /// The arm's position among the model's arms.
    let arm: Int
    let isReversed: Bool
  }

  /// Scores that are judged on the rows of one arm and the control, or on all rows of a dose.
  struct Comparison: Sendable {
    /// The arm; the treatment's name where it is a dose.
    let arm: String
    /// The control's label; empty where the treatment is a dose.
    let control: String
    let scores: [Score]
    let sample: JudgedSample
    /// What is behind the sample's effect scores.
    let doublyRobust: DoublyRobustScores
    /// Y − m̂(X) and T − ê(X) of every row.
    let residuals: Residuals
    /// Positions of the rows in the frame.
    let rows: [Int]
    /// What treating each row truly gains after its cost, where `plot profit` knows the truth.
    var trueGains: [Double]? = nil

    /// Whether effects are slopes in a dose.
    var isContinuous: Bool {
      if case .continuous = sample.treatmentKind { true } else { false }
    }
  }

  /// What is left of outcome and treatment when the features have had their say.
  struct Residuals: Sendable {
    let outcome: [Double]
    let treatment: [Double]
  }

  let comparisons: [Comparison]
  let outcome: String
  let frameName: String
  let frame: FrameObject
  /// The judged models by name, in the order of `scores:`.
  let models: [(name: String, model: FittedEffect)]
  /// What was assumed, left out or clipped, a sentence each.
  let notes: [String]
  /// Short stamps, such as "in-sample".
  let stamps: [String]

  /// All scores with the comparison that they belong to, in order.
  var all: [(score: Score, comparison: Comparison)] {
    comparisons.flatMap { comparison in comparison.scores.map { ($0, comparison) } }
  }

  /// Whether the treatment is a dose, so that effects are slopes.
  var isContinuous: Bool { comparisons.contains { $0.isContinuous } }

  /// The judged model of this name.
  func model(named name: String) -> FittedEffect? { models.first { $0.name == name }?.model }

  /// Puts the notes and stamps on a result.
  func annotate(_ result: inout CellResult) {
    result.notes += notes
    result.stamps += stamps
  }
}

extension JudgedScores {
  /// Says what a judging cell reads, before anything runs.
  static func plan(_ arguments: Arguments, _ plan: inout CellPlan) {
    let schema = plan.readFrame(arguments[JudgingParameters.data])
    if let model = arguments[JudgingParameters.model] {
      plan.readObject(model, types: [FittedEffect.typeName])
    }
    let scores = arguments[JudgingParameters.scores] ?? []
    for score in scores where !score.isRandom {
      if case .object(FittedEffect.typeName)? = plan.schema(of: score.name) {
        _ = plan.readIfBound(score.name)
      } else if schema.names.map({ !$0.contains(score.name) }) ?? false,
        plan.schema(of: score.name) != nil
      {
        plan.readObject(NameReference(score.name, score.range), types: [FittedEffect.typeName])
      } else {
        plan.check(score.column, in: schema)
      }
    }
    if arguments[JudgingParameters.model] == nil {
      let hasModel = plan.readLastObject(type: FittedEffect.typeName)
      if scores.isEmpty, !hasModel {
        plan.error(
          .nothingToJudge, "no model is fitted above, so there is nothing to judge",
          hint: "fit one first, or name columns with scores:")
      }
    }
    JudgingParameters.checkRoles(arguments, in: schema, &plan)
    plan.check(arguments[JudgingParameters.weights], in: schema)
    plan.check(arguments[JudgingParameters.propensity], in: schema)
    plan.check(arguments[JudgingParameters.cluster], in: schema)
  }

  /// Finds the scores, gathers the rows and builds the doubly robust scores.
  static func resolve(_ context: RunContext) throws -> JudgedScores {
    var resolver = try JudgedScoresResolver(context)
    return try resolver.resolve()
  }

  static let diagnostics: [DiagnosticKind] = [
    .nothingToJudge, .modelsDisagree, .missingRole, .inSample, .unscoredRows, .invalidScore,
    .extrapolation,
  ]
}

extension DiagnosticKind {
  static let nothingToJudge = DiagnosticKind(
    "judge.nothing", .error,
    "The directive judges scores, and neither `scores:` nor `model:` names any, nor is a model fitted above."
  )
  static let modelsDisagree = DiagnosticKind(
    "judge.modelsDisagree", .error,
    "Models that are judged together were fitted for different outcomes, treatments or controls. Judge them apart, or state `outcome:`, `treatment:` and `control:`."
  )
  static let missingRole = DiagnosticKind(
    "judge.missingRole", .error,
    "Without a model, `outcome:` and `treatment:` must say what the scores are judged on.")
  static let inSample = DiagnosticKind(
    "judge.inSample", .warning,
    "A model is judged on rows that it may have been fitted on, which flatters it. Judge it on another part of a split; `allow: in-sample` drops the warning and keeps the stamp."
  )
  static let unscoredRows = DiagnosticKind(
    "judge.unscored", .error, "No row of the frame has a score, or the scores cannot be ranked.")
  static let invalidScore = DiagnosticKind(
    "judge.invalidScore", .error, "A name under `scores:` is no model, and no numeric column.")
}
