import Frames
import Numerics
import Testing

/// What is written is read back: the same bits, the same missing cells, the same bytes again.
struct RoundTripTests {
  /// Doubles that are hard to write and to read: all bit patterns alike, and the edges.
  private func hardNumbers(_ count: Int) -> [Double] {
    var stream = RandomStream(seed: 7, purpose: "round trip")
    let edges: [Double] = [
      0, -0.0, 5e-324, -5e-324, .leastNormalMagnitude, .greatestFiniteMagnitude, 0.1, 1.0 / 3,
      1e22, 1e23, 9_007_199_254_740_993, 123_456_789_012_345_680, 2.2250738585072011e-308,
    ]
    return edges
      + (0..<count).map { _ in
        let value = Double(bitPattern: UInt64(stream.next()))
        return value.isFinite ? value : 1.5
      }
  }

  @Test func `numbers come back with every bit`() throws {
    let numbers = hardNumbers(100_000)
    let frame = Frame([Column(name: "x", numbers: numbers)])
    let read = try CSVReader.read(bytes: CSVWriter.bytes(frame)).frame
    let found = try #require(read["x"]?.doubles)
    let wrong = numbers.indices.filter { numbers[$0].bitPattern != found[$0].bitPattern }
    #expect(wrong.isEmpty, "\(wrong.prefix(3).map { numbers[$0] })")
  }

  @Test func `a frame of every type and of nasty texts comes back whole`() throws {
    let texts = [
      "", " ", "a,b", "\"", "\"\"", "l\nm", "c\r\nd", "\r", "é日🙂", "'", "NA", " x ", ";", "\t", "#",
    ]
    let count = 4000
    var stream = RandomStream(seed: 8, purpose: "round trip")
    func flags() -> MissingMask {
      MissingMask(flags: (0..<count).map { _ in stream.next() % 5 == 0 })
    }
    let labels = texts.map { $0 + "!" }
    let frame = Frame([
      Column(
        name: "i, \"q\"", storage: .integer((0..<count).map { Int64($0) &* .max / 4000 }),
        missing: flags()),
      Column(
        name: "flag", storage: .boolean((0..<count).map { $0 % 3 == 0 }), missing: flags()),
      Column(
        name: "day", storage: .date((0..<count).map { Int32($0 * 37 - 60_000) }), missing: flags()),
      Column(
        name: "label",
        storage: .category(
          codes: (0..<count).map { Int32($0 % labels.count) }, levels: labels), missing: flags()),
      Column(
        name: "text", storage: .text((0..<count).map { "\(texts[$0 % texts.count])t\($0)" }),
        missing: flags()),
    ])
    let bytes = CSVWriter.bytes(frame)
    #expect(CSVWriter.columnsThatNeedTypes(frame).isEmpty)
    let read = try CSVReader.read(bytes: bytes).frame
    #expect(read.columns.map(\.type) == frame.columns.map(\.type))
    #expect(read.columnNames == frame.columnNames)
    for (column, again) in zip(frame.columns, read.columns) {
      let wrong = (0..<count).filter { row in
        column.isMissing(row) != again.isMissing(row)
          || !column.isMissing(row) && column[row] != again[row]
      }
      #expect(wrong.isEmpty, "\(column.name): rows \(wrong.prefix(3))")
    }
    #expect(CSVWriter.bytes(read) == bytes)
  }
}
