/// Builds the `d` attribute of a path, in relative commands to keep it short.
struct PathBuilder {
  private(set) var text = ""
  private var x = 0
  private var y = 0
  /// The command in force, whose letter need not be repeated.
  private var command: Character = " "
  private var startX = 0
  private var startY = 0

  var isEmpty: Bool { text.isEmpty }

  mutating func move(to point: Point) {
    let (newX, newY) = tenths(point)
    text += "M"
    text += Coordinate(tenths: newX).text
    append(newY)
    (x, y) = (newX, newY)
    (startX, startY) = (x, y)
    // Pairs after a move are lines to absolute points: a letter must follow.
    command = "M"
  }

  mutating func line(to point: Point) {
    let (newX, newY) = tenths(point)
    let (dx, dy) = (newX - x, newY - y)
    if dy == 0 {
      if dx == 0 { return }
      begin("h", dx)
    } else if dx == 0 {
      begin("v", dy)
    } else {
      begin("l", dx)
      append(dy)
    }
    (x, y) = (newX, newY)
  }

  /// A cubic Bézier curve.
  mutating func curve(to end: Point, control1: Point, control2: Point) {
    let (x1, y1) = tenths(control1)
    let (x2, y2) = tenths(control2)
    let (x3, y3) = tenths(end)
    begin("c", x1 - x)
    for value in [y1 - y, x2 - x, y2 - y, x3 - x, y3 - y] { append(value) }
    (x, y) = (x3, y3)
  }

  /// A point: a line of no length, which a round cap makes a dot.
  mutating func dot(at point: Point) {
    move(to: point)
    text += "h0"
    command = "h"
  }

  mutating func close() {
    text += "z"
    command = "z"
    (x, y) = (startX, startY)
  }

  /// A rectangle by its corners.
  mutating func rectangle(_ a: Point, _ b: Point) {
    move(to: a)
    line(to: Point(b.x, a.y))
    line(to: b)
    line(to: Point(a.x, b.y))
    close()
  }

  private func tenths(_ point: Point) -> (Int, Int) {
    (Coordinate(point.x).tenths, Coordinate(point.y).tenths)
  }

  private mutating func begin(_ letter: Character, _ value: Int) {
    if command == letter {
      append(value)
    } else {
      text.append(letter)
      text += Coordinate(tenths: value).text
      command = letter
    }
  }

  private mutating func append(_ value: Int) {
    if value >= 0 { text += " " }
    text += Coordinate(tenths: value).text
  }
}
