/// A place on the grid of whole pixels.
private struct PixelPlace: Hashable {
  let x: Int
  let y: Int
}

extension PanelFrame {
  /// Points as dots, or as shaded cells where there are too many to tell apart.
  func nodes(for mark: PointMark) -> [SVGNode] {
    let points = zip(mark.x, mark.y).compactMap { point($0, $1) }
    // Marks that share a panel look alike: the size and shade follow the points of all.
    let total = panel.marks.reduce(0) { count, mark in
      if case .points(let points) = mark { count + points.x.count } else { count }
    }
    if total > (metrics.isCompact ? 700 : 2000) { return binned(points) }
    let radius =
      mark.radius ?? (total < 50 ? 3.5 : total < 300 ? 2.8 : total < 1000 ? 2.2 : 1.7)
    // One path is one layer, in which overlaps do not darken; a few layers show the density.
    let layers = total > 60 ? 4 : 1
    return (0..<layers).compactMap { layer in
      var path = PathBuilder()
      // Among many small dots a whole pixel is near enough, and half as long to write.
      var seen: Set<PixelPlace> = []
      for (i, point) in points.enumerated() where i % layers == layer {
        guard total > 300 else {
          path.dot(at: point)
          continue
        }
        let pixel = PixelPlace(x: Int(point.x.rounded()), y: Int(point.y.rounded()))
        if seen.insert(pixel).inserted { path.dot(at: Point(Double(pixel.x), Double(pixel.y))) }
      }
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
