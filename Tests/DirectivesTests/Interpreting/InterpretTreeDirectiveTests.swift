import Charts
import Execution
import Testing

struct InterpretTreeDirectiveTests {
  @Test(arguments: ["interpret", "plot"])
  func `leaves are told by the half that did not grow them`(verb: String) throws {
    let notebook = NotebookHarness(
      TrialFile.notebook("```{\(verb) tree #who}\ndata: half.test\nmodel: tau\ndepth: 1\n```"),
      files: ["trial.csv": TrialFile.csv(rows: 3000)])
    #expect(notebook.problems == [])
    guard case .text(let best)? = notebook.value("who", "leaf.highest"),
      case .text(let worst)? = notebook.value("who", "leaf.lowest")
    else {
      Issue.record("no leaves")
      return
    }
    #expect(best.hasPrefix("x > 0."))
    #expect(worst.hasPrefix("x ≤ 0."))
    // The effect is x − 0.3: above the middle 0.45, below −0.05.
    #expect(abs(notebook.number("who", "leaf[\(best)]") - 0.45) < 0.2)
    #expect(abs(notebook.number("who", "leaf[\(worst)]") + 0.05) < 0.2)
    #expect(
      notebook.number("who", "leaf.rows[\(best)]") + notebook.number("who", "leaf.rows[\(worst)]")
        == 750)
    let chart = try #require(notebook.outcome("who")?.result?.charts.first)
    guard case .tree(let tree) = chart.content else {
      Issue.record("no tree is drawn")
      return
    }
    #expect(tree.root.lines == ["x"])
    #expect(tree.root.branches.count == 2)
    // The errors of the leaves are some hundredths: three decimals in all.
    let numbers = tree.root.branches.flatMap { branch in
      branch.child.lines.prefix(2).flatMap { $0.split(separator: " ") }.filter { $0 != "to" }
    }
    #expect(numbers.count == 6)
    #expect(
      numbers.map { $0.suffix(4).first } == [Character?](repeating: ".", count: 6), "\(numbers)")
  }

  @Test func `where nothing varies the verdict says so`() throws {
    let notebook = NotebookHarness(
      TrialFile.notebook(
        "```{interpret tree #who}\ndata: half.test\nscores: [noise]\ncolumns: [noise, region]\n```"),
      files: ["trial.csv": TrialFile.csv(rows: 1200)])
    #expect(notebook.problems == [])
    let items = try #require(notebook.outcome("who")?.result?.items)
    guard case .verdict(let sentence)? = items.first else {
      Issue.record("no verdict")
      return
    }
    #expect(sentence.hasPrefix("No evidence"))
  }

  @Test func `intervals of leaves hold the truth on rows of their own`() {
    // Sixty trees on one trial file each; the true leaf effect is the mean of x − 0.3 there.
    var misses = 0
    var leaves = 0
    for seed in 0..<12 {
      let notebook = NotebookHarness(
        TrialFile.notebook(
          "```{segment tree #leaf}\ndata: half.test\nmodel: tau\ndepth: 2\n```\n```{sql #truth}\nselect leaf, avg(_tau) as t from \"half.test\" group by leaf\n```"
        ), files: ["trial.csv": TrialFile.csv(rows: 1000, seed: UInt64(100 + seed))])
      guard let table = notebook.outcome("truth")?.result?.tables.first else { continue }
      for row in table.rows {
        guard case .text(let rule) = row[0], case .number(let truth) = row[1],
          let interval = notebook.interval("leaf", "effect.ci.pointwise[\(rule)]")
        else { continue }
        leaves += 1
        if truth < interval.0 || truth > interval.1 { misses += 1 }
      }
    }
    #expect(leaves >= 40)
    #expect(misses <= 8, "\(misses) of \(leaves)")
  }
}
