import Execution
import Testing

/// Keys that every kind of `fit` takes: where, cluster, by, inference, and the learner auto.
@Suite struct FitKeysTests {
  @Test func `where leaves rows out and says so`() throws {
    let notebook = CustomerFile.fit("t-learner", "models: linear\nwhere: x < 3")
    #expect(notebook.problems == [])
    #expect(notebook.number("tau", "rows") == 24)
    #expect(abs(notebook.number("tau", "cate.mean") - 2.5) < 1e-6)
    let notes = try #require(notebook.outcome("tau")?.result?.notes)
    #expect(notes.contains("24 rows left out by where: x < 3."))
  }

  @Test func `weights and clusters are said`() throws {
    let notebook = CustomerFile.fit(
      "t-learner", "models: linear\nweights: x\ncluster: bought\nfolds: 2")
    #expect(notebook.problems == [])
    let notes = try #require(notebook.outcome("tau")?.result?.notes)
    #expect(notes.contains("Rows count by their weight, x."))
    #expect(notes.contains("Folds and standard errors keep the 2 clusters of bought together."))
  }

  @Test func `a condition that cannot be read is an error at its word`() {
    let notebook = CustomerFile.fit("t-learner", "where: z < 3")
    #expect(notebook.problems == ["11: error – sql.invalid"])
  }

  @Test func `groups have average effects of their own`() throws {
    let notebook = CustomerFile.fit("t-learner", "models: linear\nby: bought\nfolds: 2")
    #expect(notebook.problems == [])
    #expect(abs(notebook.number("tau", "gate[0]") - 2.5) < 1e-6)
    #expect(abs(notebook.number("tau", "gate[1]") - 4) < 1e-6)
    let mean = (notebook.number("tau", "gate[0]") + notebook.number("tau", "gate[1]")) / 2
    #expect(abs(mean - notebook.number("tau", "ate")) < 1e-9)
    #expect(notebook.interval("tau", "gate.ci[1]") != nil)
  }

  @Test func `averages are left out where they are not wanted`() throws {
    let notebook = CustomerFile.fit("t-learner", "models: linear\naverages: false")
    #expect(notebook.problems == [])
    #expect(notebook.value("tau", "ate") == nil)
    #expect(abs(notebook.number("tau", "cate.mean") - 3.25) < 1e-6)
    let notes = try #require(notebook.outcome("tau")?.result?.notes)
    #expect(notes.contains("Average effects were not asked for (averages: false)."))
    #expect(notebook.outcome("tau")?.result?.definitions.map(\.term) == ["mean effect"])
    // A learner that is cross-fitted for its effects says so all the same.
    let robust = CustomerFile.fit("dr-learner", "models: linear\naverages: false\nfolds: 3")
    let tables = try #require(robust.outcome("tau")?.result?.tables)
    #expect(tables.contains { $0.notes.contains { $0.hasSuffix("did not see (3 folds).") } })
    let groups = CustomerFile.fit("t-learner", "models: linear\naverages: false\nby: bought")
    #expect(groups.problems == ["12: error – fit.noAverages"])
  }

  @Test func `a bootstrap refits everything and gives intervals`() throws {
    let notebook = AmountFile.fit(
      "linear-dml", "inference: {bootstrap: 40}",
      more: """
        ```{predict #p}
        model: slope
        data: half.test
        column: slope
        interval: true
        ```

        """)
    #expect(notebook.problems == [])
    let (low, high) = try #require(notebook.interval("slope", "cate.mean.ci"))
    #expect(low < -2.45 && high > -2.6 && high - low < 0.3)
    let notes = try #require(notebook.outcome("slope")?.result?.notes)
    #expect(
      notes.contains(
        "Intervals of effects are percentiles of 40 refits of the whole procedure, each on as many rows drawn with replacement; those of average effects are analytic."
      ))
    let columns = notebook.outcome("p")?.result?.bindings.first { $0.name == "half.test" }
    let frame = try #require((columns?.object as? FrameObject)?.frame)
    let ends = (try #require(frame.doubles("slope.low")), try #require(frame.doubles("slope.high")))
    let slope = try #require(frame.doubles("slope"))
    let inside = slope.indices.filter { ends.0[$0] <= slope[$0] && slope[$0] <= ends.1[$0] }
    #expect(inside.count == slope.count)
    #expect(zip(ends.0, ends.1).allSatisfy { $0 < $1 })
  }

  @Test(arguments: [
    ("uplift-tree", "min-leaf: 3\nmin-arm: 2\ncriterion: ed"),
    ("uplift-forest", "min-leaf: 3\nmin-arm: 2\ncriterion: ed\ntrees: 10"),
    ("causal-forest", "min-leaf: 2\ntrees: 20"),
  ])
  func `trees and forests have intervals from a bootstrap`(_ kind: String, _ keys: String) throws {
    let notebook = CustomerFile.fit(kind, keys + "\ninference: {bootstrap: 12}")
    #expect(notebook.problems == [])
    let (low, high) = try #require(notebook.interval("tau", "cate.mean.ci"))
    #expect(low < high && low < notebook.number("tau", "cate.mean"))
    let notes = try #require(notebook.outcome("tau")?.result?.notes)
    #expect(notes.contains { $0.contains("12 refits of the whole procedure") })
  }

  @Test(arguments: [
    ("inference: {bootstrap: 3}", "key.outOfRange"), ("inference: {jackknife: 3}", "key.unknown"),
    ("inference: boot", "key.unknownChoice"), ("cluster: z", "column.unknown"),
    ("by: z", "column.unknown"),
  ])
  func `what is wrong is said at its key`(_ key: String, _ problem: String) {
    #expect(CustomerFile.fit("t-learner", key).problems == ["11: error – \(problem)"])
  }

