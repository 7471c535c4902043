/// Words inside a plot, each set where it covers the least of the data and no other word.
struct Annotations {
  /// What is to be written at a point.
  struct Request {
    let text: String
    let point: Point
    let role: ChartRole
    let showsDot: Bool
    /// Whether the text may only lie on the line of the point, such as a level rule's.
    var alongLine = false
    /// Whether the text lies on the point itself.
    var isCentred = false
    /// Other points that the text may stand beside, as along a line.
    var alternatives: [Point] = []
  }

  private struct Placed {
    let request: Request
    let lines: [String]
    let box: Box
    let leads: Bool
  }

  private var placed: [Placed] = []
  private let metrics: LayoutMetrics
  /// Whether shaded cells lie under the words, on which they need a ground of their own.
  private let hidesData: Bool

  /// - Parameter taken: where other words stand.
  init(_ requests: [Request], in frame: PanelFrame, avoiding taken: [Box] = []) {
    metrics = frame.metrics
    hidesData = frame.isCovered
    // Most plots have no words inside.
    let obstacles = requests.isEmpty ? [] : Self.obstacles(frame)
    for request in requests {
      let lines = Self.lines(request, in: frame)
      let width = lines.map { metrics.textWidth($0) }.max() ?? 0
      let height = Double(lines.count) * metrics.lineHeight
      var best: (cost: Double, placed: Placed)?
      for (order, candidate) in Self.candidates(request, width: width, height: height, frame: frame)
        .enumerated()
      {
        let cost =
          Self.cost(
            of: candidate.box, frame: frame, obstacles: obstacles,
            taken: taken + placed.map(\.box))
          + Double(order) * 0.5
        if best.map({ cost < $0.cost }) ?? true {
          best = (
            cost, Placed(request: request, lines: lines, box: candidate.box, leads: candidate.leads)
          )
        }
      }
      if let best { placed.append(best.placed) }
    }
  }

  /// The requests of a panel's texts, of its level rules, and of names beside the peaks of areas.
  static func requests(_ frame: PanelFrame, key: ChartKey.Placement) -> [Request] {
    var requests: [Request] = []
    for mark in frame.panel.marks {
      switch mark {
      case .text(let mark):
        guard let point = frame.point(mark.x, mark.y), frame.box.contains(point) else { continue }
        requests.append(
          Request(
            text: mark.text, point: point, role: mark.role, showsDot: mark.showsDot,
            isCentred: mark.isCentred))
      case .points(let mark):
        guard let labels = mark.labels else { continue }
        for (i, label) in labels.enumerated() where i < min(mark.x.count, mark.y.count) {
          guard !label.isEmpty, let point = frame.point(mark.x[i], mark.y[i]) else { continue }
          requests.append(Request(text: label, point: point, role: mark.role, showsDot: false))
        }
      case .rule(let rule) where rule.position != .identity:
        guard key != .lineEnds, let label = rule.label, let y = frame.labelLevel(of: rule) else {
          continue
        }
        requests.append(
          Request(
            text: label, point: Point(frame.box.maxX, y), role: rule.role, showsDot: false,
            alongLine: true))
      case .rule(let rule) where rule.position == .identity:
        guard let label = rule.label, let point = frame.identityPoint else { continue }
        requests.append(
          Request(
            text: label, point: point, role: rule.role, showsDot: false,
            alternatives: frame.identityPoints))
      case .area(let area) where key == .peaks:
        let points = frame.runs(area.x, area.y).joined()
        guard let peak = points.min(by: { $0.y < $1.y }) else { continue }
        requests.append(
          Request(text: area.label ?? area.name, point: peak, role: area.role, showsDot: false))
      default: continue
      }
    }
    return requests
  }

  /// The words on one line, or on two where the plot is narrow; cut where that is not enough.
  private static func lines(_ request: Request, in frame: PanelFrame) -> [String] {
    let width = frame.box.width * 0.6
    let metrics = frame.metrics
    if metrics.textWidth(request.text) <= width { return [request.text] }
    return TextMetrics.wrap(request.text, width: width, size: metrics.fontSize, lines: 2)
      ?? [TextMetrics.fit(request.text, width: frame.box.width * 0.8, size: metrics.fontSize)]
  }

