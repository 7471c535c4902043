/// Builds the `d` attribute of a path, in relative commands to keep it short.
struct PathBuilder {
  /// ASCII throughout; bytes, since a long path has thousands of numbers.
  private var bytes: [UInt8] = []
  private var x = 0
  private var y = 0
  /// The command in force, whose letter need not be repeated.
  private var command: UInt8 = 0
  /// Whether the number written last has a decimal point.
  private var hasPoint = false
  private var startX = 0
  private var startY = 0

  var isEmpty: Bool { bytes.isEmpty }

  var text: String { String(decoding: bytes, as: UTF8.self) }

  mutating func move(to point: Point) {
    let (newX, newY) = tenths(point)
    let isFirst = bytes.isEmpty
    bytes.append(UInt8(ascii: isFirst ? "M" : "m"))
    write(isFirst ? newX : newX - x)
    append(isFirst ? newY : newY - y)
    (x, y) = (newX, newY)
    (startX, startY) = (x, y)
    // Pairs after `M` are lines to absolute points, so that a letter must follow; after `m` they
    // are lines as `l` has them.
    command = UInt8(ascii: isFirst ? "M" : "l")
  }

  mutating func line(to point: Point) {
    let (newX, newY) = tenths(point)
    let (dx, dy) = (newX - x, newY - y)
    if dy == 0 {
      if dx == 0 { return }
      begin(UInt8(ascii: "h"), dx)
    } else if dx == 0 {
      begin(UInt8(ascii: "v"), dy)
    } else {
      begin(UInt8(ascii: "l"), dx)
      append(dy)
    }
    (x, y) = (newX, newY)
  }

  /// A point: a line of next to no length, which its cap makes a dot or a square.
  ///
  /// A line of no length at all has no square cap in print: browsers leave it out of a PDF.
  mutating func dot(at point: Point) {
    move(to: point)
    begin(UInt8(ascii: "h"), 1)
    x += 1
  }

  mutating func close() {
    bytes.append(UInt8(ascii: "z"))
    command = UInt8(ascii: "z")
    (x, y) = (startX, startY)
  }

  /// A rectangle by two opposite corners.
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

  private mutating func begin(_ letter: UInt8, _ value: Int) {
    if command == letter {
      append(value)
    } else {
      bytes.append(letter)
      write(value)
      command = letter
    }
  }

  private mutating func append(_ value: Int) {
    // A sign parts numbers, and so does a second decimal point.
    let startsWithPoint = value > 0 && value < 10
    if value >= 0, !(startsWithPoint && hasPoint) { bytes.append(UInt8(ascii: " ")) }
    write(value)
  }

  private mutating func write(_ value: Int) {
    hasPoint = value % 10 != 0
    Coordinate(tenths: value).write(to: &bytes)
  }
}