  @Test func `folds that part clusters are warned of`() throws {
    for kind in ["dr-learner", "t-learner"] {
      let notebook = CustomerFile.fit(kind, "models: linear\nfolds: bought\ncluster: arm")
      #expect(notebook.problems == ["12: warning – fit.partedClusters"])
      #expect(notebook.messages.first?.contains("part 2 of the 2 clusters of “arm”") == true)
      let notes = try #require(notebook.outcome("tau")?.result?.notes)
      #expect(
        notes.contains(
          "Standard errors keep the 2 clusters of arm together; the stated folds do not."))
    }
    #expect(
      CustomerFile.fit("t-learner", "models: linear\nfolds: bought\ncluster: x").problems == [])
  }

  @Test func `trees may be held monotone in features and controls`() {
    func fit(_ monotone: String) -> NotebookHarness {
      CustomerFile.fit(
        "s-learner", "models: {boosting: {trees: 5, min-child-weight: 1, monotone: \(monotone)}}")
    }
    #expect(fit("{x: increasing}").problems == [])
    #expect(fit("{z: increasing}").problems == ["11: error – fit.monotone"])
    #expect(fit("{x: upward}").problems == ["11: error – key.unknownChoice"])
    let trees = "models: {boosting: {trees: 20, min-child-weight: 1}}\naverages: false"
    let notebook = CustomerFile.fit("t-learner", trees + "\nmonotone: {x: decreasing}")
    #expect(notebook.problems == [])
    let notes = notebook.outcome("tau")?.result?.notes ?? []
    #expect(notes.contains("Outcome models can only fall with x."))
    // The outcome rises with x, so that trees that may only fall find nothing.
    #expect(notebook.number("tau", "cate.sd") < 1e-9)
    #expect(CustomerFile.fit("t-learner", trees).number("tau", "cate.sd") > 0.1)
    let linear = CustomerFile.fit("t-learner", "models: linear\nmonotone: {x: increasing}")
    #expect(linear.problems == ["12: error – fit.monotone"])
    let unknown = CustomerFile.fit("t-learner", "monotone: {z: increasing}")
    #expect(unknown.problems == ["11: error – fit.monotone"])
  }

  @Test func `the average over the overlap is that of aipw`() {
    var rows = ["x,p,arm,y"]
    for i in 0..<200 {
      let x = i * 7 % 20
      let p = 0.1 + 0.8 * Double(x) / 19
      let arm = Double(i * 37 % 100) / 100 < p ? 1 : 0
      rows.append("\(x),\(p),\(arm),\(x + arm * (1 + x) + i * 11 % 7)")
    }
    let keys = "outcome: y\ntreatment: arm\npropensity: p\nmodels: linear"
    let notebook = NotebookHarness(
      """
      ```{load #people}
      source: people.csv
      ```
      ```{fit dr-learner #tau}
      \(keys)
      features: [x]
      ```
      ```{fit causal-forest #forest}
      \(keys)
      features: [x]
      trees: 200
      ```
      ```{estimate aipw #aipw}
      \(keys)
      controls: [x]
      target: overlap
      ```

      """, files: ["people.csv": rows.joined(separator: "\n") + "\n"])
    #expect(notebook.problems == [])
    #expect(abs(notebook.number("tau", "ato") - notebook.number("aipw", "ate")) < 1e-9)
    #expect(abs(notebook.number("tau", "ato.se") - notebook.number("aipw", "ate.se")) < 1e-9)
    #expect(abs(notebook.number("forest", "[1].ato") - notebook.number("aipw", "ate")) < 1)
    #expect(notebook.interval("forest", "ato.ci") != nil)
    #expect(notebook.number("forest", "ato") != notebook.number("forest", "ate"))
  }

  @Test func `clusters are kept together`() {
    let notebook = CustomerFile.fit("dr-learner", "models: linear\nfolds: 2\ncluster: x")
    #expect(notebook.problems == [])
    #expect(abs(notebook.number("tau", "ate") - 3.25) < 0.1)
    let few = CustomerFile.fit("dr-learner", "models: linear\nfolds: 9\ncluster: x")
    #expect(
      few.messages == [
        "the folds cannot be used: there are 6 clusters for 9 folds (use fewer folds, as folds: 2)"
      ])
    #expect(few.problems == ["12: error – fit.folds"])
  }

  @Test func `auto shows what it tried`() throws {
    let notebook = CustomerFile.fit("t-learner", "models: {outcome: auto}\nfolds: 2")
    #expect(notebook.problems == [])
    let tables = notebook.outcome("tau")?.result?.items.compactMap { item -> ResultTable? in
      if case .table(let table) = item { table } else { nil }
    }
    let table = try #require(tables?.first { $0.title == "Base learners that were tried" })
    #expect(table.columns.map(\.name) == ["model", "arm", "mean", "lasso", "boosting"])
    #expect(table.rows.count == 2)
  }

  @Test func `the values of a number may be arms`() {
    var rows = ["x,price,sold"]
    for i in 0..<60 {
      let (x, price) = (i % 4, [1, 5, 9][(i / 4) % 3])
      rows.append("\(x),\(price),\(Double(x) - 0.5 * Double(price))")
    }
    let notebook = NotebookHarness(
      """
      ```{load #shop}
      source: shop.csv
      ```

      ```{fit t-learner #tau}
      outcome: sold
      treatment: {column: price, as: arms}
      control: 1
      features: [x]
      models: linear
      folds: 1
      propensity: design
      ```

      """, files: ["shop.csv": rows.joined(separator: "\n") + "\n"])
    #expect(notebook.problems == [])
    #expect(abs(notebook.number("tau", "[5].ate") + 2) < 1e-9)
    #expect(abs(notebook.number("tau", "[9].ate") + 4) < 1e-9)
  }
}
