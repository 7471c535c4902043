import Causal
import Charts
import Execution
import Numerics

extension SegmentReport {
  /// Size, effect and arms of each segment.
  func table(_ effects: SegmentEffects) -> ResultTable {
    let hasArms = effects.segments.contains { $0.treatedMean.isFinite || $0.controlMean.isFinite }
    var columns = [
      TableColumn("Segment"), TableColumn("Rows", .count), TableColumn("Share", .share(1)),
      TableColumn("Effect", .estimate(standardErrors: 4)), TableColumn("SE"),
      TableColumn(LevelText.interval(context.level), .estimate(standardErrors: 4)),
      TableColumn("Shrunken", .estimate(standardErrors: 4)), TableColumn("p (Holm)", .probability),
    ]
    if hasArms { columns += [TableColumn("Treated mean"), TableColumn("Control mean")] }
    var rows = zip(segmentation.labels, effects.segments).map { label, segment -> [TableCell] in
      var cells: [TableCell] = [
        .text(label), .integer(segment.rows), .optional(segment.share),
        .optional(segment.effect.value), .optional(segment.effect.standardError),
        ArmEffectReport.interval(segment.simultaneous), .optional(segment.shrunken),
        .optional(segment.adjustedPValue),
      ]
      if hasArms { cells += [.optional(segment.treatedMean), .optional(segment.controlMean)] }
      return cells
    }
    var total: [TableCell] = [
      .text("all"), .integer(effects.segments.reduce(0) { $0 + $1.rows }), .number(1),
      .optional(effects.overall.value), .optional(effects.overall.standardError),
      ArmEffectReport.interval(effects.overall.interval(level: context.level)), .missing, .missing,
    ]
    if hasArms { total += [.missing, .missing] }
    rows.append(total)
    return ResultTable(
      title: "Segments by \(segmentation.basis)", columns: columns, rows: rows,
      notes: [
        "Effect is the mean doubly robust score. Intervals of the segments hold all at once."
      ], emphasised: [rows.count - 1])
  }

  /// Sizes alone, where no effect is asked for.
  func sizes(_ values: inout ResultValues) -> ResultTable {
    let total = segmentation.codes.count { $0 >= 0 }
    var rows: [[TableCell]] = []
    for (index, label) in segmentation.labels.enumerated() {
      let size = segmentation.codes.count { $0 == Int32(index) }
      values.set("rows[\(label)]", size)
      values.set("share[\(label)]", Double(size) / Double(max(1, total)))
      rows.append([.text(label), .integer(size), .number(Double(size) / Double(max(1, total)))])
    }
    return ResultTable(
      title: "Segments by \(segmentation.basis)",
      columns: [
        TableColumn("Segment"), TableColumn("Rows", .count), TableColumn("Share", .share(1)),
      ],
      rows: rows)
  }

  /// Means and shares of columns, a row each.
  func table(_ features: SegmentFeatures) -> ResultTable {
    let columns =
      [TableColumn("Column")] + segmentation.labels.map { TableColumn($0) }
      + [TableColumn("All"), TableColumn("Range in SD"), TableColumn("p (Holm)", .probability)]
    let rows = features.lines.map { line -> [TableCell] in
      let known = line.means.filter(\.isFinite)
      let range = (known.max() ?? .nan) - (known.min() ?? .nan)
      return [.text(line.isShare ? "\(line.key) (share)" : line.key)]
        + line.means.map { .optional($0) }
        + [
          .optional(line.overall), .optional(range / line.standardDeviation),
          .optional(line.pValue),
        ]
    }
    return ResultTable(
      title: "What the segments are like", columns: columns, rows: rows,
      notes: [
        "Range in SD: highest less lowest mean, in standard deviations. p of an F test for numbers, of a chi-square test for categories."
      ])
  }

  /// A row for each segment: the effect found, shrunken, and predicted.
  func chart(_ effects: SegmentEffects) -> Chart {
    let positions = effects.segments.indices.map(Double.init)
    var marks: [Mark] = [.rule(RuleMark(.x(0), label: "no effect"))]
    if effects.overall.value.isFinite {
      marks.append(.rule(RuleMark(.x(effects.overall.value), label: "all", role: .muted)))
    }
    marks.append(
      .intervals(
        IntervalMark(
          name: "found", positions: positions, values: effects.segments.map(\.effect.value),
          low: effects.segments.map(\.simultaneous.low),
          high: effects.segments.map(\.simultaneous.high), role: .series(0))))
    marks.append(
      .intervals(
        IntervalMark(
          name: "shrunken", positions: positions, values: effects.segments.map(\.shrunken),
          role: .series(1), hollow: true)))
    let outcome = rows?.outcome ?? "the outcome"
    let confidence = NumberFormat.shortest(context.level * 100)
    return Chart(
      kind: "segments", x: Axis("effect on \(outcome)", includesZero: true),
      y: .categories(segmentation.labels, label: "segment"), marks: marks,
      remarks: ["The \(confidence)% intervals hold for all segments at once."])
  }

  /// Means of columns as standard deviations from the mean of all; nil where one column says it all.
  func heat(_ features: SegmentFeatures) -> Chart? {
    let lines = features.lines.filter { $0.standardDeviation > 0 }.prefix(16)
    guard lines.count > 1, segmentation.labels.count > 1 else { return nil }
    let values = lines.map { line in
      line.means.map { ($0 - line.overall) / line.standardDeviation }
    }
    return Chart(
      kind: "segment-profile", x: .categories(segmentation.labels, label: "segment"),
      y: .categories(lines.map(\.key)),
      marks: [
        .cells(CellMark(name: "SD from the mean", values: values, shading: .diverging(middle: 0)))
      ],
      remarks: ["Cells are the segment's mean less that of all, in standard deviations."])
  }
}
