import Frames
import Testing

@Suite struct SQLEngineTests {
  private let people: Frame
  private let orders: Frame

  init() throws {
    people = try CSVReader.read(
      bytes: Array(
        """
        id,name,city,born,member,score
        1,Ada,London,1815-12-10,true,2.5
        2,Grace,New York,1906-12-09,false,
        3,Alan,London,1912-06-23,true,4.5
        4,Mary,,1780-11-26,false,1

        """.utf8)
    ).frame
    orders = try CSVReader.read(bytes: Array("person,amount\n1,10\n3,7\n1,5\n9,1\n".utf8)).frame
  }

  private func query(_ sql: String, _ parameters: [String: Value] = [:]) throws -> Frame {
    try SQLEngine.query(
      sql, frames: ["people": people, "half.train": orders], parameters: parameters)
  }

  private func cells(_ frame: Frame) -> [[String]] {
    (0..<frame.rowCount).map { row in frame.columns.map { $0[row].text } }
  }

  private func problem(_ sql: String, stepLimit: Int = SQLEngine.stepLimit) -> SQLError? {
    do {
      _ = try SQLEngine.query(sql, frames: ["people": people], stepLimit: stepLimit)
      return nil
    } catch {
      return error as SQLError
    }
  }

  @Test func columnsKeepTheirTypes() throws {
    let result = try query("SELECT * FROM people ORDER BY id")
    #expect(result.columns.map(\.type) == people.columns.map(\.type))
    #expect(cells(result) == cells(people))
    #expect(result["score"]?.missingCount == 1)
  }

  @Test func expressionsHaveTheTypeOfTheirValues() throws {
    let result = try query(
      "SELECT id + 1 AS a, id / 2.0 AS b, name || '!' AS c, NULL AS d, score > 2 AS e FROM people")
    #expect(result.columns.map(\.type) == [.integer, .number, .category, .text, .integer])
    #expect(result.columns[3].missingCount == 4)
  }

  @Test func framesAreJoinedByTheirNames() throws {
    let result = try query(
      """
      SELECT name, count(*) AS orders, sum(amount) AS total
      FROM people JOIN "half.train" ON person = id GROUP BY name ORDER BY total DESC
      """)
    #expect(cells(result) == [["Ada", "2", "15"], ["Alan", "1", "7"]])
  }

  @Test func equalityFindsTheRightRows() throws {
    #expect(cells(try query("SELECT id FROM people WHERE city = 'London'")) == [["1"], ["3"]])
    #expect(cells(try query("SELECT id FROM people WHERE id = 2.0")) == [["2"]])
    #expect(cells(try query("SELECT id FROM people WHERE id = 2.5")) == [])
    #expect(cells(try query("SELECT id FROM people WHERE score = 1")) == [["4"]])
    #expect(cells(try query("SELECT id FROM people WHERE born = '1912-06-23'")) == [["3"]])
    #expect(cells(try query("SELECT id FROM people WHERE city IS NULL")) == [["4"]])
    #expect(cells(try query("SELECT id FROM people WHERE city = 'Paris'")) == [])
  }

  @Test func statisticalFunctionsAreThere() throws {
    let result = try query(
      """
      SELECT median(score), quantile(score, 0.25), stddev(score), variance(id), corr(id, score),
        mode(city), ln(exp(2)), log10(1000), sqrt(-1), pow(2, 10)
      FROM people
      """)
    let row = result.columns.map { $0[0] }
    #expect(row[0] == .number(2.5))
    #expect(row[1] == .number(1.75))
    let sd = try #require(row[2].number)
    #expect(abs(sd - 1.755942292142123) < 1e-12)
    let variance = try #require(row[3].number)
    #expect(abs(variance - 5.0 / 3) < 1e-12)
    // Of (1, 2.5), (3, 4.5), (4, 1): −(4/3) / √(14/3 · 37/6).
    let correlation = try #require(row[4].number)
    #expect(abs(correlation - -0.24854) < 1e-5)
    #expect(row[5] == .text("London"))
    #expect(row[6].number.map { abs($0 - 2) < 1e-12 } == true)
    #expect(row[8] == .missing)
    #expect(row[9] == .number(1024))
  }

  @Test func whatAnExpressionMakesOfDatesIsADate() throws {
    let result = try query(
      """
      SELECT max(born) AS youngest, date(min(born), '+1 year') AS later,
        datetime(max(born), '+90 minutes') AS moment, substr(max(born), 1, 4) AS year
      FROM people
      """)
    #expect(result.columns.map(\.type) == [.date, .date, .timestamp, .category])
    #expect(cells(result) == [["1912-06-23", "1781-11-26", "1912-06-23 01:30:00", "1912"]])
  }

  @Test func parametersAreValues() throws {
    let result = try query(
      "SELECT id FROM people WHERE city = :city AND score > :low",
      ["city": .text("London"), "low": .number(3)])
    #expect(cells(result) == [["3"]])
    #expect(throws: SQLError.self) { try query("SELECT :nothing") }
  }

  @Test(arguments: [
    "DELETE FROM people", "CREATE TABLE t(a)", "ATTACH 'x' AS y", "PRAGMA table_info(people)",
    "SELECT * FROM sqlite_master", "SELECT random()", "SELECT 1; SELECT 2",
    "SELECT load_extension('x')", "INSERT INTO people VALUES (1)",
  ])
  func everythingButReadingIsDenied(_ sql: String) {
    let error = problem(sql)
    #expect(error?.kind == .forbidden || error?.kind == .invalid)
  }

  @Test func thereIsNoClock() throws {
    #expect(try query("SELECT date('now') AS d").columns[0].missingCount == 1)
  }

  @Test func anErrorHasThePlaceOfItsToken() {
    #expect(problem("SELECT nmae FROM people")?.offset == 7)
    #expect(problem("SELECT id FRM people")?.offset == 14)
    do {
      _ = try SQLEngine.evaluate(expression: "score * (idd + 1)", over: people)
      Issue.record("no error")
    } catch {
      #expect(error.offset == 9)
    }
  }

  @Test func aRunawayQueryStops() {
    let error = problem(
      "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n",
      stepLimit: 1_000_000)
    #expect(error?.kind == .tooLong)
  }

  @Test func conditionsAndExpressionsGoRowByRow() throws {
    #expect(
      try SQLEngine.condition("score > 2 -- high", over: people) == [true, false, true, false])
    let column = try SQLEngine.evaluate(
      expression: "coalesce(score, 0) * :k", over: people, parameters: ["k": .number(2)])
    #expect(column.doubles == [5, 0, 9, 2])
    #expect(throws: SQLError.self) { try SQLEngine.condition("name", over: people) }
    #expect(throws: SQLError.self) { try SQLEngine.evaluate(expression: "sum(id)", over: people) }
    #expect(try SQLEngine.scalar("sum(id)", over: people) == .integer(10))
  }

  @Test func emptyFramesAreTables() throws {
    let empty = people.filtered([false, false, false, false])
    let result = try SQLEngine.query("SELECT count(*) AS n FROM e", frames: ["e": empty])
    #expect(cells(result) == [["0"]])
  }
}
