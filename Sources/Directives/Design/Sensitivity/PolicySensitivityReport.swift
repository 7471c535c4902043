import Charts
import Execution
import Numerics

extension PolicySensitivity {
  /// Profit surface, what is best where, and decisions that confounding turns.
  func result() -> CellResult {
    var result = CellResult()
    if !points.isEmpty { addSurface(to: &result) }
    if !flips.isEmpty { addFlips(to: &result) }
    result.notes = notes
    result.stamps = stamps
    if !points.isEmpty, !isDecidedAnew {
      result.notes.append(
        "The decisions of “\(name)” stay as they are over the ranges; only what they are worth changes."
      )
    }
    if flips.isEmpty {
      result.notes.append(
        "Decisions that confounding turns are counted for a policy of one arm with propensities between 0 and 1."
      )
    }
    return result
  }

  private func text(_ value: Double) -> String {
    NumberFormat.typographic(AmountReference.rounded(value))
  }

  private func addSurface(to result: inout CellResult) {
    let all = points.flatMap { $0 }
    let winning = all.count { $0.advantage > 0 }
    let low = all.map(\.policy).min() ?? .nan
    let high = all.map(\.policy).max() ?? .nan
    result.values.set("profit.min", low)
    result.values.set("profit.max", high)
    result.values.set("best.share", Double(winning) / Double(all.count))
    let keys = ranges.map(\.key).joined(separator: " and ")
    result.items.append(
      .verdict(
        "Over these ranges of \(keys) “\(name)” earns \(text(low)) to \(text(high)) per customer more than treating nobody, and beats the better of treating all and nobody in \(winning) of \(all.count) cases."
      ))
    if ranges.count == 2 {
      result.items.append(.chart(surface("policy-surface", words.gain, \.policy)))
      result.items.append(
        .chart(
          surface(
            "policy-advantage", "\(words.amount) beyond the better of treating all and nobody",
            \.advantage))
      )
    } else {
      result.items.append(.chart(profile))
    }
    result.items.append(.table(table))
  }

  private func surface(_ kind: String, _ label: String, _ value: (Point) -> Double) -> Chart {
    let title = label.prefix(1).uppercased() + label.dropFirst()
    return Chart(
      kind: kind, title: title,
      x: .categories(ranges[0].values.map(text), label: ranges[0].key),
      // Large values stand on top, as on any other axis.
      y: .categories(ranges[1].values.reversed().map(text), label: ranges[1].key),
      marks: [
        .cells(
          CellMark(
            name: title, values: points.reversed().map { $0.map(value) },
            shading: .diverging(middle: 0)))
      ])
  }

  private var profile: Chart {
    let x = ranges[0].values
    return Chart(
      kind: "policy-profile", x: Axis(ranges[0].key),
      y: Axis(words.gain, includesZero: true),
      marks: [
        .rule(RuleMark(.y(0), label: "treat nobody")),
        .line(LineMark(name: "treat all", x: x, y: points[0].map(\.all), role: .reference)),
        .line(LineMark(name: name, x: x, y: points[0].map(\.policy), role: .series(0))),
      ])
  }

  private var table: ResultTable {
    var rows: [[TableCell]] = []
    for (row, line) in points.enumerated() {
      for (column, point) in line.enumerated() {
        var cells: [TableCell] = [.text(text(ranges[0].values[column]))]
        if ranges.count == 2 { cells.append(.text(text(ranges[1].values[row]))) }
        rows.append(
          cells + [
            .number(point.share), .number(point.policy), .number(point.all),
            .number(point.advantage),
          ])
      }
    }
    return ResultTable(
      .supporting,
      title: "“\(name)” by \(ranges.map(\.key).joined(separator: " and "))",
      columns: ranges.map { TableColumn($0.key) } + [
        TableColumn("treated", .share(1)), TableColumn(words.amount), TableColumn("treat all"),
        TableColumn("more than the better"),
      ], rows: rows,
      notes: ["Per customer, beyond treating nobody, by doubly robust scores."])
  }

  private func addFlips(to result: inout CellResult) {
    for (strength, share) in flips {
      result.values.set("flipped[\(NumberFormat.shortest(strength))]", share)
    }
    let half = flips.first { $0.share >= 0.5 }
    let small = flips.first { $0.strength >= 0.03 } ?? flips[0]
    result.items.append(
      .verdict(
        "A confounder that explains \(text(100 * small.strength))% of what is left of treatment and outcome could turn \(NumberFormat.significant(100 * small.share, digits: 2))% of the decisions"
          + (half.map { "; one of \(text(100 * $0.strength))% half of them or more." } ?? ".")))
    result.items.append(
      .chart(
        Chart(
          kind: "policy-flips",
          x: Axis("share of treatment's and outcome's residual variance explained", format: .share),
          y: Axis("decisions that could turn", format: .share, lower: 0),
          marks: [
            .line(
              LineMark(
                name: "turned", x: flips.map(\.strength), y: flips.map(\.share), role: .series(0)))
          ])))
    result.definitions.append(
      .init(
        "flipped",
        "share of rows where revenue·(τ̂ ± b) − cost changes its sign, with b the confounding bound of the average effect taken for every row"
      ))
  }
}
