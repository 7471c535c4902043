import Charts
import Execution
import Learners
import Numerics

/// An uplift tree for readers: its leaves as rules, and a diagram.
struct UpliftTreeText {
  /// The control, then the arms.
  let labels: [String]

  /// A row for each leaf, from left to right, with the rule that leads there.
  func leaves(_ tree: UpliftNode, level: Double) -> ResultTable {
    let quantile = NormalDistribution().quantile(0.5 + level / 2)
    var rows: [[TableCell]] = []
    for (rule, arms) in rules(tree, path: []) {
      let words = rule.isEmpty ? "everybody" : rule.joined(separator: " and ")
      var cells: [TableCell] = [
        .text(words), .integer(arms.reduce(0) { $0 + $1.rows }), .optional(arms[0].mean),
      ]
      for arm in arms.dropFirst() {
        let effect = arm.mean - arms[0].mean
        let error = (arm.variance + arms[0].variance).squareRoot()
        cells += [
          .optional(effect), .interval(effect - quantile * error, effect + quantile * error),
        ]
      }
      rows.append(cells)
    }
    return ResultTable(
      .supporting,
      title: "Leaves of the tree",
      columns: [
        TableColumn("where"), TableColumn("rows", .count), TableColumn("mean of \(labels[0])"),
      ]
        + labels.dropFirst().flatMap {
          [
            TableColumn("effect of \($0)", .estimate(standardErrors: 3)),
            TableColumn(
              "\(NumberFormat.shortest(100 * level))% interval", .estimate(standardErrors: 3)),
          ]
        }, rows: rows)
  }

  /// The tree as a drawing.
  func diagram(_ tree: UpliftNode) -> TreeDiagram { TreeDiagram(root: node(tree)) }

  private func node(_ tree: UpliftNode) -> TreeDiagram.Node {
    switch tree {
    case .leaf(let arms):
      let effects = arms.dropFirst().map { $0.mean - arms[0].mean }
      let best = effects.indices.max { effects[$0] < effects[$1] } ?? 0
      return TreeDiagram.Node(
        lines: lines(arms), role: effects[best] > 0 ? .series(best) : .muted)
    case .split(let condition, let arms, let left, let right):
      return TreeDiagram.Node(
        lines: [condition.feature, CountText.rows(arms.reduce(0) { $0 + $1.rows })],
        branches: [
          .init(words(condition, holds: true), to: node(left)),
          .init(words(condition, holds: false), to: node(right)),
        ])
    }
  }

  private func lines(_ arms: [UpliftArm]) -> [String] {
    let effects = arms.dropFirst().enumerated().map { index, arm in
      let effect = NumberFormat.significant(arm.mean - arms[0].mean, digits: 3)
      return labels.count > 2 ? "\(labels[index + 1]) \(effect)" : effect
    }
    return effects + [CountText.rows(arms.reduce(0) { $0 + $1.rows })]
  }

  private func rules(
    _ tree: UpliftNode, path: [String]
  ) -> [(rule: [String], arms: [UpliftArm])] {
    switch tree {
    case .leaf(let arms): return [(path, arms)]
    case .split(let condition, _, let left, let right):
      return rules(left, path: path + ["\(condition.feature) \(words(condition, holds: true))"])
        + rules(right, path: path + ["\(condition.feature) \(words(condition, holds: false))"])
    }
  }

  /// `≤ 3.5`, `Web or Phone`, `known`; with "or missing" where rows without a value go there.
  private func words(_ condition: UpliftCondition, holds: Bool) -> String {
    let missing = condition.holdsForMissing == holds
    let text: String
    switch condition.test {
    case .atMost(let cut):
      text = (holds ? "≤ " : "> ") + NumberFormat.significant(cut, digits: 6).trimmedZeros
    case .levels(let levels):
      let own = holds ? levels : condition.otherLevels
      if own.isEmpty { return "missing" }
      return shortened(own) + (missing ? " or missing" : "")
    case .known: return holds ? "known" : "missing"
    }
    return missing ? text + " or missing" : text
  }

  /// At most six names.
  private func shortened(_ levels: [String]) -> String {
    levels.count <= 6
      ? levels.joined(separator: ", ")
      : levels.prefix(5).joined(separator: ", ") + " and \(levels.count - 5) more"
  }
}
