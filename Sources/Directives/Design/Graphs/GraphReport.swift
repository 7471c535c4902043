import Causal
import Charts
import Execution
import Frames
import Numerics
import Statistics

/// What a causal graph says: its drawing, the ways to identify an effect, its claims on data.
struct GraphReport {
  let object: GraphObject
  let level: Double
  /// One for each implication that could be tested, after `test`.
  private var tests: [Int: (test: ConditionalIndependence, adjusted: Double)] = [:]
  private var hasData = false
  private var notes: [String] = []
  private let implications: [CausalGraph.Implication]

  private var graph: CausalGraph { object.graph }

  init(object: GraphObject, level: Double) {
    self.object = object
    self.level = level
    implications = object.graph.implications()
  }

  /// How many claims were tested, and how many of them the data reject.
  var tested: Int { tests.count }
  var rejected: Int { tests.values.filter { $0.adjusted < 1 - level }.count }

  // MARK: - Tests on data

  mutating func test(on frame: Frame, _ context: RunContext) {
    hasData = true
    let rows = Array(0..<frame.rowCount)
    var columns: [Int: [[Double]]] = [:]
    for node in graph.names.indices where graph.isObserved[node] {
      let name = graph.names[node]
      guard let column = frame[name] else { continue }
      let reference = ColumnReference(name, context.arguments.headRange)
      guard !column.isTemporal,
        let set = try? CovariateSet([reference], in: frame, rows: rows, context)
      else { continue }
      if let fine = set.tooFine.first {
        notes.append("“\(name)” has \(fine.levels) levels: claims about it are not tested.")
        continue
      }
      columns[node] = set.regressors.map(\.values)
    }
    let known = columns
    let claims = implications
    let results = Parallel.map(count: claims.count) { index in
      Self.test(claims[index], known)
    }
    let done = results.indices.filter { results[$0] != nil }
    let adjusted = MultipleTesting.holm.adjust(done.compactMap { results[$0]?.pValue })
    for (index, adjusted) in zip(done, adjusted) {
      if let test = results[index] { tests[index] = (test, adjusted) }
    }
    if done.count < claims.count {
      let left = claims.count - done.count
      notes.append(
        "\(CountText.counted(left, "claim")) could not be tested: a variable is no column, is constant, or is a function of others."
      )
    }
  }

  private static func test(
    _ claim: CausalGraph.Implication, _ columns: [Int: [[Double]]]
  ) -> ConditionalIndependence? {
    guard let a = columns[claim.a], let b = columns[claim.b] else { return nil }
    var given: [[Double]] = []
    for node in claim.given.sorted() {
      guard let own = columns[node] else { return nil }
      given += own
    }
    let all = a + b + given
    guard let count = all.first?.count else { return nil }
    let rows = (0..<count).filter { row in all.allSatisfy { $0[row].isFinite } }
    if rows.count == count { return ConditionalIndependence.test(a, b, given: given) }
    func taking(_ columns: [[Double]]) -> [[Double]] {
      columns.map { column in rows.map { column[$0] } }
    }
    return ConditionalIndependence.test(taking(a), taking(b), given: taking(given))
  }

  // MARK: - Result

  func result() -> CellResult {
    var result = CellResult()
    result.items = [.chart(chart())]
    if let treatment = object.treatment, let outcome = object.outcome {
      let identification = Identification(graph, treatment: treatment, outcome: outcome)
      addIdentification(identification, to: &result)
    }
    addImplications(to: &result)
    result.notes += key + notes
    return result
  }

  private func names(_ nodes: Set<Int>) -> String {
    nodes.isEmpty
      ? "nothing" : nodes.sorted().map { graph.names[$0] }.joined(separator: ", ")
  }

  private func addIdentification(_ found: Identification, to result: inout CellResult) {
    let backdoor = found.backdoorSets()
    let frontdoor = found.frontdoorSets()
    let instruments = found.instruments()
    result.values.set("backdoor", backdoor.first.map(names) ?? "none")
    result.values.set("backdoor.count", backdoor.count)
    result.values.set("frontdoor", frontdoor.first.map(names) ?? "none")
    result.values.set(
      "instruments",
      instruments.isEmpty
        ? "none" : instruments.map { graph.names[$0.node] }.joined(separator: ", "))
    result.items.append(.verdict(verdict(found, backdoor, frontdoor, instruments)))
    var rows: [[TableCell]] = backdoor.prefix(20).map {
      [.text("back-door"), .text(names($0)), .text("closes every non-causal path")]
    }
    rows += frontdoor.prefix(10).map {
      [.text("front-door"), .text(names($0)), .text("carries the whole effect, unconfounded")]
    }
    rows += instruments.map { instrument in
      [
        .text("instrument"), .text(graph.names[instrument.node]),
        .text(instrument.given.isEmpty ? "as it is" : "given \(names(instrument.given))"),
      ]
    }
    if !rows.isEmpty {
      result.items.append(
        .table(
          ResultTable(
            title:
              "Ways to the effect of \(graph.names[found.treatment]) on \(graph.names[found.outcome])",
            columns: [TableColumn("way"), TableColumn("variables"), TableColumn("why")],
            rows: rows)))
    }
    if backdoor.count > 20 {
      result.notes.append("20 of \(backdoor.count) minimal back-door sets are shown.")
    }
  }

