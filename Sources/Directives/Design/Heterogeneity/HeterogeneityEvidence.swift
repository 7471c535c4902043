import Causal
import Diagnostics
import Execution
import Frames
import Learners
import NotebookSyntax
import Numerics
import Statistics

/// The three tests of `test heterogeneity`, and what they say together.
struct HeterogeneityEvidence {
  /// The tests of one score.
  struct Score {
    var name: String
    /// What the table says was judged.
    var label: String
    var calibration: Double
    var calibrationP: Double
    var autoc: Double
    var autocP: Double
    /// False on rows that the model learned from.
    var counts: Bool
  }

  struct Finding {
    /// `varies`, `noEvidence`, `reversed`.
    var word: String
    /// The smallest p-value after Holm's correction.
    var p: Double
  }

  var outcome: String
  var interaction: InteractionTest
  var covariance: String
  var scores: [Score]
  var isSequential: Bool
  var notes: [String]
  var stamps: [String]

  /// Holm's correction over the tests that count.
  func finding(level: Double) -> Finding {
    let used = scores.filter(\.counts)
    let raw =
      [interaction.wald.pValue] + used.flatMap { [$0.calibrationP, $0.autocP] }
    let adjusted = MultipleTesting.holm.adjust(raw)
    let smallest = adjusted.filter { !$0.isNaN }.min() ?? .nan
    guard smallest < 1 - level else { return Finding(word: "noEvidence", p: smallest) }
    // AUTOC is two-sided: where it alone speaks, and is negative, the ranking is upside down.
    let isReversed = adjusted.indices.allSatisfy { index in
      guard adjusted[index] < 1 - level else { return true }
      return index > 0 && index % 2 == 0 && used[index / 2 - 1].autoc < 0
    }
    return Finding(word: isReversed ? "reversed" : "varies", p: smallest)
  }

  func sentence(_ finding: Finding) -> String {
    let wald = interaction.wald
    var parts = [
      "interaction F = \(NumberFormat.significant(wald.f, digits: 4)), \(ProbabilityText.text(wald.pValue))"
    ]
    if let first = scores.first {
      if first.calibrationP.isFinite {
        parts.append("calibration \(ProbabilityText.text(first.calibrationP))")
      }
      if first.autocP.isFinite { parts.append("AUTOC \(ProbabilityText.text(first.autocP))") }
    }
    let numbers = parts.joined(separator: "; ")
    switch finding.word {
    case "varies": return "The effect on \(outcome) varies (\(numbers))."
    case "reversed":
      return
        "The effect on \(outcome) varies against the score: those ranked first gain less (\(numbers))."
    default: return "No evidence that the effect on \(outcome) varies (\(numbers))."
    }
  }
}

extension HeterogeneityEvidence {
  /// The regression with all products, on the rows that miss no feature.
  static func interaction(
    _ roles: CausalRoles, in frame: Frame, _ context: RunContext
  ) throws(Diagnostic) -> (test: InteractionTest, covariance: String, notes: [String]) {
    guard !roles.features.isEmpty else {
      throw context.error(
        .nothingToVary, "there are no features with which the effect could vary",
        hint: "name them with features:")
    }
    var complete = [Bool](repeating: true, count: frame.rowCount)
    for reference in roles.features + roles.controls {
      let column = try context.column(reference, in: frame)
      for row in complete.indices where column[row] == .missing { complete[row] = false }
    }
    let kept = complete.indices.filter { complete[$0] }
    var notes: [String] = []
    if kept.count < frame.rowCount {
      notes.append(
        "The interaction test leaves out \(CountText.rows(frame.rowCount - kept.count)) with a missing feature."
      )
    }
    let used = kept.count < frame.rowCount ? frame.taking(kept) : frame
    // The regression needs no propensities, so any that are not usable must not stop it.
    var plain = roles
    plain.propensity = PropensityReference(form: .design, range: context.arguments.headRange)
    let rows = try CausalRows.gather(
      plain, from: used, propensityLearner: "", takesAmounts: true, context)
    var clusters: [Int]?
    var covariance = "HC1"
    if let reference = context.arguments[JudgingParameters.cluster] {
      let view = try context.column(reference, in: used).levelView
      clusters = ClusterCodes.codes(view, rows: rows.rows).map(Int.init)
      covariance = "of clusters"
    }
    do throws(LearnerError) {
      let test = try InteractionTest(rows.data, clusters: clusters)
      if !test.dependentTerms.isEmpty {
        notes.append(
          "Not tested, since other terms explain them: \(test.dependentTerms.joined(separator: ", "))."
        )
      }
      return (test, covariance, notes)
    } catch {
      throw LearnerProblem.diagnostic(error, roles: roles, context)
    }
  }

  /// The tests with the scores that the cell names, or the model last fitted.
  static func ofScores(_ context: RunContext) throws -> HeterogeneityEvidence {
    let judged = try JudgedScores.resolve(context)
    if let response = judged.all.first(where: { $0.score.meaning == .response }) {
      throw context.error(
        .notAnEffect, "“\(response.score.name)” predicts outcomes, not effects",
        hint: "name a model of effects")
    }
    let isInSample = judged.stamps.contains { $0.hasPrefix("in-sample") }
    let tested = try interaction(roles(of: judged, context), in: judged.frame.frame, context)
    var scores: [Score] = []
    do throws(RankingError) {
      for (score, comparison) in judged.all {
        let autoc = try RankWeightedEffect.autoc.estimate(
          of: comparison.sample, by: score.ranking)
        var entry = Score(
          name: score.name, label: score.legend, calibration: .nan, calibrationP: .nan,
          autoc: autoc.value, autocP: autoc.p ?? .nan, counts: !isInSample)
        if score.meaning == .effect, !score.ranking.isConstant {
          let test = try CalibrationTest(
            predicted: score.values, outcomeResiduals: comparison.residuals.outcome,
            treatmentResiduals: comparison.residuals.treatment,
            weights: comparison.sample.weights, clusters: comparison.sample.clusters)
          (entry.calibration, entry.calibrationP) = (test.spread.value, test.pValue)
        }
        scores.append(entry)
      }
    } catch {
      throw JudgingProblem.diagnostic(error, context)
    }
    var notes = judged.notes + tested.notes
    if isInSample {
      notes.append(
        "Calibration and AUTOC do not count: the model learned from these rows.")
    }
    return HeterogeneityEvidence(
      outcome: judged.outcome, interaction: tested.test, covariance: tested.covariance,
      scores: scores, isSequential: false, notes: notes, stamps: judged.stamps)
  }

  /// The columns of the interaction test: those that the cell names, else those of the model.
  private static func roles(
    of judged: JudgedScores, _ context: RunContext
  ) throws(Diagnostic) -> CausalRoles {
    let arguments = context.arguments
    let here = arguments.headRange
    let model = judged.models.first?.model
    func located(_ name: String) -> ColumnReference { ColumnReference(name, here) }
    let treatment =
      arguments[JudgingParameters.treatment]
      ?? TreatmentReference(
        column: located(model?.treatment ?? ""), asArms: model?.roles.treatment.asArms ?? false)
    return CausalRoles(
      outcome: located(judged.outcome), treatment: treatment,
      control: judged.isContinuous ? nil : Located(judged.comparisons[0].control, here),
      arms: judged.isContinuous ? nil : judged.comparisons.map { Located($0.arm, here) },
      features: arguments[JudgingParameters.features] ?? model?.features.map(located) ?? [],
      controls: arguments[JudgingParameters.features] == nil
        ? model?.controls.map(located) ?? [] : [],
      weights: arguments[JudgingParameters.weights] ?? model?.weights.map(located))
  }
}
