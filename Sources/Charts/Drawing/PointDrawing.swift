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
    if total > Self.mostDots(isCompact: metrics.isCompact) { return binned(points) }
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

  /// Counts in nearly square cells, shaded by the logarithm of the count: each run of one shade in a
  /// row is a stroke as thick as the row.
  private func binned(_ points: [Point]) -> [SVGNode] {
    let size = metrics.isCompact ? 6.0 : 7.0
    let columns = Int((box.width / size).rounded(.up))
    let rows = Int((box.height / size).rounded())
    guard columns > 0, rows > 0 else { return [] }
    // Rows fill the height exactly, for a stroke cannot be cut.
    let height = box.height / Double(rows)
    var counts = [Int](repeating: 0, count: columns * rows)
    for point in points where box.contains(point) {
      let column = min(Int((point.x - box.x) / size), columns - 1)
      let row = min(Int((point.y - box.y) / height), rows - 1)
      counts[row * columns + column] += 1
    }
    let levels = CellLevels(most: counts.max() ?? 1)
    var paths = [PathBuilder](repeating: PathBuilder(), count: CellLevels.count)
    for row in 0..<rows {
      let middle = box.y + (Double(row) + 0.5) * height
      var column = 0
      while column < columns {
        let level = levels.level(counts[row * columns + column])
        let first = column
        while column < columns, levels.level(counts[row * columns + column]) == level {
          column += 1
        }
        guard level > 0 else { continue }
        paths[level - 1].move(to: Point(box.x + Double(first) * size, middle))
        paths[level - 1].line(to: Point(min(box.x + Double(column) * size, box.maxX), middle))
      }
    }
    return paths.enumerated().compactMap { index, path in
      path.isEmpty
        ? nil
        : .path(
          path.text, class: "cells shade-\(index + 1)",
          attributes: [.init("stroke-width", Hundredths(height).text)])
    }
  }
}

/// The shades of counts: powers of two up to the fullest cell, spread over a few levels.
private struct CellLevels {
  static let count = ChartStyle.shades.count
  private let mostBits: Int

  init(most: Int) { mostBits = Self.bits(max(most, 2)) }

  /// From 1 to `count`; 0 for an empty cell.
  func level(_ count: Int) -> Int {
    count > 0 ? max(1, Self.bits(count) * Self.count / mostBits) : 0
  }

  private static func bits(_ count: Int) -> Int { Int.bitWidth - count.leadingZeroBitCount }
}
