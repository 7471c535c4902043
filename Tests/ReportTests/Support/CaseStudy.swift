import Diagnostics
import Execution
import NotebookSyntax

/// A page with everything a case study has: the demonstration of the style and a golden test.
enum CaseStudy {
  static func run() -> PageRun {
    let page = PageBuilder(path: "hillstrom.md")
    _ = page.range("---\ntitle: …\n---\n\n")
    page.front.title = page.rich("Which customers should get the e-mail?")
    page.front.subtitle = page.rich(
      "A {}-customer randomised test, read with an X-learner",
      page.value("64,000", "customers.rows"))
    page.front.authors = [page.rich("A. Analyst"), page.rich("B. Statistician")]
    page.front.date = page.rich("1 November 2025")
    page.front.abstract = page.rich(
      "The e-mail raised visits by {} points. Sending it to the {} of customers with the largest "
        + "predicted effect keeps nearly all of the gain and saves a third of the cost.",
      page.value("4.5", "ate.effect"), page.value("64%", "policy.share"))
    page.sources = [
      SourceRecord(
        path: "data/hillstrom.csv",
        sha256: "0e5893329d8b93cefecc571777672028290ab69865718020c78c7284f291aece", rows: 64_000,
        origin: "file")
    ]
    page.parameters = [("cost", .number(0.1)), ("segment", .text("womens"))]
    data(page)
    effect(page)
    targeting(page)
    problems(page)
    prose(page)
    return page.run()
  }

  private static func data(_ page: PageBuilder) {
    page.heading(1, "Data")
    page.paragraph(
      "The test reached {} customers; {} of them received the e-mail.{} Visits rose from {} to {}, "
        + "an average effect of {}. Numbers with a dotted underline are computed, not typed.",
      page.value("64,000", "customers.rows"), page.value("49.9%", "customers.share"),
      page.inline(.footnoteReference(label: "srm")), page.value("10.6%", "ate.control"),
      page.value("15.1%", "ate.treated"), page.value("4.5 points", "ate.effect"))
    page.footnote(
      "srm",
      [
        page.block(
          .paragraph([
            page.word("Randomisation check: the largest standardised difference between arms is "),
            page.value("0.012", "balance.max"), page.word(", well under 0.1."),
          ]))
      ])
    var balance = CellResult(items: [.table(balanceTable)])
    balance.notes = ["12 rows with a missing zip code were dropped."]
    balance.definitions = [
      .init(
        "SMD", "difference of means over the pooled standard deviation", source: "Austin (2009)")
    ]
    page.directive(
      "```{balance #balance}\ndata: customers\ntreatment: segment\n```", verb: "balance",
      name: "balance", result: balance)
  }

  private static func effect(_ page: PageBuilder) {
    page.heading(1, "Effect")
    page.paragraph(
      "We estimate the {} {} and rank customers by it ({}). Deciles of the score are in {}.",
      page.inline(.strong([page.word("conditional average treatment effect")])),
      page.inline(.math(tex: "\\tau(x)")), page.inline(.reference("gain")),
      page.inline(.reference("deciles")))
    page.add(.math(tex: "\\hat\\tau(x) = \\hat\\mu_1(x) - \\hat\\mu_0(x)", label: "cate"))
    page.heading(2, "By decile", anchor: "by-decile")
    var result = CellResult(items: [
      .verdict("The effect differs between customers (p = 0.003)."), .table(decileTable),
    ])
    result.stamps = ["in-sample"]
    page.directive(
      "```{evaluate #deciles}\nscores: [tau]\ndata: half.test\n```", verb: "evaluate",
      name: "deciles", result: result)
  }

