extension PanelFrame {
  /// The line of a rule; nothing for a rule outside the panel, or for a strip.
  func line(for rule: RuleMark) -> SVGNode? {
    let ends = ends(of: rule)
    guard ends.count == 2 else { return nil }
    var path = PathBuilder()
    path.move(to: ends[0])
    path.line(to: ends[1])
    return .group(rule.role.className, [.path(path, class: "rule")].compactMap { $0 })
  }

  /// The two ends of a rule; nothing for one outside the panel, or for a strip.
  func ends(of rule: RuleMark) -> [Point] {
    switch rule.position {
    case .x(let value):
      guard x.contains(value), let pixel = x.position(value) else { return [] }
      return [Point(pixel, box.y), Point(pixel, box.maxY)]
    case .y(let value):
      guard y.contains(value), let pixel = y.position(value) else { return [] }
      return [Point(box.x, pixel), Point(box.maxX, pixel)]
    case .identity:
      let from = max(x.domain.lower, y.domain.lower)
      let to = min(x.domain.upper, y.domain.upper)
      guard from < to, let start = point(from, from), let end = point(to, to) else { return [] }
      return [start, end]
    case .xRange, .yRange: return []
    }
  }

  /// The pixel beside which the label of a level rule stands; nil where there is none.
  func labelLevel(of rule: RuleMark) -> Double? {
    switch rule.position {
    case .y(let value): y.contains(value) ? y.position(value) : nil
    case .yRange(_, let to): y.position(min(to, y.domain.upper))
    default: nil
    }
  }

  /// A point high on the line y = x, for its label.
  var identityPoint: Point? {
    let from = max(x.domain.lower, y.domain.lower)
    let to = min(x.domain.upper, y.domain.upper)
    return from < to ? point(from + (to - from) * 0.8, from + (to - from) * 0.8) : nil
  }

  /// Points all along the line y = x, beside which its label may stand.
  var identityPoints: [Point] {
    let from = max(x.domain.lower, y.domain.lower)
    let to = min(x.domain.upper, y.domain.upper)
    guard from < to else { return [] }
    return stride(from: 0.95, to: 0.05, by: -0.05).compactMap { share in
      point(from + (to - from) * share, from + (to - from) * share)
    }
  }

  /// The fill of a strip; nothing for a line.
  func strip(for rule: RuleMark) -> SVGNode? {
    var path = PathBuilder()
    switch rule.position {
    case .xRange(let from, let to):
      guard let range = pixels(from, to, on: x) else { return nil }
      path.rectangle(Point(range.0, box.y), Point(range.1, box.maxY))
    case .yRange(let from, let to):
      guard let range = pixels(from, to, on: y) else { return nil }
      path.rectangle(Point(box.x, range.0), Point(box.maxX, range.1))
    default: return nil
    }
    return .group(rule.role.className, [.path(path, class: "strip")].compactMap { $0 })
  }

  /// The pixels of an interval as far as it lies on the axis.
  private func pixels(_ from: Double, _ to: Double, on scale: AxisScale) -> (Double, Double)? {
    let lower = max(min(from, to), scale.domain.lower)
    let upper = min(max(from, to), scale.domain.upper)
    guard lower < upper, let start = scale.position(lower), let end = scale.position(upper) else {
      return nil
    }
    return (start, end)
  }
}
