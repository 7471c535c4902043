import Charts
import Testing

@Suite struct ChartDescriptionTests {
  private func description(_ chart: Chart) -> String {
    Markup.elements(ChartRenderer.svg(chart, id: "d")).first { $0.name == "desc" }?.text ?? ""
  }

  @Test func linesTellEndsPeakAndWinner() {
    let x = [0.0, 0.5, 1]
    let chart = Chart(
      kind: "qini", x: Axis("Share", format: .share), y: Axis("Visits", format: .count),
      marks: [
        .line(LineMark(name: "tau", x: x, y: [0, 90, 60], role: .series(0))),
        .line(LineMark(name: "history", x: x, y: [0, 20, 50], role: .series(1))),
        .line(LineMark(name: "random", x: [0, 1], y: [0, 70], role: .reference)),
      ])
    #expect(
      description(chart)
        == "Horizontal: Share, 0% to 100%; vertical: Visits, 0 to 100. "
        + "tau starts at 0, peaks at 90 (50.0%), ends at 60. history starts at 0, ends at 50. "
        + "random starts at 0, ends at 70. At its end tau is the highest.")
  }

  @Test func intervalsAreListed() {
    let chart = Chart(
      kind: "forest", y: .categories(["a", "b"]),
      marks: [
        .rule(RuleMark(.x(0), label: "no effect")),
        .intervals(
          IntervalMark(
            name: "effect", positions: [0, 1], values: [0.5, -0.25], low: [0.25, -0.5],
            high: [0.75, 0], role: .series(0))),
      ])
    #expect(
      description(chart)
        == "A line marks 0: no effect. "
        + "effect: a 0.500 (0.250 to 0.750); b −0.250 (−0.500 to 0).")
  }

  @Test func manyBarsAreSummed() throws {
    let sample = try #require(Sample.all.first { $0.name == "bars-many" })
    #expect(
      description(sample.chart).contains("60 values; highest region 25 (975), lowest region 37 ("))
  }

  @Test func theAuthorsWordsComeFirst() {
    var chart = Chart(kind: "line", marks: [], remarks: ["Above the line is better."])
    #expect(description(chart) == "There are no data. Above the line is better.")
    chart.alternative = "A flat line."
    #expect(description(chart) == "A flat line.")
  }

  @Test func treesAreRulesAndGraphsAreEdges() throws {
    let tree = TreeDiagram(
      root: TreeDiagram.Node(
        lines: ["history"],
        branches: [
          TreeDiagram.Branch("≤ 10", to: TreeDiagram.Node(lines: ["no e-mail"])),
          TreeDiagram.Branch("> 10", to: TreeDiagram.Node(lines: ["e-mail"])),
        ]))
    #expect(
      description(Chart(kind: "tree", tree: tree))
        == "A tree with 2 leaves. history ≤ 10: no e-mail. history > 10: e-mail.")
    let graph = GraphDiagram(
      nodes: [.init(id: "T"), .init(id: "Y"), .init(id: "U", latent: true)],
      edges: [.init(from: "T", to: "Y"), .init(from: "T", to: "Y", bidirected: true)])
    #expect(
      description(Chart(kind: "graph", graph: graph))
        == "A graph of 3 variables. T causes Y. T and Y share an unobserved cause. Unobserved: U.")
  }
}
