/// The names of lines inside a plot, each beside its own line where the others are away: for lines
/// that meet at the right, as curves over the share treated do.
struct LineLabels {
  private struct Label {
    let text: String
    let role: ChartRole
    let box: Box
  }

  /// A place for a name, and how far from it the other lines keep.
  private struct Place {
    let box: Box
    let clearance: Double
    let score: Double
  }

  private let labels: [Label]
  /// Whether each name has a place that no reader takes for another line's.
  let isClear: Bool

  /// Ends that are nearer to each other look like one.
  private static let touching = 5.0
  /// The distance between a line and its name.
  private static let gap = 3.0
  /// The least distance between a name and another line.
  private static let leastClearance = 8.0
  /// The pixels from one place looked at to the next.
  private static let column = 6.0

  /// Whether two of a panel's named lines and levels end at one spot, where labels at their ends
  /// would not say which is which.
  static func endsMeet(_ frame: PanelFrame) -> Bool {
    let ends = frame.panel.marks.compactMap { mark -> Double? in
      switch mark {
      case .line(let line):
        return name(of: line).isEmpty ? nil : frame.end(line.x, line.y)?.y
      case .rule(let rule):
        guard case .y = rule.position, rule.label != nil else { return nil }
        return frame.labelLevel(of: rule)
      default: return nil
      }
    }
    .sorted()
    return zip(ends, ends.dropFirst()).contains { $1 - $0 < touching }
  }

  private static func name(of line: LineMark) -> String { line.label ?? line.name }

  init(_ frame: PanelFrame) {
    let metrics = frame.metrics
    let lines = frame.panel.marks.compactMap { mark -> LineMark? in
      if case .line(let line) = mark { line } else { nil }
    }
    let profiles = lines.map { Self.profile($0, frame) }
    let occupied = Self.occupied(frame)
    var labels: [Label] = []
    var isClear = true
    for (index, line) in lines.enumerated() where !Self.name(of: line).isEmpty {
      let others = profiles.indices.filter { $0 != index }.map { profiles[$0] }
      let text = Self.name(of: line)
      let place = Self.place(
        width: metrics.textWidth(text), profiles[index], others: others, in: frame,
        avoiding: occupied + labels.map(\.box))
      isClear = isClear && (place?.clearance ?? 0) >= Self.leastClearance
      if let place { labels.append(Label(text: text, role: line.role, box: place.box)) }
    }
    self.labels = labels
    self.isClear = isClear && !labels.isEmpty
  }

  /// The pixel of a line at each column of the plot; nil where it has none.
  private static func profile(_ line: LineMark, _ frame: PanelFrame) -> [Double?] {
    var heights = [Double?](repeating: nil, count: Int(frame.box.width / column) + 1)
    for run in frame.runs(line.x, line.y) {
      for (a, b) in zip(run, run.dropFirst()) where b.x > a.x {
        let first = Int(((a.x - frame.box.x) / column).rounded(.up))
        let last = Int(((b.x - frame.box.x) / column).rounded(.down))
        for index in max(first, 0)..<max(min(last + 1, heights.count), max(first, 0)) {
          let x = frame.box.x + Double(index) * column
          heights[index] = a.y + (b.y - a.y) * (x - a.x) / (b.x - a.x)
        }
      }
    }
    return heights
  }

  /// The best place above or below a line: level there, far from the others, near the middle.
  private static func place(
    width: Double, _ own: [Double?], others: [[Double?]], in frame: PanelFrame,
    avoiding occupied: [Box]
  ) -> Place? {
    let height = frame.metrics.lineHeight - 2
    let columns = Int((width / column).rounded(.up))
    var best: Place?
    guard own.count > columns else { return nil }
    for start in 0..<(own.count - columns) {
      let heights = own[start...(start + columns)].compactMap { $0 }
      guard heights.count == columns + 1, let top = heights.min(), let bottom = heights.max()
      else { continue }
      let x = frame.box.x + (Double(start) + 0.5) * column
      for y in [top - gap - height, bottom + gap] {
        let box = Box(x: x, y: y, width: width, height: height)
        guard frame.box.contains(box), !occupied.contains(where: { $0.intersects(box) }) else {
          continue
        }
        let columns = max(start - 1, 0)...min(start + columns + 1, own.count - 1)
        var clearance = Double.infinity
        for other in others {
          for level in other[columns].compactMap({ $0 }) {
            clearance = min(clearance, max(box.y - level, level - box.maxY, 0))
          }
        }
        let middle = (x + width / 2 - frame.box.x) / frame.box.width
        let score = min(clearance, 40) - (bottom - top) * 0.7 - abs(middle - 0.55) * 10
        if best.map({ score > $0.score }) ?? true {
          best = Place(box: box, clearance: clearance - (bottom - top) / 2, score: score)
        }
      }
    }
    return best
  }

  /// Where other words will stand, and the level at zero, which would strike a name through.
  private static func occupied(_ frame: PanelFrame) -> [Box] {
    var boxes: [Box] = []
    func add(_ point: Point?, width: Double) {
      guard let point else { return }
      boxes.append(Box(x: point.x - width / 2, y: point.y - 24, width: width, height: 34))
    }
    for mark in frame.panel.marks {
      switch mark {
      case .text(let mark):
        add(frame.point(mark.x, mark.y), width: frame.metrics.textWidth(mark.text) + 8)
      case .points(let mark):
        for (x, y) in zip(mark.x, mark.y).prefix(200) { add(frame.point(x, y), width: 40) }
      case .rule(let rule):
        if case .y = rule.position, let level = frame.labelLevel(of: rule) {
          boxes.append(Box(x: frame.box.x, y: level - 1, width: frame.box.width, height: 2))
        }
      default: continue
      }
    }
    if frame.y.contains(0), let zero = frame.y.position(0) {
      boxes.append(Box(x: frame.box.x, y: zero - 1, width: frame.box.width, height: 2))
    }
    return boxes
  }

  var nodes: [SVGNode] {
    labels.compactMap { label in
      let text = SVGNode.label(
        label.text, at: Point(label.box.x, label.box.y + 11), class: "label halo")
      return .group(label.role.className, [text])
    }
  }

  /// The places of the names, which other words leave free.
  var boxes: [Box] { labels.map(\.box) }
}
