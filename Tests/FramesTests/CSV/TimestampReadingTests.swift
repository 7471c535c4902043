import Frames
import Testing

/// Days with a time of day.
struct TimestampReadingTests {
  private func read(
    _ cells: [String], as type: DeclaredType? = nil
  ) throws -> (column: Column, report: CSVColumnReport) {
    var options = CSVOptions()
    options.types["at"] = type
    let text = "at\n" + cells.joined(separator: "\n") + "\n"
    let result = try CSVReader.read(bytes: Array(text.utf8), options: options)
    return (try #require(result.frame["at"]), try #require(result.columns.first))
  }

  private func texts(_ column: Column) -> [String] { (0..<column.count).map { column[$0].text } }

  @Test(arguments: [
    ("2024-01-31T12:30:05", "2024-01-31 12:30:05"),
    ("2024-01-31 12:30", "2024-01-31 12:30:00"),
    ("2024-02-29 23:59:59.25", "2024-02-29 23:59:59.25"),
    ("1969-12-31T23:59:59.999999", "1969-12-31 23:59:59.999999"),
    ("2024-01-31T12:30:05.123456000", "2024-01-31 12:30:05.123456"),
    ("0001-01-01T00:00:00", "0001-01-01 00:00:00"),
  ])
  func `ISO 8601 is inferred`(cell: String, text: String) throws {
    let (column, report) = try read([cell, cell])
    #expect(column.type == .timestamp)
    #expect(texts(column) == [text, text])
    #expect(report.zonedTimes == 0)
  }

  @Test(arguments: [
    ("2024-01-31T12:30:05Z", "2024-01-31 12:30:05"),
    ("2024-01-31T00:30:00+02:00", "2024-01-30 22:30:00"),
    ("2024-12-31 23:30-0130", "2025-01-01 01:00:00"),
    ("2024-12-31 23:30 +01", "2024-12-31 22:30:00"),
  ])
  func `a zone is moved to UTC, and counted`(cell: String, text: String) throws {
    let (column, report) = try read([cell])
    #expect(column.type == .timestamp)
    #expect(texts(column) == [text])
    #expect(report.zonedTimes == 1)
  }

  @Test(arguments: [
    "2024-02-30T12:00:00", "2024-01-31T24:00:00", "2024-01-31T12:60", "2024-01-31T12:00:61",
    "2024-01-31T12", "2024-01-31T1:00:00", "2024-01-31T12:00:00.", "2024-01-31T12:00:00X",
    "2024-01-31T12:00:00+25:00", "2024-01-31T12:00:00.1234567", "2024-01-31 12:00 PM",
    "9999-12-31T23:59:00-01:00",
  ])
  func `what is no time, or finer than microseconds, stays text`(cell: String) throws {
    let (column, _) = try read([cell])
    #expect(column.type == .category)
    #expect(texts(column) == [cell])
  }

  @Test func `days become midnights where times follow, and zones do not mix`() throws {
    let days = [String](repeating: "2024-01-31", count: 1200)
    let widened = try read(days + ["2024-02-01 06:00"])
    #expect(widened.column.type == .timestamp)
    #expect(widened.column[0].text == "2024-01-31 00:00:00")
    #expect(widened.column[1200].text == "2024-02-01 06:00:00")
    #expect(widened.report.widenings.map(\.line) == [1202])

    let mixed = try read(["2024-01-31T12:00:00Z", "2024-01-31T12:00:00"])
    #expect(mixed.column.type == .category)
    #expect(texts(mixed.column) == ["2024-01-31T12:00:00Z", "2024-01-31T12:00:00"])
    #expect(mixed.report.zonedTimes == 0)
  }

  @Test func `a declared order of day and month is read`() throws {
    let american = try read(
      ["3/20/2008 2:05 PM", "12/31/2008 12:00 AM", "1/2/2009", ""], as: .timestamp(.monthDayYear))
    #expect(
      texts(american.column) == [
        "2008-03-20 14:05:00", "2008-12-31 00:00:00", "2009-01-02 00:00:00", "",
      ])
    #expect(american.column.missingCount == 1)
    let german = try read(["20.3.2008 9:05:07"], as: .timestamp(.dayMonthYear))
    #expect(texts(german.column) == ["2008-03-20 09:05:07"])
  }

  @Test func `as a date the time is dropped and counted, and nonsense is an error`() throws {
    let dates = try read(["2024-01-31T12:30", "2024-02-01"], as: .date(.yearMonthDay))
    #expect(texts(dates.column) == ["2024-01-31", "2024-02-01"])
    #expect(dates.report.droppedTimes == 1)
    #expect(throws: FrameReadError.self) {
      try read(["2024-01-31T99:99"], as: .date(.yearMonthDay))
    }
    #expect(throws: FrameReadError.self) { try read(["soon"], as: .timestamp(.yearMonthDay)) }
  }

  @Test func `timestamps are written and read back, sorted, counted and cast`() throws {
    let cells = ["2024-01-31 12:30:05.5", "1950-06-01 00:00:00", "2024-01-31 12:30:05.5"]
    let (column, _) = try read(cells)
    let frame = Frame([column])
    let again = try CSVReader.read(bytes: CSVWriter.bytes(frame)).frame
    #expect(again.fingerprint == frame.fingerprint)
    #expect(column.distinctCount == 2)
    #expect(texts(frame.sorted(by: [SortKey("at")]).columns[0])[0] == cells[1])
    #expect(texts(try column.cast(to: .date(.yearMonthDay)))[0] == "2024-01-31")
    #expect(texts(try column.cast(to: .text)) == cells)
    let midnight = try Column(
      name: "d", storage: .date([1])
    ).cast(to: .timestamp(.yearMonthDay))
    #expect(texts(midnight) == ["1970-01-02 00:00:00"])
    let summary = ColumnSummary(column)
    #expect(Timestamp(days: summary.numbers?.minimum ?? .nan).description == cells[1])
    #expect(Timestamp(days: summary.numbers?.maximum ?? .nan).description == cells[0])
  }

  @Test func `SQL compares them, takes their parts, and gives them back`() throws {
    let (column, _) = try read(["2024-01-31 12:30:05", "2024-02-01 06:00:00", ""])
    let frame = try SQLEngine.query(
      """
      SELECT at, strftime('%H', at) AS hour FROM f WHERE at > '2024-01-31 20:00'
      """, frames: ["f": Frame([column])])
    #expect(frame.rowCount == 1)
    #expect(frame["at"]?.type == .timestamp)
    #expect(frame["hour"]?[0].text == "06")
  }
}