  private static func candidates(
    _ request: Request, width: Double, height: Double, frame: PanelFrame
  ) -> [(box: Box, leads: Bool)] {
    let point = request.point
    if request.alongLine {
      let left = frame.box.x + 4
      let right = frame.box.maxX - width - 4
      return [right, left, (left + right) / 2].flatMap { x in
        [point.y - height - 1, point.y + 2].map {
          (Box(x: x, y: $0, width: width, height: height), false)
        }
      }
    }
    if request.isCentred {
      let corner = Point(point.x - width / 2, point.y - height / 2)
      return [(Box(x: corner.x, y: corner.y, width: width, height: height), false)]
    }
    var candidates: [(box: Box, leads: Bool)] = []
    // Near one of the points is better than far from the first.
    for point in request.alternatives {
      for corner in [
        Point(point.x - width - 7, point.y - height - 2), Point(point.x + 7, point.y + 2),
      ] {
        candidates.append((Box(x: corner.x, y: corner.y, width: width, height: height), false))
      }
    }
    for distance in [7.0, 18, 32, 50] {
      let middle = -width / 2
      let before = -width - distance
      let raised = -height / 2 - distance / 2
      let lowered = distance / 2 - 4
      let offsets: [Point] = [
        Point(middle, -distance - height), Point(distance, raised), Point(before, raised),
        Point(distance, lowered), Point(before, lowered), Point(middle, distance),
      ]
      for offset in offsets {
        let box = Box(x: point.x + offset.x, y: point.y + offset.y, width: width, height: height)
        candidates.append((box, distance > 10))
      }
    }
    return candidates
  }

  /// Points along the drawn lines and on dots, which words should not cover.
  private static func obstacles(_ frame: PanelFrame) -> [Point] {
    var points: [Point] = []
    func follow(_ runs: [[Point]]) {
      for run in runs {
        for (a, b) in zip(run, run.dropFirst()) {
          let pieces = max(1, min(Int((abs(b.x - a.x) + abs(b.y - a.y)) / 6), 200))
          for i in 0..<pieces {
            let share = Double(i) / Double(pieces)
            points.append(Point(a.x + (b.x - a.x) * share, a.y + (b.y - a.y) * share))
          }
        }
        if let last = run.last { points.append(last) }
      }
    }
    for mark in frame.panel.marks {
      switch mark {
      case .line(let line): follow(frame.runs(line.x, line.y).map { LineThinning.thin($0) })
      case .area(let area): follow(frame.runs(area.x, area.y).map { LineThinning.thin($0) })
      case .points(let mark) where mark.x.count <= 2000:
        points += zip(mark.x, mark.y).compactMap { frame.point($0, $1) }
      case .intervals(let mark):
        for (i, position) in mark.positions.enumerated() where i < mark.low.count {
          guard i < mark.high.count,
            let across = frame.positionScale(mark.orientation)
              .position(position),
            let from = frame.valueScale(mark.orientation).position(mark.low[i]),
            let to = frame.valueScale(mark.orientation).position(mark.high[i])
          else { continue }
          follow([
            [from, to].map { frame.point(position: across, value: $0, mark.orientation) }
          ])
        }
      case .text(let mark):
        points += [frame.point(mark.x, mark.y)].compactMap { $0 }
      case .rule(let rule): follow([frame.ends(of: rule)])
      default: continue
      }
    }
    return points
  }

  private static func cost(
    of box: Box, frame: PanelFrame, obstacles: [Point], taken: [Box]
  ) -> Double {
    var cost = 0.0
    let area = Box(
      x: frame.box.x, y: frame.box.y - 2, width: frame.box.width, height: frame.box.height + 2)
    if !area.contains(box) { cost += 1000 }
    for other in taken where other.intersects(box) { cost += 2000 }
    for obstacle in obstacles where box.contains(obstacle) { cost += 8 }
    return cost
  }

  /// The words, their dots, and lines to points that they had to leave.
  var nodes: [SVGNode] {
    placed.compactMap { item in
      var dot = PathBuilder()
      if item.request.showsDot { dot.dot(at: item.request.point) }
      var leader = PathBuilder()
      if item.leads, !item.request.alongLine {
        leader.move(to: item.request.point)
        leader.line(
          to: Point(
            min(max(item.request.point.x, item.box.x), item.box.maxX),
            item.box.y > item.request.point.y ? item.box.y : item.box.maxY - 2))
      }
      let texts = item.lines.enumerated().map { index, line in
        SVGNode.label(
          line, at: Point(item.box.x, item.box.y + 12 + Double(index) * metrics.lineHeight),
          class: "label halo", full: item.lines.count == 1 ? item.request.text : nil)
      }
      return .group(
        item.request.role.className,
        [.path(leader, class: "leader"), .path(dot, class: "dots estimate")]
          .compactMap { $0 } + ground(of: item) + texts)
    }
  }

  /// What hides a line, or shaded cells, behind words that lie on them.
  private func ground(of item: Placed) -> [SVGNode] {
    guard item.request.isCentred || hidesData else { return [] }
    let box = Box(
      x: item.box.x - 3, y: item.box.y + 1, width: item.box.width + 6,
      height: item.box.height - 2)
    return [.box(box, radius: 2, class: "ground")]
  }

  /// The places of the words, to see that none overlaps.
  var boxes: [Box] { placed.map(\.box) }
}
