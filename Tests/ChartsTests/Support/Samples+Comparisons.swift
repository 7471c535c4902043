import Charts

extension Sample {
  static let comparisons = [
    Sample("love", "Standardised differences before and after weighting.", love),
    Sample("forest", "Profit against nobody, with intervals.", forest),
    Sample("bars", "Visit rate by arm.", bars),
    Sample("bars-grouped", "Predicted and observed effect by decile.", groupedBars),
    Sample("bars-stacked", "Shares of four answers.", stackedBars),
    Sample("bars-horizontal", "Importance of features.", horizontalBars),
    Sample("bars-many", "Sixty categories.", manyBars),
    Sample("box", "Effects by segment.", boxes),
    Sample("dose", "Mean outcome by discount level, with the fitted line.", dose),
  ]

  private static var love: Chart {
    let names = [
      "recency", "history", "mens", "womens", "newbie", "zip code: Rural", "zip code: Surburban",
      "channel: Phone", "channel: Web", "an uncommonly long name of a covariate that has no end",
    ]
    let before = [0.31, 0.22, -0.12, 0.08, 0.04, -0.02, 0.15, 0.01, -0.19, 0.05]
    let positions = names.indices.map(Double.init)
    return Chart(
      kind: "balance", x: Axis("Standardised mean difference", includesZero: true),
      y: .categories(names),
      marks: [
        .rule(RuleMark(.xRange(-0.1, 0.1), label: "acceptable", role: .muted)),
        .intervals(
          IntervalMark(
            name: "before weighting", positions: positions, values: before, role: .series(1),
            hollow: true)),
        .intervals(
          IntervalMark(
            name: "after weighting", positions: positions, values: before.map { $0 * 0.2 },
            role: .series(0))),
      ])
  }

  private static var forest: Chart {
    let names = ["best arm", "policy tree", "Mens E-Mail", "Womens E-Mail", "random half"]
    let values = [0.61, 0.58, 0.55, 0.31, 0.22]
    let half = [0.21, 0.2, 0.19, 0.2, 0.12]
    return Chart(
      kind: "value",
      x: Axis("Gain per customer over no e-mail", format: .money(symbol: "$")),
      y: .categories(names),
      marks: [
        .rule(RuleMark(.x(0), label: "no gain")),
        .intervals(
          IntervalMark(
            name: "gain", positions: names.indices.map(Double.init), values: values,
            low: zip(values, half).map { $0 - $1 }, high: zip(values, half).map { $0 + $1 },
            role: .series(0))),
      ])
  }

  private static var bars: Chart {
    Chart(
      kind: "bar", x: .categories(["No E-Mail", "Mens E-Mail", "Womens E-Mail"]),
      y: Axis("Visited", format: .share),
      marks: [
        .bars(
          BarMark(
            series: [
              BarMark.Series(
                name: "visit", values: [0.1062, 0.1828, 0.1514], low: [0.102, 0.178, 0.146],
                high: [0.1103, 0.188, 0.156], role: .series(0))
            ], showsValues: true))
      ])
  }

  private static var groupedBars: Chart {
    let predicted = (0..<10).map { 0.14 - 0.018 * Double($0) }
    let observed = [0.151, 0.114, 0.086, 0.082, 0.057, 0.033, 0.041, -0.004, 0.03, -0.02]
    return Chart(
      kind: "deciles",
      x: .categories((1...10).map(String.init), label: "Decile of predicted uplift"),
      y: Axis("Uplift, points", format: .points),
      marks: [
        .bars(
          BarMark(series: [
            BarMark.Series(name: "predicted", values: predicted, role: .series(1)),
            BarMark.Series(
              name: "observed", values: observed, low: observed.map { $0 - 0.03 },
              high: observed.map { $0 + 0.03 }, role: .series(0)),
          ]))
      ])
  }

  private static var stackedBars: Chart {
    Chart(
      kind: "bar", x: Axis("Share of customers", format: .share),
      y: .categories(["18 to 25", "26 to 40", "41 to 65", "over 65"]),
      marks: [
        .bars(
          BarMark(
            series: [
              BarMark.Series(name: "persuadable", values: [0.3, 0.25, 0.2, 0.1], role: .series(0)),
              BarMark.Series(name: "sure thing", values: [0.2, 0.25, 0.3, 0.4], role: .series(1)),
              BarMark.Series(name: "lost cause", values: [0.4, 0.4, 0.42, 0.44], role: .series(2)),
              BarMark.Series(
                name: "do not disturb", values: [0.1, 0.1, 0.08, 0.06], role: .series(3)),
            ], arrangement: .stacked, orientation: .horizontal, showsValues: true))
      ])
  }

  private static var horizontalBars: Chart {
    Chart(
      kind: "importance", x: Axis("AUTOC lost when permuted"),
      y: .categories(["history", "womens", "mens", "recency", "zip code", "channel", "newbie"]),
      marks: [
        .bars(
          BarMark(
            series: [
              BarMark.Series(
                name: "loss", values: [0.041, 0.022, 0.019, 0.008, 0.0031, 0.0002, -0.0014],
                role: .series(0))
            ], orientation: .horizontal, showsValues: true))
      ])
  }

  private static var manyBars: Chart {
    Chart(
      kind: "bar", x: .categories((1...60).map { "region \($0)" }),
      y: Axis("Customers", format: .count),
      marks: [
        .bars(
          BarMark(series: [
            BarMark.Series(
              name: "customers", values: (1...60).map { Double(($0 * 7919) % 1000) },
              role: .series(0))
          ]))
      ])
  }

  private static var boxes: Chart {
    let boxes = (0..<4).map { index -> BoxMark.Box in
      let middle = 0.02 * Double(index)
      return BoxMark.Box(
        position: Double(index), lowerWhisker: middle - 0.06, lowerQuartile: middle - 0.02,
        median: middle + 0.002, upperQuartile: middle + 0.03, upperWhisker: middle + 0.07,
        outliers: [middle + 0.09, middle + 0.1, middle - 0.08])
    }
    return Chart(
      kind: "box", x: .categories(["A", "B", "C", "D"], label: "Segment"),
      y: Axis("Effect, points", format: .points),
      marks: [.boxes(BoxMark(name: "effect", boxes: boxes, role: .series(0)))])
  }

  private static var dose: Chart {
    let levels = [0.0, 5, 10, 15, 20, 25, 30]
    let values = [12.0, 13.1, 14.9, 15.7, 16.2, 16.4, 16.1]
    return Chart(
      kind: "line", x: Axis("Discount, %"), y: Axis("Sales", format: .money(symbol: "$")),
      marks: [
        .line(LineMark(name: "linear fit", x: [0, 30], y: [12.8, 17.2], role: .reference)),
        .intervals(
          IntervalMark(
            name: "mean", positions: levels, values: values, low: values.map { $0 - 0.5 },
            high: values.map { $0 + 0.5 }, role: .series(0), orientation: .vertical)),
      ])
  }
}
