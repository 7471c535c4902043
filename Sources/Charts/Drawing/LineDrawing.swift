extension PanelFrame {
  /// The path of a line, thinned; points alone between gaps become dots.
  func nodes(for mark: LineMark) -> [SVGNode] {
    var line = PathBuilder()
    var dots = PathBuilder()
    var pointCount = 0
    for run in runs(mark.x, mark.y) {
      let points = LineThinning.thin(mark.interpolation == .step ? steps(run) : run)
      guard let first = points.first else { continue }
      if run.count == 1 {
        dots.dot(at: first)
        continue
      }
      line.move(to: first)
      for point in points.dropFirst() { line.line(to: point) }
      pointCount += points.count
    }
    // A ragged line is drawn thinner, or its teeth would merge.
    let className = mark.dashed ? "line dashed" : pointCount > 150 ? "line dense" : "line"
    return [.path(line, class: className), .path(dots, class: "dots")].compactMap { $0 }
  }

  /// The corners of a staircase through the points.
  func steps(_ points: [Point]) -> [Point] {
    var result: [Point] = []
    for point in points {
      if let previous = result.last { result.append(Point(point.x, previous.y)) }
      result.append(point)
    }
    return result
  }

  /// The edge of a translucent fill is soft: the eye takes less of it than of a line.
  private static let bandTolerance = 0.9

  /// The fill of a band between its ends.
  func nodes(for mark: BandMark) -> [SVGNode] {
    var path = PathBuilder()
    var low: [Point] = []
    var high: [Point] = []
    func finish() {
      if low.count > 1 {
        let outline =
          LineThinning.thin(high, tolerance: Self.bandTolerance)
          + LineThinning.thin(low, tolerance: Self.bandTolerance).reversed()
        // For the same reason whole pixels are near enough.
        func pixel(_ point: Point) -> Point { Point(point.x.rounded(), point.y.rounded()) }
        path.move(to: pixel(outline[0]))
        for point in outline.dropFirst() { path.line(to: pixel(point)) }
        path.close()
      }
      low = []
      high = []
    }
    let count = min(mark.x.count, mark.low.count, mark.high.count)
    for i in 0..<count {
      if let below = point(mark.x[i], mark.low[i]), let above = point(mark.x[i], mark.high[i]) {
        low.append(below)
        high.append(above)
      } else {
        finish()
      }
    }
    finish()
    // Three bands over each other would hide the lines.
    let bands = panel.marks.reduce(0) { count, mark in
      if case .band = mark { count + 1 } else { count }
    }
    return [.path(path, class: bands > 2 ? "band faint" : "band")].compactMap { $0 }
  }

  /// The fill of an area down to its base, and the line on top.
  func nodes(for mark: AreaMark) -> [SVGNode] {
    var fill = PathBuilder()
    for run in runs(mark.x, mark.y) where run.count > 1 {
      let points = LineThinning.thin(run)
      fill.move(to: Point(points[0].x, y.base))
      for point in points { fill.line(to: point) }
      fill.line(to: Point(points[points.count - 1].x, y.base))
      fill.close()
    }
    let line = LineMark(name: mark.name, x: mark.x, y: mark.y, role: mark.role)
    // Areas over each other would mix into mud.
    let areas = panel.marks.reduce(0) { count, mark in
      if case .area = mark { count + 1 } else { count }
    }
    return [.path(fill, class: areas > 2 ? "area faint" : "area")].compactMap { $0 }
      + nodes(for: line)
  }

  /// The ticks of a rug, one a pixel at most.
  func nodes(for mark: RugMark) -> [SVGNode] {
    let columns = Set(mark.x.compactMap { x.position($0) }.map { Coordinate($0.rounded()).tenths })
    var path = PathBuilder()
    for column in columns.sorted() {
      let pixel = Double(column) / 10
      guard pixel >= box.x, pixel <= box.maxX else { continue }
      path.move(to: Point(pixel, box.maxY))
      path.line(to: Point(pixel, box.maxY - 6))
    }
    return [.path(path, class: "rug")].compactMap { $0 }
  }
}
