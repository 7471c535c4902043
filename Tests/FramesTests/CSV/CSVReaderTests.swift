import Frames
import TestSupport
import Testing

@Suite struct CSVReaderTests {
  private func read(_ text: String, _ change: (inout CSVOptions) -> Void = { _ in }) throws
    -> CSVResult
  {
    var options = CSVOptions()
    change(&options)
    return try CSVReader.read(bytes: Array(text.utf8), options: options)
  }

  /// The cells of a column as CSV has them.
  private func cells(_ result: CSVResult, _ name: String) throws -> [String] {
    let column = try #require(result.frame[name])
    return (0..<column.count).map { column[$0].text }
  }

  @Test func typesComeFromTheCells() throws {
    let result = try read(
      """
      i,n,b,d,c,z,e
      1,1.5,true,2008-03-20,Web,007,
      0,-2,false,2024-02-29,Phone,010,

      """)
    #expect(
      result.frame.columns.map(\.type) == [
        .integer, .number, .boolean, .date, .category, .category, .text,
      ])
    #expect(try cells(result, "n") == ["1.5", "-2.0"])
    #expect(try cells(result, "d") == ["2008-03-20", "2024-02-29"])
    #expect(try cells(result, "z") == ["007", "010"])
    #expect(result.frame["e"]?.missingCount == 2)
  }

  @Test func quotesFollowTheStandardAndLenientReaders() throws {
    let result = try read("a,b\r\n\"x, \"\"y\"\"\",\"1\n2\"\r\n\"ab\"c\"d,5\" pipe\r\n")
    #expect(try cells(result, "a") == ["x, \"y\"", "abc\"d"])
    #expect(try cells(result, "b") == ["1\n2", "5\" pipe"])
  }

  @Test func quotedLabelsAreThoseWithoutQuotes() throws {
    let result = try read("a,b\n\"x\",1\nx,2\n\"y\nz\",3\n\"\",4\n,5\n\"NA\",6\n\"x\"\"\",7\n") {
      $0.missing.everywhere = ["NA"]
      $0.types["a"] = .category
    }
    guard case .category(let codes, let levels)? = result.frame["a"]?.storage else {
      Issue.record("no category")
      return
    }
    #expect(levels == ["x", "y\nz", "", "x\""])
    #expect(codes[0] == codes[1])
    #expect(result.frame["a"]?.missing?.flags == [false, false, false, false, true, true, false])
    #expect(result.columns[0].emptyTexts == 1)
  }

  @Test(arguments: ["\n", "\r\n", "\r"])
  func lineEndsMayBeOfAnyKind(_ end: String) throws {
    let result = try read(["a,b", "1,x", "", "2,y"].joined(separator: end) + end)
    #expect(try cells(result, "a") == ["1", "2"])
    #expect(result.frame.rowCount == 2)
  }

  @Test(arguments: [",", ";", "\t", "|"])
  func theDelimiterIsFound(_ delimiter: String) throws {
    let result = try read("a\(delimiter)b\n1\(delimiter)\"x,;|y\"\n2\(delimiter)z\n")
    #expect(result.frame.columnNames == ["a", "b"])
    #expect(result.delimiter == Array(delimiter.utf8)[0])
  }

  @Test func onlyTheEmptyFieldIsMissingByDefault() throws {
    let result = try read("a,b\n1,NA\n,\nNone,x\n")
    #expect(result.frame["a"]?.type == .category)
    #expect(result.frame["b"]?.missingCount == 1)
    let marked = try read("a,b\n1,NA\n,\n-9,x\n") {
      $0.missing = MissingMarkers(everywhere: ["NA"], byColumn: ["a": ["-9"]])
    }
    #expect(marked.frame["a"]?.type == .integer)
    #expect(marked.columns[0].missing.map(\.count) == [1, 0, 1])
    #expect(marked.columns[1].missing.map(\.count) == [1, 1])
    #expect(marked.columns[1].missing.map(\.token) == ["", "NA"])
    #expect(marked.frame["b"]?.levelView.levels == ["x"])
  }

  @Test func aLateValueWidensTheColumnAndSaysWhere() throws {
    var text = "x,y\n"
    for row in 0..<1500 { text += "\(row),\(row == 1400 ? "1.5" : "2")\n" }
    text += "abc,3\n"
    let result = try read(text)
    #expect(result.frame["x"]?.type == .text)
    #expect(result.frame["y"]?.type == .number)
    let x = try #require(result.columns.first?.widenings.first)
    #expect(x.from == .integer && x.to == .text && x.line == 1502 && x.cell == "abc")
    let y = try #require(result.columns.last?.widenings.first)
    #expect(y.to == .number && y.line == 1402)
    #expect(try cells(result, "x").last == "abc")
    #expect(result.frame.doubles("y")?[1400] == 1.5)
  }

  @Test func declaredNotationsAreRead() throws {
    let result = try read("d;p;t;e;w\nUS$ 125.0;12.5%;1,234.5;3.141,5;20.3.2008\n") {
      $0.types = [
        "d": .number(NumberNotation(strip: ["US$ "])), "p": .number(NumberNotation(percent: true)),
        "t": .number(NumberNotation(thousands: ",")),
        "e": .number(NumberNotation(thousands: ".", decimal: ",")), "w": .date(.dayMonthYear),
      ]
    }
    #expect(result.frame.columns.prefix(4).map { $0[0].number } == [125, 0.125, 1234.5, 3141.5])
    #expect(result.frame["w"]?[0].text == "2008-03-20")
  }

  @Test func hostileFilesGiveLocatedProblems() throws {
    func problem(_ bytes: [UInt8]) -> CSVProblem? {
      do {
        _ = try CSVReader.read(bytes: bytes)
        return nil
      } catch FrameReadError.malformed(let problems, _) {
        return problems.first
      } catch { return nil }
    }
    #expect(
      problem(Array("a,b\n1,2\n1,2,3\n".utf8))
        == CSVProblem(.ragged(expected: 2, found: 3), line: 3, column: 1))
    #expect(
      problem(Array("a,b\n1,\"2\n1,2\n".utf8)) == CSVProblem(.unclosedQuote, line: 2, column: 3))
    #expect(problem(Array("a,b\n1,\0\n".utf8)) == CSVProblem(.nulByte, line: 2, column: 3))
    #expect(
      problem(Array("a,é\n1,x".utf8) + [0xFF]) == CSVProblem(.invalidUTF8, line: 2, column: 4))
    #expect(problem([]) == CSVProblem(.noHeader, line: 1, column: 1))
  }

  @Test func namesAreMadeDistinctAndReported() throws {
    let result = try read("a,,a,a_2\n1,2,3,4\n")
    #expect(result.frame.columnNames == ["a", "column_2", "a_3", "a_2"])
    #expect(result.problems.map(\.column) == [3, 4])
  }

  @Test(.needsData)
  func hillstromIsTyped() throws {
    let folder = try #require(SharedData.dataFolder)
    let result = try CSVReader.read(path: folder + "/hillstrom.csv")
    #expect(result.frame.rowCount == 64_000)
    #expect(
      result.frame.columns.map(\.type.rawValue) == [
        "int", "category", "number", "int", "int", "category", "int", "category", "category",
        "int", "int", "number",
      ])
    #expect(result.frame.levels("segment")?.counts == [21_387, 21_306, 21_307])
  }
}
