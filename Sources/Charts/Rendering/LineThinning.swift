/// Drops points of a drawn line that the eye cannot see, keeping its ends and extremes.
package enum LineThinning {
  /// The points that remain, in order: first, last, lowest and highest of each pixel column where
  /// there are many, then those farther than `tolerance` from the line through the others.
  package static func thin(_ points: [Point], tolerance: Double = 0.3) -> [Point] {
    guard points.count > 2 else { return points }
    let columns = points.count > 1000 && isMonotone(points) ? byColumn(points) : points
    return simplify(columns, tolerance: tolerance)
  }

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
      for i in (first + 1)..<last {
        let distance = squaredDistance(points[i], from: points[first], to: points[last])
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

  /// The squared distance of a point from a segment.
  private static func squaredDistance(_ p: Point, from a: Point, to b: Point) -> Double {
    let dx = b.x - a.x
    let dy = b.y - a.y
    let length = dx * dx + dy * dy
    var along = 0.0
    if length > 0 { along = min(max(((p.x - a.x) * dx + (p.y - a.y) * dy) / length, 0), 1) }
    let x = p.x - a.x - along * dx
    let y = p.y - a.y - along * dy
    return x * x + y * y
  }
}
