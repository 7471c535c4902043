import Causal
import Diagnostics
import Execution
import Frames
import Learners
import NotebookSyntax
import Numerics
import Statistics

/// `test heterogeneity`: tests whether an effect varies at all, before any story of segments.
package struct TestHeterogeneityDirective: Directive {
  package static let manual = DirectiveManual(
    verb: "test", kind: "heterogeneity",
    summary: "Tests whether an effect varies, before any story of who gains.",
    discussion: """
      Three tests that fail in different ways. The interaction test regresses the outcome on
      features, arms and all their products, and tests the products together (HC1). The calibration
      test asks whether predicted effects go with found ones (one-sided, as grf's
      `test_calibration`), AUTOC whether they rank well.

      With a model, the latter two judge its predictions on `data`, which should be rows that it was
      not fitted on; on its own rows they are printed but do not count. Without one, name `outcome`,
      `treatment` and `features`: each fold is then judged by a T-learner of the folds before it, so
      that no row judges itself. The verdict is Holm's over the tests that count.
      """,
    example: """
      ```{test heterogeneity #varies}
      data: customers
      outcome: visit
      treatment: segment
      control: No E-Mail
      arms: [Womens E-Mail]
      features: [recency, history, mens, womens, newbie, zip_code, channel]
      propensity: design
      ```
      """,
    values: [
      (
        "interaction.f, interaction.df, interaction.p",
        "joint test of all products of arms and features, with .df.denominator"
      ),
      ("calibration.p", "one-sided p of the calibration test; calibration is its coefficient"),
      ("autoc.p", "two-sided p of AUTOC; autoc is its value"),
      ("autoc.p[SCORE], calibration.p[SCORE]", "the same of each score or arm"),
      ("verdict", "varies, noEvidence or reversed"),
      ("p", "the smallest p-value of the tests that count, after Holm's correction"),
    ])

  package static let parameters: [any AnyParameter] = JudgingParameters.all
  package static let diagnostics: [DiagnosticKind] =
    JudgedScores.diagnostics + [.unjudgeable, .notAnEffect, .nothingToVary]

  private let arguments: Arguments

  package init(arguments: Arguments) { self.arguments = arguments }

  /// Whether the cell names what it needs without a model.
  private var isModelFree: Bool {
    arguments[JudgingParameters.model] == nil && arguments[JudgingParameters.scores] == nil
      && arguments[JudgingParameters.outcome] != nil
      && arguments[JudgingParameters.treatment] != nil
      && arguments[JudgingParameters.features] != nil
  }

  package func plan(_ plan: inout CellPlan) {
    if isModelFree {
      let schema = plan.readFrame(arguments[JudgingParameters.data])
      JudgingParameters.checkRoles(arguments, in: schema, &plan)
      plan.check(arguments[JudgingParameters.weights], in: schema)
      plan.check(arguments[JudgingParameters.cluster], in: schema)
      plan.check(arguments[JudgingParameters.propensity]?.column, in: schema)
    } else {
      JudgedScores.plan(arguments, &plan)
    }
    plan.bind(.values)
  }

  package func run(_ context: RunContext) throws -> CellResult {
    let evidence =
      isModelFree
      ? try HeterogeneityEvidence.withoutModel(context)
      : try HeterogeneityEvidence.ofScores(context)
    return report(evidence, context.level)
  }

  private func report(_ evidence: HeterogeneityEvidence, _ level: Double) -> CellResult {
    var result = CellResult()
    let finding = evidence.finding(level: level)
    let interaction = evidence.interaction.wald
    result.values.set("interaction.f", interaction.f)
    result.values.set("interaction.df", interaction.numeratorDegrees)
    result.values.set("interaction.df.denominator", interaction.denominatorDegrees)
    result.values.set("interaction.p", interaction.pValue)
    for (index, score) in evidence.scores.enumerated() {
      for key in index == 0 ? ["", "[\(score.name)]"] : ["[\(score.name)]"] {
        result.values.set("calibration" + key, score.calibration)
        result.values.set("calibration.p" + key, score.calibrationP)
        result.values.set("autoc" + key, score.autoc)
        result.values.set("autoc.p" + key, score.autocP)
      }
    }
    result.values.set("verdict", finding.word)
    result.values.set("p", finding.p)
    result.values.set("rows", evidence.interaction.rows)
    result.items = [
      .verdict(evidence.sentence(finding)), .table(table(evidence)),
    ]
    result.notes = evidence.notes
    result.stamps = evidence.stamps
    result.definitions = [
      .init(
        "interaction",
        "Wald F of all products of arms and features in a linear regression, covariance \(evidence.covariance)"
      ),
      .init(
        "calibration", CalibrationTest.definition,
        source: "Chernozhukov, Demirer, Duflo and Fernández-Val (2018)"),
      .init("AUTOC", RankWeightedEffect.autoc.definition, source: "Yadlowsky et al. (2021)"),
    ]
    if evidence.isSequential {
      result.definitions.append(
        .init(
          "folds",
          "each fold is judged by a model of the folds before it; z-scores are summed over √(K − 1)",
          source: "Wager (2024)"))
    }
    return result
  }

  private func table(_ evidence: HeterogeneityEvidence) -> ResultTable {
    let interaction = evidence.interaction.wald
    var rows: [[TableCell]] = [
      [
        .text("interaction F"), .text("all features"), .optional(interaction.f),
        .text(degrees(interaction)), .optional(interaction.pValue), .text("yes"),
      ]
    ]
    for score in evidence.scores {
      let counts = TableCell.text(score.counts ? "yes" : "no")
      rows.append([
        .text("calibration"), .text(score.label), .optional(score.calibration), .missing,
        .optional(score.calibrationP), counts,
      ])
      rows.append([
        .text("AUTOC"), .text(score.label), .optional(score.autoc), .missing,
        .optional(score.autocP), counts,
      ])
    }
    return ResultTable(
      title: "Does the effect on \(evidence.outcome) vary?",
      columns: [
        TableColumn("test"), TableColumn("with"), TableColumn("statistic"),
        TableColumn("degrees of freedom"), TableColumn("p", .probability),
        TableColumn("counts"),
      ], rows: rows)
  }

  private func degrees(_ wald: WaldTest) -> String {
    let numerator = NumberFormat.fixed(wald.numeratorDegrees, digits: 0)
    guard wald.denominatorDegrees.isFinite else { return numerator }
    return
      "\(numerator) and \(NumberFormat.fixed(wald.denominatorDegrees, digits: 0, grouping: true))"
  }
}

extension DiagnosticKind {
  static let nothingToVary = DiagnosticKind(
    "test.noFeatures", .error,
    "The test of heterogeneity needs features with which the effect may vary: `features:` or a model that has some."
  )
}
