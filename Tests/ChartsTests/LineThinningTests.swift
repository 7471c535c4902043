import Charts
import Testing

@Suite struct LineThinningTests {
  @Test func endsAndExtremesStay() {
    let noise = normals(50_000, "thinning")
    let points = noise.enumerated().map { Point(Double($0.offset) / 100, 100 + $0.element * 20) }
    let thinned = LineThinning.thin(points)
    #expect(thinned.count < 2500)
    #expect(thinned.first == points.first && thinned.last == points.last)
    #expect(thinned.map(\.y).min() == points.map(\.y).min())
    #expect(thinned.map(\.y).max() == points.map(\.y).max())
  }

  @Test func noPointLeavesAThinnedLineByMoreThanTheTolerance() {
    let points = (0...400).map { i -> Point in
      let x = Double(i)
      return Point(x, 0.001 * (x - 200) * (x - 200))
    }
    let thinned = LineThinning.thin(points, tolerance: 0.3)
    #expect(thinned.count < 60)
    for point in points {
      let segment = zip(thinned, thinned.dropFirst()).first { $0.x <= point.x && point.x <= $1.x }
      guard let (a, b) = segment else {
        Issue.record("the thinned line has a gap at \(point.x)")
        continue
      }
      let share = b.x > a.x ? (point.x - a.x) / (b.x - a.x) : 0
      #expect(abs(a.y + (b.y - a.y) * share - point.y) <= 0.32)
    }
  }

  @Test func straightLinesKeepTheirEnds() {
    let points = (0..<100).map { Point(Double($0), 2 * Double($0)) }
    #expect(LineThinning.thin(points) == [Point(0, 0), Point(99, 198)])
  }

  @Test(arguments: [0, 1, 2])
  func shortLinesStay(count: Int) {
    let points = (0..<count).map { Point(Double($0), 1) }
    #expect(LineThinning.thin(points) == points)
  }
}