  private static func targeting(_ page: PageBuilder) {
    page.heading(1, "Targeting")
    page.paragraph(
      "Targeting by predicted effect beats random targeting at every depth; the peak is at {} of "
        + "customers.", page.value("70%", "gain.peak"))
    var gain = CellResult(items: [.chart(qini)])
    gain.definitions = [
      .init("Qini", "area between the curve and random targeting, per customer"),
      .init(
        "AUTOC", "area under the targeting operator characteristic", source: "Yadlowsky (2025)"),
    ]
    let caption = page.rich(
      "On customers it never saw, the X-learner’s Qini is {}.",
      page.value("0.073", "gain.qini[tau]"))
    page.directive(
      "```{plot qini #gain}\ndata: half.test\nscores: [tau, history]\n```", verb: "plot",
      kind: "qini", name: "gain", result: gain
    ) { $0.presentation.caption = caption }
    var long = CellResult(items: [.table(customerTable)])
    long.notes = ["Customers are those of the test half."]
    page.directive(
      "```{show #top}\ndata: half.test\nrows: 20\n```", verb: "show", name: "top", result: long
    ) { $0.presentation.show = .code }
    page.directive(
      "```{expect}\n- ate.effect > 0\n```", verb: "expect", name: "expect",
      result: CellResult(items: [
        .checklist([
          .init(text: "ate.effect > 0", passed: true, detail: "0.0452"),
          .init(text: "balance.max < 0.01", passed: false, detail: "0.012"),
          .init(text: "gain.qini[tau] > 0", passed: nil, detail: "applies to the real file"),
        ])
      ]))
  }

  private static func problems(_ page: PageBuilder) {
    page.heading(1, "Problems")
    _ = page.range("```{fit x-learner #tau2}\n")
    let column = page.range("outcome: visits\n")
    page.directive(
      "```{fit x-learner #tau2}\noutcome: visits\n```", verb: "fit", kind: "x-learner",
      name: "tau2", status: .failed
    ) { outcome in
      var range = column
      range.lower.column = 10
      range.lower.offset += 9
      range.upper = range.lower
      range.upper.column = 16
      outcome.diagnostics = [
        Diagnostic(
          DiagnosticKind("column.unknown", .error, ""), path: "hillstrom.md", range: range,
          "“customers” has no column “visits”",
          notes: ["A column must be in the frame before the directive that reads it."],
          hint: "did you mean “visit”?")
      ]
    }
    page.directive(
      "```{plot qini}\nscores: [tau2]\n```", verb: "plot", kind: "qini", name: "qini",
      status: .skipped)
    page.paragraph(
      "An inline value that is not there: {}.",
      page.value(
        nil, "tau2.ate",
        diagnostic: Diagnostic(
          DiagnosticKind("value.unknown", .error, ""), "“tau2.ate” is not computed",
          hint: "“tau2” failed")))
  }

  private static func prose(_ page: PageBuilder) {
    page.heading(1, "Notes")
    page.add(
      .callout(
        .note, title: [],
        [
          page.block(
            .paragraph([
              page.word("Above 80% the curve is flat: the last two deciles add no visits.")
            ]))
        ]))
    page.add(
      .callout(
        .warning, title: [page.word("Before sending")],
        [page.block(.paragraph([page.word("Check the list for opt-outs.")]))]))
    page.add(
      .blockQuote([page.block(.paragraph([page.word("All models are wrong, some are useful.")]))]))
    page.add(
      .list(
        ListBlock(
          ordered: false, tight: true,
          items: [
            .init(task: true, blocks: [page.block(.paragraph([page.word("randomise")]))]),
            .init(task: false, blocks: [page.block(.paragraph([page.word("send")]))]),
          ])))
    page.add(
      .list(
        ListBlock(
          ordered: true, start: 3, tight: false,
          items: [
            .init(blocks: [page.block(.paragraph([page.word("First, a loose item.")]))]),
            .init(blocks: [
              page.block(
                .paragraph([page.word("Second, with "), page.inline(.code("code")), page.word(".")])
              )
            ]),
          ])))
    page.add(.code(info: "python", text: "def tau(x):\n    return mu1(x) - mu0(x)\n"))
    page.add(
      .table(
        TableBlock(
          alignments: [.none, .none, .right],
          header: [[page.word("Arm")], [page.word("Share")], [page.word("Cost ($)")]],
          rows: [
            [[page.word("women")], [page.word("33.4%")], [page.word("0.1")]],
            [[page.word("men")], [page.word("33.3%")], [page.word("12.25")]],
            [[page.word("none")], [page.word("33.3%")], [page.word("0")]],
          ])))
    page.add(.thematicBreak)
    page.paragraph(
      "See {} and {}.",
      page.inline(
        .link(destination: "https://example.org/a?b=1&c=2", title: "", [page.word("the source")])),
      page.inline(.reference("by-decile")))
  }
}
