/// Draws charts for table cells, 90 by 18 units.
enum InlineChartDrawing {
  static let width = 90.0
  static let height = 18.0

  static func nodes(_ chart: InlineChart) -> [SVGNode] {
    switch chart {
    case .histogram(let values): bars(values, gap: 0)
    case .bars(let values): bars(values, gap: 2)
    case .sparkline(let values): sparkline(values)
    case .interval(let value, let low, let high, let domain, let reference):
      interval(value, low: low, high: high, domain: domain, reference: reference)
    }
  }

  private static func bars(_ values: [Double], gap: Double) -> [SVGNode] {
    // More bars than pixels cannot be told apart.
    let values = values.count > Int(width) ? pooled(values, into: Int(width)) : values
    let highest = values.filter { $0.isFinite && $0 <= Extent.limit }.max() ?? 0
    guard highest > 0 else { return [] }
    let step = min(width / Double(values.count), gap > 0 ? 16 : width)
    var path = PathBuilder()
    for (i, value) in values.enumerated() where value.isFinite && value > 0 {
      // A bar of a few rows stays visible beside one of thousands.
      let top = height - max(min(value / highest, 1) * (height - 1), 0.7)
      path.rectangle(
        Point(Double(i) * step, height), Point(Double(i + 1) * step - gap, top))
    }
    return [.group("series-1", [.path(path, class: "bar")].compactMap { $0 })].compactMap { $0 }
  }

  private static func pooled(_ values: [Double], into count: Int) -> [Double] {
    var result = [Double](repeating: 0, count: count)
    for (i, value) in values.enumerated() where value.isFinite {
      result[i * count / values.count] += value
    }
    return result
  }

  private static func sparkline(_ values: [Double]) -> [SVGNode] {
    var extent = Extent()
    extent.include(values)
    guard !extent.isEmpty else { return [] }
    let domain = Domain(extent)
    let step = width / Double(max(values.count - 1, 1))
    var line = PathBuilder()
    var run: [Point] = []
    var last: Point?
    func finish() {
      let points = LineThinning.thin(run)
      if let first = points.first, points.count > 1 {
        line.move(to: first)
        for point in points.dropFirst() { line.line(to: point) }
      }
      run = []
    }
    for (i, value) in values.enumerated() {
      guard extent.admits(value) else {
        finish()
        continue
      }
      let share = (value - domain.lower) / domain.span
      let point = Point(
        min(Double(i) * step, width - 2.5), height - 2.5 - share * (height - 5))
      run.append(point)
      last = point
    }
    finish()
    var dot = PathBuilder()
    if let last { dot.dot(at: last) }
    return [
      .group(
        "series-1", [.path(line, class: "line"), .path(dot, class: "dots")].compactMap { $0 })
    ].compactMap { $0 }
  }

  private static func interval(
    _ value: Double, low: Double, high: Double, domain: ClosedRange<Double>, reference: Double?
  ) -> [SVGNode] {
    var extent = Extent()
    extent.include(domain.lowerBound)
    extent.include(domain.upperBound)
    let scale = AxisScale(
      kind: .linear, domain: Domain(extent), format: .number, start: 3, end: width - 3)
    func pixel(_ value: Double) -> Double? {
      if value.isNaN { return nil }
      let limited = min(max(value, scale.domain.lower), scale.domain.upper)
      return scale.position(limited)
    }
    var rule = PathBuilder()
    if let reference, scale.contains(reference), let x = pixel(reference) {
      rule.move(to: Point(x, 0))
      rule.line(to: Point(x, height))
    }
    var line = PathBuilder()
    if let from = pixel(low), let to = pixel(high) {
      line.move(to: Point(from, height / 2))
      line.line(to: Point(to, height / 2))
    }
    var dot = PathBuilder()
    if value.isFinite, scale.contains(value), let x = pixel(value) {
      dot.dot(at: Point(x, height / 2))
    }
    return [
      .group("reference", [.path(rule, class: "rule")].compactMap { $0 }),
      .group(
        "series-1", [.path(line, class: "line"), .path(dot, class: "dots")].compactMap { $0 }),
    ].compactMap { $0 }
  }
}
