import Frames
import Numerics
import TestSupport
import Testing

@Suite struct CSVWriterTests {
  /// The values of two columns are the same, to the bit.
  private func expectSame(_ a: Frame, _ b: Frame, _ location: SourceLocation = #_sourceLocation) {
    #expect(a.columnNames == b.columnNames, sourceLocation: location)
    #expect(a.columns.map(\.type) == b.columns.map(\.type), sourceLocation: location)
    #expect(a.fingerprint == b.fingerprint, sourceLocation: location)
  }

  @Test func everyTypeComesBackToTheBit() throws {
    var stream = RandomStream(seed: 3, purpose: "writer")
    let rows = 400
    var numbers = (0..<rows).map { _ in Double(bitPattern: stream.nextUInt64()) }
    numbers = numbers.map { $0.isFinite ? $0 : -0.0 }
    numbers[0] = 5e-324
    numbers[1] = .infinity
    let flags = (0..<rows).map { $0 % 7 == 3 }
    let frame = Frame([
      Column(name: "a number", storage: .number(numbers), missing: MissingMask(flags: flags)),
      Column(
        name: "integer",
        storage: .integer((0..<rows).map { _ in Int64(bitPattern: stream.nextUInt64()) })),
      Column(name: "flag", storage: .boolean((0..<rows).map { $0 % 3 == 0 })),
      Column(name: "day", storage: .date((0..<rows).map { Int32($0 * 37 - 9000) })),
      Column(
        name: "quote \"d\"",
        categories: (0..<rows).map { ["a,b", "x\ny", "\"", "", nil, " s ", "é"][$0 % 7] }),
      Column(name: "text", storage: .text((0..<rows).map { "t\($0)\u{1F600}" })),
    ])
    let read = try CSVReader.read(bytes: CSVWriter.bytes(frame)).frame
    expectSame(frame, read)
    #expect(CSVWriter.columnsThatNeedTypes(frame).isEmpty)
  }

  @Test func aSingleColumnKeepsItsMissingRows() throws {
    let frame = Frame([Column(name: "x", numbers: [1.5, .nan, 2, .nan])])
    let read = try CSVReader.read(bytes: CSVWriter.bytes(frame)).frame
    expectSame(frame, read)
  }

  @Test func labelsThatLookLikeNumbersNeedTypes() throws {
    let frame = Frame([Column(name: "code", categories: ["12", "7", "12"])])
    let needed = CSVWriter.columnsThatNeedTypes(frame)
    #expect(needed.map(\.name) == ["code"])
    var options = CSVOptions()
    options.types = ["code": .category]
    let read = try CSVReader.read(bytes: CSVWriter.bytes(frame), options: options).frame
    expectSame(frame, read)
  }

  @Test(
    .needsData,
    arguments: ["hillstrom.csv", "pricing_sample.csv", "campaign_data.csv", "discount_nonrand.csv"])
  func publicFilesComeBackToTheBit(_ name: String) throws {
    let folder = try #require(SharedData.dataFolder)
    let frame = try CSVReader.read(path: folder + "/" + name).frame
    let read = try CSVReader.read(bytes: CSVWriter.bytes(frame)).frame
    expectSame(frame, read)
  }
}
