extension PanelFrame {
  /// Points as dots, or as shaded cells where there are too many to tell apart.
  func nodes(for mark: PointMark) -> [SVGNode] {
    let points = zip(mark.x, mark.y).compactMap { point($0, $1) }
    if points.count > (metrics.isCompact ? 700 : 2000) { return binned(points) }
    let radius =
      mark.radius
      ?? (points.count < 50 ? 3.5 : points.count < 300 ? 2.8 : points.count < 1000 ? 2.2 : 1.7)
    // One path is one layer, in which overlaps do not darken; a few layers show the density.
    let layers = points.count > 60 ? 4 : 1
    return (0..<layers).compactMap { layer in
      var path = PathBuilder()
      for (i, point) in points.enumerated() where i % layers == layer { path.dot(at: point) }
      return path.isEmpty
        ? nil
        : .path(
          path.text, class: layers > 1 ? "dots cloud" : "dots",
          attributes: [.init("stroke-width", Hundredths(radius * 2).text)])
    }
  }

  /// Counts in square cells, shaded by the logarithm of the count.
  private func binned(_ points: [Point]) -> [SVGNode] {
    let size = metrics.isCompact ? 6.0 : 7.0
    let columns = Int((box.width / size).rounded(.up))
    let rows = Int((box.height / size).rounded(.up))
    guard columns > 0, rows > 0 else { return [] }
    var counts = [Int](repeating: 0, count: columns * rows)
    for point in points where box.contains(point) {
      let column = min(Int((point.x - box.x) / size), columns - 1)
      let row = min(Int((point.y - box.y) / size), rows - 1)
      counts[row * columns + column] += 1
    }
    let levels = 5
    let most = max(counts.max() ?? 1, 2)
    func level(_ count: Int) -> Int {
      // Powers of two up to the fullest cell, spread over the levels.
      let bits = Int.bitWidth - count.leadingZeroBitCount
      let mostBits = Int.bitWidth - most.leadingZeroBitCount
      return max(1, bits * levels / mostBits)
    }
    return (1...levels).compactMap { wanted in
      var path = PathBuilder()
      for row in 0..<rows {
        var column = 0
        while column < columns {
          let count = counts[row * columns + column]
          guard count > 0, level(count) == wanted else {
            column += 1
            continue
          }
          let first = column
          while column < columns, counts[row * columns + column] > 0,
            level(counts[row * columns + column]) == wanted
          {
            column += 1
          }
          path.rectangle(
            Point(box.x + Double(first) * size, box.y + Double(row) * size),
            Point(
              min(box.x + Double(column) * size, box.maxX),
              min(box.y + Double(row + 1) * size, box.maxY)))
        }
      }
      let opacity = 0.14 + 0.76 * Double(wanted - 1) / Double(levels - 1)
      return path.isEmpty
        ? nil
        : .path(
          path.text, class: "fill",
          attributes: [.init("fill-opacity", Hundredths(opacity).text)])
    }
  }
}
