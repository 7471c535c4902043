import Charts
import Diagnostics
import Execution
import Report
import Testing

@Suite("The JSON of a page")
struct JSONWriterTests {
  @Test("is valid and has the keys of the contract in their order")
  func contract() throws {
    let json = try StrictJSON.parse(JSONWriter.json(CaseStudy.run()))
    #expect(
      json.keys == [
        "casebook", "notebook", "title", "status", "provenance", "cells", "diagnostics",
      ])
    #expect(json["casebook"] == .string("0.1.0"))
    #expect(json["status"] == .string("failed"))
    let cell = try #require(json["cells"]?[0])
    #expect(cell["index"] == .number(0))
    #expect(cell["directive"] == .string("balance"))
    #expect(cell["kind"] == .null)
    #expect(cell["status"] == .string("ok"))
    #expect(
      Set(cell.keys).isSuperset(of: [
        "index", "line", "directive", "kind", "name", "status", "seconds", "values", "tables",
        "charts", "diagnostics",
      ]))
  }

  @Test("is as recorded")
  func golden() throws {
    try expectGolden(JSONWriter.json(CaseStudy.run()), "case-study.json")
  }

  @Test("writes values under their path in full precision, and null where there is none")
  func values() throws {
    var result = CellResult()
    result.values.set("ate", 0.1 + 0.2)
    result.values.set("ate.ci", low: -1, high: 1e-300)
    result.values.set("profit.se[threshold]", Double.nan)
    result.values.set("rows", 64_000)
    result.values.set("[Womens \"E\"].verdict", "a\nb\u{07}")
    result.values["when"] = .date(0)
    let text = JSONWriter.json(Results.run(result))
    #expect(text.has("\"ate\": 0.30000000000000004"))
    let values = try #require(try StrictJSON.parse(text)["cells"]?[0]?["values"])
    #expect(
      values.keys == [
        "ate", "ate.ci", "profit.se[threshold]", "rows", "[Womens \"E\"].verdict", "when",
      ])
    #expect(values["ate.ci"] == .array([.number(-1), .number(1e-300)]))
    #expect(values["profit.se[threshold]"] == .null)
    #expect(values["[Womens \"E\"].verdict"] == .string("a\nb\u{07}"))
    #expect(values["when"] == .string("1970-01-01"))
  }

  @Test("writes tables and series with gaps as null")
  func tables() throws {
    let table = ResultTable(
      title: "t", columns: [TableColumn("a"), TableColumn("b")],
      rows: [[.text("x"), .interval(1, 2)], [.missing, .number(.infinity)]])
    let chart = Chart(
      kind: "line",
      marks: [.line(LineMark(name: "s", x: [0, 1], y: [.nan, 2.5], role: .series(0)))])
    let json = try StrictJSON.parse(
      JSONWriter.json(Results.run(CellResult(items: [.table(table), .chart(chart)]))))
    let cell = try #require(json["cells"]?[0])
    #expect(cell["tables"]?[0]?["columns"] == .array([.string("a"), .string("b")]))
    #expect(
      cell["tables"]?[0]?["rows"]
        == .array([
          .array([.string("x"), .array([.number(1), .number(2)])]), .array([.null, .null]),
        ]))
    let series = try #require(cell["charts"]?[0]?["series"]?[0])
    #expect(series["y"] == .array([.null, .number(2.5)]))
    #expect(series["low"] == .array([]))
  }

  @Test("counts what rendering found among the problems and in the status")
  func rendering() throws {
    let problem = Diagnostic(DiagnosticKind("reference.unresolved", .error, ""), "nothing there")
    let run = Results.run(CellResult())
    #expect(try StrictJSON.parse(JSONWriter.json(run))["status"] == .string("ok"))
    let json = try StrictJSON.parse(JSONWriter.json(run, rendering: [problem]))
    #expect(json["status"] == .string("failed"))
    #expect(json["diagnostics"]?[0]?["code"] == .string("reference.unresolved"))
  }

  @Test("differs between two runs in seconds alone")
  func seconds() throws {
    var other = CaseStudy.run()
    other.provenance.seconds = 9
    let a = JSONWriter.json(CaseStudy.run()).split(separator: "\n")
    let b = JSONWriter.json(other).split(separator: "\n")
    #expect(a.count == b.count)
    let differing = zip(a, b).filter { $0 != $1 }
    #expect(differing.count == 1)
    #expect(differing.allSatisfy { String($0.0).has("\"seconds\":") })
  }
}
