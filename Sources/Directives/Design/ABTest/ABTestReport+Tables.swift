import Execution
import Numerics
import Statistics

extension ABTestReport {
  /// The columns that say which comparison a row is: only what there are several of.
  private func identityColumns(withGroups: Bool) -> [TableColumn] {
    (outcomes.count > 1 ? [TableColumn("outcome")] : [])
      + (hasArms || !withGroups || outcomes.count == 1 ? [TableColumn(arms.column)] : [])
      + (withGroups ? [TableColumn("group")] : [])
  }

  private func identity(_ contrast: ABContrast, withGroups: Bool) -> [TableCell] {
    (outcomes.count > 1 ? [.text(contrast.outcome)] : [])
      + (hasArms || !withGroups || outcomes.count == 1
        ? [.text(comparison(contrast.arm, contrast.base))] : [])
      + (withGroups ? [.text(contrast.group ?? "all")] : [])
  }

  /// The arm, which is compared with the control; or the two arms.
  func comparison(_ arm: String, _ base: String) -> String {
    base == arms.control ? arm : "\(arm) − \(base)"
  }

  private var allShares: Bool { analysis.contrasts.allSatisfy { $0.metric == .proportion } }

  var effectTable: ResultTable {
    let style: NumberStyle = allShares ? .points(2) : .automatic
    let unit = allShares ? "points" : nil
    let levels: NumberStyle = allShares ? .share(2) : .automatic
    var columns =
      identityColumns(withGroups: hasGroups) + [
        TableColumn("treated", levels), TableColumn("control", levels),
        TableColumn("difference", style, unit: unit), TableColumn("SE", style, unit: unit),
        TableColumn(LevelText.interval(level), style, unit: unit), TableColumn("p", .probability),
      ]
    if isCorrected { columns.append(TableColumn("p, corrected", .probability)) }
    if analysis.settings.tuning != nil {
      columns.append(TableColumn("always valid", style, unit: unit))
    }
    if hasGroups { columns.append(TableColumn("shrunken", style, unit: unit)) }
    let isAgainstControl = analysis.contrasts.allSatisfy { $0.base == arms.control }
    return ResultTable(
      title: isAgainstControl ? "Effects against \(arms.control)" : "Differences of the arms",
      columns: columns, rows: analysis.contrasts.map(effectRow))
  }

  private func effectRow(_ contrast: ABContrast) -> [TableCell] {
    var cells =
      identity(contrast, withGroups: hasGroups) + [
        .optional(contrast.treated.value), .optional(contrast.control.value),
        .optional(contrast.difference.value), .optional(contrast.difference.standardError),
        ArmEffectReport.interval(contrast.difference.interval(level: level)),
        .optional(contrast.pValue),
      ]
    if isCorrected { cells.append(.optional(contrast.adjustedPValue)) }
    if let sequential = contrast.sequential {
      cells.append(ArmEffectReport.interval(sequential.interval))
    }
    if hasGroups { cells.append(.optional(contrast.shrunken)) }
    return cells
  }

  var liftTable: ResultTable {
    ResultTable(
      title: "The same as shares of the control's mean",
      columns: identityColumns(withGroups: hasGroups) + [
        TableColumn("lift", .share(1)), TableColumn("SE", .share(1)),
        TableColumn(LevelText.interval(level), .share(1)),
      ],
      rows: analysis.contrasts.map { contrast in
        identity(contrast, withGroups: hasGroups) + [
          .optional(contrast.lift.value), .optional(contrast.lift.standardError),
          ArmEffectReport.interval(contrast.lift.interval(level: level)),
        ]
      })
  }

  /// The tests of proportions by name, for the contrasts over all rows.
  var testTable: ResultTable? {
    let rows = analysis.contrasts.filter { $0.group == nil }.compactMap {
      contrast -> [TableCell]? in
      guard let tests = contrast.proportionTests else { return nil }
      return identity(contrast, withGroups: false) + [
        .optional(contrast.pValue), .optional(tests.unpooled),
        .optional(tests.chiSquare.statistic), .optional(tests.chiSquare.pValue),
        .optional(tests.yates.statistic), .optional(tests.yates.pValue),
      ]
    }
    guard !rows.isEmpty, analysis.reductions.isEmpty else { return nil }
    return ResultTable(
      .supporting, title: "Tests of the proportions",
      columns: identityColumns(withGroups: false) + [
        TableColumn("pooled z, p", .probability),
        TableColumn("unpooled z, p", .probability), TableColumn("χ²", .fixed(2)),
        TableColumn("p", .probability), TableColumn("χ² with Yates", .fixed(2)),
        TableColumn("p", .probability),
      ], rows: rows)
  }

  var equalityTable: ResultTable {
    let rows = analysis.equalities.map { equality -> [TableCell] in
      [
        .text(
          (outcomes.count > 1 ? "\(equality.outcome) · " : "")
            + comparison(equality.arm, equality.base)),
        .optional(equality.heterogeneity.q), .integer(equality.heterogeneity.degreesOfFreedom),
        .optional(equality.heterogeneity.pValue),
      ]
    }
    return ResultTable(
      title: "Are the effects of the groups equal?",
      columns: [
        TableColumn("comparison"), TableColumn("Q", .fixed(2)), TableColumn("df", .count),
        TableColumn("p", .probability),
      ], rows: rows)
  }
}