  private func verdict(
    _ found: Identification, _ backdoor: [Set<Int>], _ frontdoor: [Set<Int>],
    _ instruments: [Identification.Instrument]
  ) -> String {
    let treatment = graph.names[found.treatment]
    let outcome = graph.names[found.outcome]
    let effect = "the effect of \(treatment) on \(outcome)"
    if !found.hasEffect {
      return
        "In this graph \(treatment) does not cause \(outcome): no path of arrows leads there, so \(effect) is zero by assumption."
    }
    if let set = backdoor.first {
      return set.isEmpty
        ? "In this graph \(effect) can be read off without any control."
        : "In this graph \(effect) can be estimated by holding \(names(set)) fixed."
    }
    let why = found.whyNotAdjustable.map { " (\($0))" } ?? ""
    if let set = frontdoor.first {
      return
        "No controls give \(effect)\(why), but the front door does, through \(names(set))."
    }
    if let instrument = instruments.first {
      return
        "No controls give \(effect)\(why); \(graph.names[instrument.node]) can serve as an instrument, which takes further assumptions."
    }
    return
      "In this graph \(effect) cannot be had from the observed variables: no controls, front door or instrument\(why)."
  }

  private func addImplications(to result: inout CellResult) {
    result.values.set("implications", implications.count)
    if hasData {
      result.values.set("implications.tested", tested)
      result.values.set("implications.rejected", rejected)
    }
    guard !implications.isEmpty else {
      result.notes.append("The graph claims no independence of observed variables.")
      return
    }
    var rows: [[TableCell]] = []
    var emphasised: Set<Int> = []
    for (index, claim) in implications.enumerated() {
      let given = claim.given.isEmpty ? "" : " | \(names(claim.given))"
      let text = "\(graph.names[claim.a]) ⊥ \(graph.names[claim.b])\(given)"
      var row: [TableCell] = [.text(text)]
      if hasData {
        let test = tests[index]
        result.values.set("correlation[\(text)]", test?.test.correlation)
        result.values.set("p[\(text)]", test?.adjusted)
        if let test, test.adjusted < 1 - level { emphasised.insert(index) }
        row += [
          test.map { .integer($0.test.rows) } ?? .missing, .optional(test?.test.correlation),
          .optional(test?.adjusted),
          .text(test.map { $0.adjusted < 1 - level ? "contradicted" : "not contradicted" } ?? "—"),
        ]
      }
      rows.append(row)
    }
    var columns = [TableColumn("claim")]
    if hasData {
      columns += [
        TableColumn("rows", .count), TableColumn("partial correlation", .fixed(3)),
        TableColumn("p (Holm)", .probability), TableColumn("data"),
      ]
      result.items.append(.verdict(dataVerdict))
    }
    result.items.append(
      .table(
        ResultTable(
          columns.count > 1 ? .main : .supporting, title: "What the graph claims of the data",
          columns: columns, rows: rows,
          notes: [
            "a ⊥ b | c: once c is held fixed, a says nothing about b. Tests see linear dependence alone."
          ], emphasised: emphasised)))
  }

  private var dataVerdict: String {
    if tested == 0 { return "None of the graph's claims could be tested on these data." }
    return rejected == 0
      ? "The data contradict none of the \(CountText.counted(tested, "claim")) tested; other graphs would pass as well."
      : "The data contradict \(rejected) of \(CountText.counted(tested, "claim")) tested: an edge or a common cause is missing."
  }

  // MARK: - Drawing

  private func chart() -> Chart {
    var confounders: Set<Int> = []
    if let treatment = object.treatment, let outcome = object.outcome {
      let found = Identification(graph, treatment: treatment, outcome: outcome)
      for set in found.backdoorSets() { confounders.formUnion(set) }
    }
    let nodes = (0..<graph.namedCount).map { node in
      GraphDiagram.Node(
        id: graph.names[node], role: role(node, confounders), latent: !graph.isObserved[node])
    }
    var edges: [GraphDiagram.Edge] = []
    for from in 0..<graph.namedCount {
      for to in graph.children[from] {
        let isEffect = from == object.treatment && to == object.outcome
        edges.append(
          GraphDiagram.Edge(
            from: graph.names[from], to: graph.names[to], role: isEffect ? .accent : .muted))
      }
    }
    edges += graph.bidirected.map {
      GraphDiagram.Edge(from: graph.names[$0.0], to: graph.names[$0.1], bidirected: true)
    }
    return Chart(
      kind: "graph", graph: GraphDiagram(nodes: nodes, edges: edges),
      remarks: remarks(confounders))
  }

  private func role(_ node: Int, _ confounders: Set<Int>) -> ChartRole {
    if node == object.treatment || node == object.outcome { return .accent }
    return confounders.contains(node) ? .series(0) : .muted
  }

  /// What outlines and dashes mean, where the drawing has them.
  private var key: [String] {
    var parts: [String] = []
    if object.treatment != nil, object.outcome != nil {
      parts.append("heavy outline: treatment and outcome; blue: to hold fixed")
    }
    if graph.isObserved.prefix(graph.namedCount).contains(false) || !graph.bidirected.isEmpty {
      parts.append("dashed: unobserved")
    }
    return parts.isEmpty ? [] : ["In the figure, " + parts.joined(separator: "; ") + "."]
  }

  private func remarks(_ confounders: Set<Int>) -> [String] {
    var remarks: [String] = []
    if let treatment = object.treatment { remarks.append("Treatment: \(graph.names[treatment]).") }
    if let outcome = object.outcome { remarks.append("Outcome: \(graph.names[outcome]).") }
    if !confounders.isEmpty { remarks.append("To hold fixed: \(names(confounders)).") }
    return remarks
  }
}
