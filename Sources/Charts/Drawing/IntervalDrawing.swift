extension PanelFrame {
  /// Intervals as thin lines with a dot on the estimate.
  ///
  /// - Parameters:
  ///   - index: which of the panel's interval marks this is.
  ///   - count: how many there are, since they share the room of a category.
  func nodes(for mark: IntervalMark, index: Int, count: Int) -> [SVGNode] {
    let offset = slot(
      of: index, among: count, share: 0.8, orientation: mark.orientation, widest: 13
    ).offset
    let lines = whiskers(
      positions: mark.positions, low: mark.low, high: mark.high, offset: offset,
      orientation: mark.orientation)
    var dots = PathBuilder()
    for (position, value) in zip(mark.positions, mark.values) {
      guard let across = positionScale(mark.orientation).position(position),
        let along = valueScale(mark.orientation).position(value)
      else { continue }
      let point = point(position: across + offset, value: along, mark.orientation)
      if box.contains(point) { dots.dot(at: point) }
    }
    return [
      .path(lines, class: "interval"), .path(dots, class: "dots estimate"),
      mark.hollow ? .path(dots, class: "dots hole") : nil,
    ].compactMap { $0 }
  }

  /// Bars between edges that touch, or their common outline.
  func nodes(for mark: HistogramMark) -> [SVGNode] {
    let count = min(mark.values.count, max(mark.edges.count - 1, 0))
    var path = PathBuilder()
    var isOpen = false
    for i in 0..<count {
      guard let left = x.position(mark.edges[i]), let right = x.position(mark.edges[i + 1]),
        let top = y.position(mark.values[i])
      else {
        isOpen = false
        continue
      }
      if !mark.outlined {
        if mark.values[i] == 0 { continue }
        let gap = abs(right - left) > 5 ? 0.5 : 0
        path.rectangle(Point(left + gap, y.base), Point(right - gap, top))
        continue
      }
      if isOpen {
        path.line(to: Point(left, top))
      } else {
        path.move(to: Point(left, y.base))
        path.line(to: Point(left, top))
      }
      path.line(to: Point(right, top))
      isOpen = true
      if i == count - 1 { path.line(to: Point(right, y.base)) }
    }
    return [.path(path, class: mark.outlined ? "line" : "bar")].compactMap { $0 }
  }

  /// Boxes from quartile to quartile, with median, whiskers and the values beyond.
  func nodes(for mark: BoxMark, index: Int, count: Int) -> [SVGNode] {
    let (offset, width) = slot(
      of: index, among: count, share: 0.7, orientation: mark.orientation, widest: 44)
    let scale = valueScale(mark.orientation)
    var boxes = PathBuilder()
    var whiskers = PathBuilder()
    var medians = PathBuilder()
    var outliers = PathBuilder()
    for item in mark.boxes {
      guard let middle = positionScale(mark.orientation).position(item.position) else { continue }
      let center = middle + offset
      let half = max(width - 4, 2) / 2
      func at(_ across: Double, _ value: Double) -> Point? {
        scale.position(value).map { point(position: across, value: $0, mark.orientation) }
      }
      guard let low = at(center - half, item.lowerQuartile),
        let high = at(center + half, item.upperQuartile)
      else { continue }
      boxes.rectangle(low, high)
      for (from, to) in [
        (item.lowerWhisker, item.lowerQuartile), (item.upperQuartile, item.upperWhisker),
      ] {
        guard let start = at(center, from), let end = at(center, to) else { continue }
        whiskers.move(to: start)
        whiskers.line(to: end)
      }
      if let start = at(center - half, item.median), let end = at(center + half, item.median) {
        medians.move(to: start)
        medians.line(to: end)
      }
      // Outliers closer than half a dot are one dot; positions are finite and small.
      let pixels = Set(
        item.outliers.compactMap { scale.position($0) }.map { Int(($0 / 2).rounded()) })
      for pixel in pixels.sorted() {
        outliers.dot(
          at: point(position: center, value: Double(pixel) * 2, mark.orientation))
      }
    }
    return [
      .path(whiskers, class: "interval"), .path(boxes, class: "box"),
      .path(medians, class: "median"),
      outliers.isEmpty
        ? nil
        : .path(
          outliers.text, class: "dots cloud", attributes: [.init("stroke-width", "4")]),
    ].compactMap { $0 }
  }
}
