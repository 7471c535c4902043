import Execution
import Learners
import Numerics

extension EffectReport {
  /// What a causal forest gives beside the values of every fit, for one arm.
  func setForest(_ arm: ForestFindings.Arm, _ values: inout ResultValues) {
    for entry in arm.importance { values.set("importance[\(entry.feature)]", entry.share) }
    for coefficient in arm.calibration {
      let name = "calibration.\(coefficient.term)"
      values.set(name, coefficient.estimate)
      values.set("\(name).se", coefficient.standardError)
      values.set("\(name).p", Self.oneSided(coefficient))
    }
    if !arm.calibration.isEmpty { values.set("calibration.factor", arm.factor) }
    for coefficient in arm.projection {
      values.set("projection[\(coefficient.term)]", coefficient.estimate)
      values.set("projection.se[\(coefficient.term)]", coefficient.standardError)
    }
  }

  /// The tables of importance, calibration and projection.
  func forestTables() -> [CellResult.Item] {
    guard let forest = model.fitted.forest else { return [] }
    return zip(model.arms, forest.arms).flatMap { arm, findings in
      [.table(importanceTable(arm, findings))]
        + (model.kind == .upliftForest ? [] : [.table(calibrationTable(arm, findings))])
        + (findings.projection.isEmpty ? [] : [.table(projectionTable(arm, findings))])
    }
  }

  private func importanceTable(_ arm: String, _ findings: ForestFindings.Arm) -> ResultTable {
    ResultTable(
      title: "Which features the effect of \(arm) was split on",
      columns: [TableColumn("feature"), TableColumn("importance", .share(1))],
      rows: findings.importance.enumerated().sorted {
        ($1.element.share, $0.offset) < ($0.element.share, $1.offset)
      }.map { [.text($0.element.feature), .optional($0.element.share)] },
      notes: [
        "Shares of the splits of the first four levels; a level counts by the inverse square of its depth."
      ])
  }

  private func calibrationTable(_ arm: String, _ findings: ForestFindings.Arm) -> ResultTable {
    let meanings = [
      "mean": "mean effect", "differential": "differences of effects",
    ]
    return ResultTable(
      title:
        "Calibration of the effects of \(arm)\(findings.factor != 1 ? ", before they were scaled" : "")",
      columns: [
        TableColumn("of"), TableColumn("coefficient", .estimate(standardErrors: 1)),
        TableColumn("SE"), TableColumn("p (one-sided)", .probability),
      ],
      rows: findings.calibration.map {
        [
          .text(meanings[$0.term] ?? $0.term), .optional($0.estimate),
          .optional($0.standardError), .optional(Self.oneSided($0)),
        ]
      },
      notes: [
        findings.calibration.isEmpty
          ? "The effects do not vary, so that there is nothing to test."
          : "Both are 1 for a forest that is right (Chernozhukov, Demirer, Duflo and Fernández-Val 2018; out-of-bag effects, HC3 standard errors)."
      ])
  }

  private func projectionTable(_ arm: String, _ findings: ForestFindings.Arm) -> ResultTable {
    ResultTable(
      .supporting,
      title: "Best linear projection of the effect of \(arm)",
      columns: [
        TableColumn("term"), TableColumn("coefficient", .estimate(standardErrors: 2)),
        TableColumn("SE"), TableColumn("p", .probability),
      ],
      rows: findings.projection.map { coefficient in
        let z = abs(coefficient.estimate) / coefficient.standardError
        return [
          .text(coefficient.term),
          .optional(coefficient.estimate), .optional(coefficient.standardError),
          .optional(2 * NormalDistribution().survival(z)),
        ]
      },
      notes: ["Doubly robust scores on features by least squares, HC3 standard errors."]
        + (findings.rowsLeftOut > 0
          ? [
            "\(NumberFormat.count(findings.rowsLeftOut)) rows without some feature are left out of it."
          ] : []))
  }

  /// What readers of a forest must know, a sentence each.
  func forestNotes() -> [String] {
    guard let forest = model.fitted.forest else { return [] }
    var notes = model.kind == .upliftForest ? upliftForestNotes() : causalForestNotes()
    for column in forest.arms.first?.crowded ?? [] {
      notes.append(
        "\(column) has more levels than trees tell apart: its rarest levels share \(NumberFormat.count(BinLayout.mostBins / 2 + 1)) bins."
      )
    }
    return notes
  }

  private func upliftForestNotes() -> [String] {
    [
      "\(NumberFormat.count(model.settings.uplift.trees)) trees. Effects of these rows are out of bag, from trees that did not see them."
    ]
  }

  /// What readers of an uplift tree or forest must know of its leaves, a sentence each.
  func upliftNotes() -> [String] {
    guard model.kind == .upliftTree || model.kind == .upliftForest else { return [] }
    var notes: [String] = []
    if model.settings.uplift.honesty {
      notes.append(
        "Honest: one half of a tree's rows chose its splits, and the other half fills its leaves.")
    } else if model.kind == .upliftTree {
      notes.append(
        "The same rows chose the splits and fill the leaves, so that leaves differ more here than they would on new rows and their intervals are too narrow: honesty: true divides the rows."
      )
    } else {
      notes.append("Not honest: the same rows choose a tree's splits and fill its leaves.")
    }
    if rows.propensity.source == .estimated || rows.propensity.source.rowValues != nil {
      notes.append(
        "Effects are differences of the arms' means in a leaf, right where the arms were given at random; the propensity serves the average effects alone."
      )
    }
    return notes
  }

  private func causalForestNotes() -> [String] {
    let parameters = model.settings.forest
    var notes = [
      "\(NumberFormat.count(parameters.trees)) trees\(parameters.honesty ? ", honest" : ", not honest: one half of the rows both chooses splits and fills leaves"). Effects of these rows are out of bag, from trees that did not see them."
    ]
    if parameters.inference {
      notes.append("Intervals of effects are from little bags and cover the forest's expectation.")
    }
    for (arm, findings) in zip(model.arms, model.fitted.forest?.arms ?? [])
    where findings.factor != 1 {
      let (finding, bound) =
        findings.factor > 1
        ? ("smooths the effects of \(arm) too much", "lower")
        : ("exaggerates how the effects of \(arm) differ", "upper")
      notes.append(
        "The test of calibration is sure that the forest \(finding): their differences from their mean are multiplied by \(NumberFormat.fixed(findings.factor, digits: 2)), the \(bound) 95% bound of its coefficient (calibrate: false leaves them)."
      )
    }
    return notes
  }

  private static func oneSided(_ coefficient: EffectCoefficient) -> Double {
    NormalDistribution().survival(coefficient.estimate / coefficient.standardError)
  }
}
