/// Draws a tree: downwards where its leaves fit side by side, else as an indented list.
package struct TreeDrawing {
  /// A node with its place.
  package struct Placed {
    let node: TreeDiagram.Node
    package var box: Box
    /// The answer that leads here; nil for the root.
    let answer: String?
    /// The index of the parent; nil for the root.
    package let parent: Int?
    let depth: Int
  }

  private let metrics: LayoutMetrics
  private let isIndented: Bool
  package private(set) var placed: [Placed] = []
  private(set) var height = 0.0

  private static let levelGap = 46.0
  private static let siblingGap = 14.0
  private static let indent = 22.0

  package init(_ tree: TreeDiagram, metrics: LayoutMetrics) {
    self.metrics = metrics
    let all = Self.flatten(tree.root, metrics: metrics)
    if let downwards = Self.downwards(all, metrics: metrics) {
      placed = downwards
      isIndented = false
    } else {
      placed = Self.indented(all, metrics: metrics)
      isIndented = true
    }
    height = (placed.map(\.box.maxY).max() ?? 0) + 4
  }

  /// The nodes in order of depth-first reading, with their sizes and no place yet.
  private static func flatten(_ root: TreeDiagram.Node, metrics: LayoutMetrics) -> [Placed] {
    var result: [Placed] = []
    func visit(_ node: TreeDiagram.Node, answer: String?, parent: Int?, depth: Int) {
      let widths = node.lines.enumerated().map {
        metrics.textWidth($0.element, bold: $0.offset == 0)
      }
      let width = max((widths.max() ?? 0) + 18, 40)
      let height = Double(max(node.lines.count, 1)) * metrics.lineHeight + 10
      let index = result.count
      result.append(
        Placed(
          node: node, box: Box(x: 0, y: 0, width: width, height: height), answer: answer,
          parent: parent, depth: depth))
      for branch in node.branches {
        visit(branch.child, answer: branch.label, parent: index, depth: depth + 1)
      }
    }
    visit(root, answer: nil, parent: nil, depth: 0)
    return result
  }

  // MARK: - Downwards

  /// Each parent above the middle of its children, subtrees as close as their outlines allow.
  ///
  /// Nil where that is wider than the page. After Reingold and Tilford (1981).
  private static func downwards(_ all: [Placed], metrics: LayoutMetrics) -> [Placed]? {
    if all.isEmpty { return nil }
    let (shift, outline) = shifts(all, metrics)
    let left = outline.map(\.left).min() ?? 0
    let right = outline.map(\.right).max() ?? 0
    guard right - left <= metrics.width - 4 else { return nil }
    let depth = (all.map(\.depth).max() ?? 0) + 1
    let heights = (0..<depth).map { level in
      all.filter { $0.depth == level }.map(\.box.height).max() ?? 0
    }
    var tops: [Double] = []
    var y = 2.0
    for height in heights {
      tops.append(y)
      y += height + levelGap
    }
    var result = all
    var centers = [Double](repeating: 0, count: all.count)
    for index in all.indices {
      let origin = all[index].parent.map { centers[$0] } ?? metrics.width / 2 - (left + right) / 2
      centers[index] = origin + shift[index]
      result[index].box.x = centers[index] - all[index].box.width / 2
      result[index].box.y = tops[all[index].depth]
    }
    return result
  }

  /// How far each node stands right of its parent, and how far the whole reaches left and right of
  /// the root, by depth.
  private static func shifts(
    _ all: [Placed], _ metrics: LayoutMetrics
  ) -> (shift: [Double], outline: [(left: Double, right: Double)]) {
    var children = [[Int]](repeating: [], count: all.count)
    for (index, item) in all.enumerated() {
      if let parent = item.parent { children[parent].append(index) }
    }
    /// Half the room that a node needs, with the answer above it.
    func half(_ index: Int) -> Double {
      let answer = all[index].answer.map { metrics.textWidth($0) } ?? 0
      return max(all[index].box.width, answer) / 2
    }
    var shift = [Double](repeating: 0, count: all.count)
    // For each subtree, how far it reaches left and right of its root, by depth below it.
    var outlines = [[(left: Double, right: Double)]](repeating: [], count: all.count)
    for index in all.indices.reversed() {
      var combined: [(left: Double, right: Double)] = []
      var offsets: [Double] = []
      for child in children[index] {
        var offset = 0.0
        for (depth, reach) in outlines[child].enumerated() where depth < combined.count {
          offset = max(offset, combined[depth].right + siblingGap - reach.left)
        }
        offsets.append(offset)
        for (depth, reach) in outlines[child].enumerated() {
          let moved = (left: reach.left + offset, right: reach.right + offset)
          if depth < combined.count {
            combined[depth].right = max(combined[depth].right, moved.right)
          } else {
            combined.append(moved)
          }
        }
      }
      let middle = ((offsets.first ?? 0) + (offsets.last ?? 0)) / 2
      for (child, offset) in zip(children[index], offsets) { shift[child] = offset - middle }
      outlines[index] =
        [(-half(index), half(index))] + combined.map { ($0.left - middle, $0.right - middle) }
    }
    return (shift, outlines.first ?? [])
  }

  // MARK: - Indented

  /// One node below another, children to the right of their parents.
  private static func indented(_ all: [Placed], metrics: LayoutMetrics) -> [Placed] {
    var result = all
    var y = 2.0
    for index in all.indices {
      let answer = all[index].answer.map { metrics.textWidth($0) + 10 } ?? 0
      let x = Double(all[index].depth) * indent + min(answer, metrics.width * 0.3)
      result[index].box.x = x
      result[index].box.y = y
      result[index].box.width = min(all[index].box.width, max(metrics.width - x, 40))
      // One line where it fits: a list of many nodes is long enough.
      let line = all[index].node.lines.joined(separator: "  ")
      let width = metrics.textWidth(line, bold: true) + 18
      if all[index].node.lines.count > 1, width <= metrics.width - x {
        result[index].box.width = width
        result[index].box.height = metrics.lineHeight + 9
      }
      y += result[index].box.height + 7
    }
    return result
  }

  // MARK: - Nodes

  var nodes: [SVGNode] {
    var edges = PathBuilder()
    var answers: [SVGNode] = []
    for item in placed {
      guard let parent = item.parent else { continue }
      let from = placed[parent].box
      if isIndented {
        let x = Double(placed[parent].depth) * Self.indent + 8
        let hasAnswer = placed[parent].answer != nil
        edges.move(to: Point(x, hasAnswer ? from.middle.y + 9 : from.maxY))
        edges.line(to: Point(x, item.box.middle.y))
        edges.line(to: Point(Double(item.depth) * Self.indent - 4, item.box.middle.y))
      } else {
        let turn = (from.maxY + item.box.y) / 2 - 7
        edges.move(to: Point(from.middle.x, from.maxY))
        edges.line(to: Point(from.middle.x, turn))
        edges.line(to: Point(item.box.middle.x, turn))
        if item.answer?.isEmpty ?? true {
          edges.line(to: Point(item.box.middle.x, item.box.y))
        } else {
          // The line makes way for the answer.
          edges.line(to: Point(item.box.middle.x, item.box.y - 20))
          edges.move(to: Point(item.box.middle.x, item.box.y - 5))
          edges.line(to: Point(item.box.middle.x, item.box.y))
        }
      }
      if let node = answerNode(item) { answers.append(node) }
    }
    return [SVGNode.group("muted", [.path(edges, class: "edge")].compactMap { $0 })]
      .compactMap { $0 } + answers + placed.compactMap(boxNode)
  }

  private func answerNode(_ item: Placed) -> SVGNode? {
    guard let answer = item.answer, !answer.isEmpty else { return nil }
    if isIndented {
      let start = Double(item.depth) * Self.indent
      let text = TextMetrics.fit(answer, width: item.box.x - start - 4, size: metrics.fontSize)
      return .label(text, at: Point(start, item.box.middle.y + 4), class: "axis", full: answer)
    }
    return .label(
      answer, at: Point(item.box.middle.x, item.box.y - 8), anchor: .middle, class: "axis")
  }

  private func boxNode(_ item: Placed) -> SVGNode? {
    var children: [SVGNode] = [.box(item.box, radius: 4, class: "node")]
    if item.box.height < Double(item.node.lines.count) * metrics.lineHeight {
      children.append(oneLine(item))
      return .group(item.node.role.className, children)
    }
    for (i, line) in item.node.lines.enumerated() {
      let isBold = i == 0
      let text = TextMetrics.fit(
        line, width: item.box.width - 12, size: metrics.fontSize, bold: isBold)
      let baseline = item.box.y + 16 + Double(i) * metrics.lineHeight
      children.append(
        .label(
          text, at: Point(item.box.middle.x, baseline), anchor: .middle,
          class: isBold ? "strong" : nil, full: line))
    }
    return .group(item.node.role.className, children)
  }

  /// The lines of a node beside each other, the first in bold.
  private func oneLine(_ item: Placed) -> SVGNode {
    let first = item.node.lines.first ?? ""
    let rest = item.node.lines.dropFirst().map { "\u{2002}" + $0 }.joined()
    let bold = SVGNode.element(
      name: "tspan", attributes: [.init("class", "strong")], children: [.text(first)])
    return .element(
      name: "text",
      attributes: [
        .init("x", Coordinate(item.box.x + 9).text),
        .init("y", Coordinate(item.box.middle.y + 4).text),
      ], children: [bold, .text(rest)])
  }
}
