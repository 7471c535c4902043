/// Drops points of a drawn line that the eye cannot see, keeping its ends and extremes.
package enum LineThinning {
  /// The points that remain, in order: first, last, lowest and highest of each pixel column where
  /// there are many, then those farther than `tolerance` from the line through the others.
  package static func thin(_ points: [Point], tolerance: Double = 0.4) -> [Point] {
    guard points.count > 2 else { return points }
    let columns = points.count > 1000 && isMonotone(points) ? byColumn(points) : points
    var thinned = simplify(columns, tolerance: tolerance)
    // The teeth of a ragged line merge under its width: it may be coarser.
    var coarser = tolerance * 2
    while thinned.count > raggedCount, coarser <= coarsest {
      thinned = simplify(thinned, tolerance: coarser)
      coarser *= 2
    }
    return thinned
  }

  /// More points than a smooth line ever needs.
  private static let raggedCount = 300

  /// The greatest tolerance for a ragged line, in pixels.
  private static let coarsest = 1.6

  private static func isMonotone(_ points: [Point]) -> Bool {
    for i in 1..<points.count where points[i].x < points[i - 1].x { return false }
    return true
  }

  private static func byColumn(_ points: [Point]) -> [Point] {
    var result: [Point] = []
    var start = 0
    while start < points.count {
      let column = points[start].x.rounded(.down)
      var end = start
      var lowest = start
      var highest = start
      while end < points.count, points[end].x.rounded(.down) == column {
        if points[end].y > points[lowest].y { lowest = end }
        if points[end].y < points[highest].y { highest = end }
        end += 1
      }
      var previous = -1
      for index in [start, min(lowest, highest), max(lowest, highest), end - 1]
      where index != previous {
        result.append(points[index])
        previous = index
      }
      start = end
    }
    return result
  }

  /// Douglas and Peucker's simplification between the line's extremes, which always stay.
  private static func simplify(_ points: [Point], tolerance: Double) -> [Point] {
    var keep = [Bool](repeating: false, count: points.count)
    let indices = points.indices
    let anchors = [
      0, points.count - 1,
      indices.min { points[$0].y < points[$1].y } ?? 0,
      indices.max { points[$0].y < points[$1].y } ?? 0,
    ].sorted()
    var pending = Array(zip(anchors, anchors.dropFirst()))
    for anchor in anchors { keep[anchor] = true }
    while let (first, last) = pending.popLast() {
      guard last - first > 1 else { continue }
      var farthest = first
      var greatest = -1.0
      let segment = Segment(points[first], points[last])
      for i in (first + 1)..<last {
        let distance = segment.squaredDistance(points[i])
        if distance > greatest {
          greatest = distance
          farthest = i
        }
      }
      guard greatest > tolerance * tolerance else { continue }
      keep[farthest] = true
      pending.append((first, farthest))
      pending.append((farthest, last))
    }
    return indices.filter { keep[$0] }.map { points[$0] }
  }

  /// A stretch of a line, with what does not change from point to point.
  private struct Segment {
    private let start: Point
    private let dx: Double
    private let dy: Double
    private let inverseLength: Double

    init(_ start: Point, _ end: Point) {
      self.start = start
      dx = end.x - start.x
      dy = end.y - start.y
      let length = dx * dx + dy * dy
      inverseLength = length > 0 ? 1 / length : 0
    }

    /// The squared distance of a point from the nearest point of the stretch.
    func squaredDistance(_ point: Point) -> Double {
      let x = point.x - start.x
      let y = point.y - start.y
      let along = min(max((x * dx + y * dy) * inverseLength, 0), 1)
      let (offX, offY) = (x - along * dx, y - along * dy)
      return offX * offX + offY * offY
    }
  }
}
