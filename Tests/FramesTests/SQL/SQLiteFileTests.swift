import Frames
import Platform
import TestSupport
import Testing

/// Database files: types, what is denied, and files that are no databases.
struct SQLiteFileTests {
  private func query(_ sql: String) throws -> SQLiteFile.Result {
    try SQLiteFile(TestDatabase.shop).query(sql)
  }

  private func failure(_ sql: String) throws -> SQLError? {
    do {
      _ = try SQLiteFile(TestDatabase.shop).query(sql, stepLimit: 1_000_000)
      return nil
    } catch let error as SQLError {
      return error
    }
  }

  @Test func `tables and views are listed with their columns`() throws {
    let tables = try SQLiteFile(TestDatabase.shop).tables
    #expect(tables.map(\.name) == ["customers", "order lines", "vips"])
    #expect(tables[1].columns == ["customer", "amount"])
  }

  @Test func `declared types hold where the values have them`() throws {
    let frame = try query(
      "SELECT id, name, joined, vip, visits, spend FROM customers ORDER BY id"
    ).frame
    #expect(
      frame.columns.map(\.type) == [.integer, .category, .date, .boolean, .integer, .number])
    #expect(frame["spend"]?[0] == .number(12))
    #expect(frame["visits"]?[1] == .integer(7))
    #expect(frame["joined"]?[3].text == "2009-01-01")
    #expect(frame.columns.map(\.missingCount) == [0, 0, 1, 1, 0, 1])
    #expect(frame["name"]?[3] == .text("Å; \"q\""))
  }

  @Test func `a column of numbers and texts says so`() throws {
    let result = try query("SELECT note FROM customers")
    #expect(result.frame["note"]?.type == .category)
    #expect(result.mixed.map(\.numbers) == [1] && result.mixed.map(\.texts) == [2])
  }

  @Test func `a query may join, group and read views`() throws {
    let frame = try query(
      """
      SELECT v.name AS who, sum(o.amount) AS total, median(o.amount) AS half
      FROM vips v JOIN "order lines" o ON o.customer = v.id GROUP BY 1
      """
    ).frame
    #expect(frame.rowCount == 1 && frame["total"]?[0] == .number(12))
    #expect(frame["half"]?[0] == .number(6))
  }

  @Test func `nothing but one query that reads is run`() throws {
    for sql in [
      "DELETE FROM customers", "PRAGMA user_version = 3", "ATTACH 'x.db' AS x",
      "SELECT 1; DROP TABLE customers", "SELECT * FROM sqlite_master", "SELECT random()",
      "CREATE TABLE t (a)", "VACUUM INTO '/tmp/casebook-tests/copy.db'",
    ] {
      #expect(try failure(sql) != nil, "\(sql)")
    }
    let before = try SHA256.hexadecimal(ofFile: TestDatabase.shop)
    _ = try query("SELECT * FROM vips")
    #expect(try SHA256.hexadecimal(ofFile: TestDatabase.shop) == before)
    let beside = try FileSystem.list(Path.parent(TestDatabase.shop))
    #expect(beside == ["make_shop.py", "shop.db"])
  }

  @Test func `errors know their place, and no query runs for ever`() throws {
    #expect(try failure("SELECT nmae FROM customers")?.offset == 7)
    let endless = """
      WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n
      """
    #expect(try failure(endless)?.kind == .tooLong)
  }

  @Test func `binary data are an error that names the column`() throws {
    #expect(try failure("SELECT photo FROM customers")?.message.contains("“photo”") == true)
    #expect(try query("SELECT hex(photo) AS p FROM customers").frame["p"]?[0] == .text("00FF"))
  }

  @Test func `damaged files and files of another kind are told apart`() throws {
    try FileSystem.makeDirectory("/tmp/casebook-tests")
    var bytes = try FileSystem.read(TestDatabase.shop)
    for i in 512..<bytes.count { bytes[i] = UInt8(truncatingIfNeeded: i &* 31) }
    let path = "/tmp/casebook-tests/damaged #1?.db"
    try FileSystem.writeAtomically(bytes, to: path)
    #expect(SQLiteFile.isDatabase(path))
    #expect(throws: SQLError.self) {
      try SQLiteFile(path).query("SELECT count(*), sum(spend) FROM customers")
    }
    try FileSystem.writeAtomically("a,b\n1,2\n", to: "/tmp/casebook-tests/text.db")
    #expect(!SQLiteFile.isDatabase("/tmp/casebook-tests/text.db"))
    #expect(!SQLiteFile.isDatabase("/tmp/casebook-tests/no such file"))
  }
}
