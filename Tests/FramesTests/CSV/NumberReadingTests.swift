import Frames
import Glibc
import Numerics
import Testing

/// Numbers in files are the nearest doubles, as the C library's conversion has them.
@Suite struct NumberReadingTests {
  /// Reads the texts as a column of declared numbers.
  private func read(_ texts: [String]) throws -> [Double] {
    var options = CSVOptions()
    options.types = ["x": .number(.plain)]
    let bytes = Array(("x\n" + texts.joined(separator: "\n") + "\n").utf8)
    return try #require(try CSVReader.read(bytes: bytes, options: options).frame.doubles("x"))
  }

  /// Reads the texts as a column whose type is inferred, through the fast scanner.
  private func readFast(_ texts: [String]) throws -> [Double] {
    let bytes = Array(("x\n" + texts.joined(separator: "\n") + "\n").utf8)
    return try #require(try CSVReader.read(bytes: bytes).frame.doubles("x"))
  }

  private func expectNearest(_ texts: [String], _ found: [Double]) {
    #expect(texts.count == found.count)
    var wrong: [String] = []
    for (text, value) in zip(texts, found)
    where unsafe strtod(text, nil).bitPattern != value.bitPattern {
      wrong.append(text)
    }
    #expect(wrong.prefix(5) == [])
  }

  @Test func randomDecimalsOfAllLengthsAreCorrectlyRounded() throws {
    var stream = RandomStream(seed: 1, purpose: "decimals")
    var texts: [String] = []
    for _ in 0..<300_000 {
      let whole = stream.nextUInt64() >> UInt64(stream.below(64))
      let fraction = (0..<(1 + stream.below(18))).map { _ in String(stream.below(10)) }.joined()
      texts.append((stream.bernoulli(0.5) ? "-" : "") + "\(whole).\(fraction)")
    }
    expectNearest(texts, try readFast(texts))
    expectNearest(texts, try read(texts))
  }

  @Test func shortestFormsOfRandomDoublesComeBack() throws {
    var stream = RandomStream(seed: 2, purpose: "bits")
    var values: [Double] = []
    while values.count < 300_000 {
      let value = Double(bitPattern: stream.nextUInt64())
      if value.isFinite { values.append(value) }
    }
    let texts = values.map(\.description)
    let found = try read(texts)
    #expect(zip(found, values).allSatisfy { $0.bitPattern == $1.bitPattern })
  }

  @Test func halfwayAndExtremeCasesAreCorrectlyRounded() throws {
    let texts = [
      "9007199254740993.0", "9007199254740992.5", "9007199254740991.5",
      "1.00000000000000011102230246251565",
      "1.00000000000000011102230246251566", "2.2250738585072011e-308", "2.2250738585072014e-308",
      "4.9406564584124654e-324", "2.4703282292062327e-324", "1.7976931348623157e308",
      "1.7976931348623159e308", "0.1", "123456789012345678.9", "0.000000000000000000000000001",
      "18446744073709551615.5", "99999999999999999999.9", "1e23", "8.5e22", "-0.0", "6.02e23",
      "1e-23", "5e-324", "1152921504606846977.0", "36028797018963969.0", ".5", "5.",
    ]
    expectNearest(texts, try read(texts))
  }

  @Test func codesAndWordsAreNotNumbers() throws {
    for text in ["007", "1,5", "0x10", "1e", "--1", "1.2.3", "nan", "NaN", "+", ".", "1 2"] {
      let result = try CSVReader.read(bytes: Array("x;y\n\(text);1\n".utf8))
      #expect(result.frame["x"]?.isNumeric == false, "\(text)")
    }
  }

  @Test func wholeNumbersKeepAllTheirDigits() throws {
    let texts = ["9223372036854775807", "-9223372036854775808", "0", "-1", "123456789012345678"]
    let result = try CSVReader.read(bytes: Array(("x\n" + texts.joined(separator: "\n")).utf8))
    let column = try #require(result.frame["x"])
    #expect(column.type == .integer)
    #expect((0..<5).map { column[$0].text } == texts)
    let large = try CSVReader.read(bytes: Array("x\n9223372036854775808\n1\n".utf8)).frame
    #expect(large["x"]?.type == .number)
  }
}
