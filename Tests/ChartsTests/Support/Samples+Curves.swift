import Charts
import Glibc

extension Sample {
  static let curves = [
    Sample("qini", "The learner beats past spend at every depth.", qini),
    Sample("qini-many", "Eight scores whose ends nearly meet.", manyScores),
    Sample("toc", "The targeting operator characteristic, its first values cut.", toc),
    Sample("profit", "Profit peaks when 38% are treated.", profit),
    Sample("effects", "The effect by income, with the truth.", effects),
    Sample("dates", "Daily visits over a year.", dates),
    Sample("log", "Loss by number of trees on a logarithmic axis.", logarithmic),
    Sample("step", "An empirical distribution.", step),
    Sample("gaps", "Missing values leave gaps.", gaps),
    Sample("long-line", "Fifty thousand points, thinned.", longLine),
  ]

  private static let share = Axis("Share of customers targeted", format: .share)

  private static var qini: Chart {
    let x = sequence(0, 1, 101)
    let noise = normals(101, "qini")
    func curve(_ peak: Double, _ bend: Double, _ jitter: Double) -> [Double] {
      x.indices.map { i in
        920 * x[i] + peak * 4 * pow(x[i], bend) * (1 - x[i]) + noise[i] * jitter * (1 - x[i]) * x[i]
      }
    }
    let tau = curve(330, 0.7, 40)
    let history = curve(110, 1, 30)
    let width = x.map { 150 * (1 - $0) * $0 * 4 + 40 * $0 }
    return Chart(
      kind: "qini", x: share, y: Axis("Incremental visits", format: .count),
      marks: [
        .line(LineMark(name: "random", x: [0, 1], y: [0, 920], role: .reference))
      ]
        + Mark.curve(
          LineMark(name: "X-learner", x: x, y: tau, role: .series(0)),
          low: zip(tau, width).map { $0 - $1 }, high: zip(tau, width).map { $0 + $1 })
        + [.line(LineMark(name: "past spend", x: x, y: history, role: .series(1)))]
        + [.text(TextMark("80% of customers: 960 visits", x: 0.8, y: tau[80]))])
  }

  private static var manyScores: Chart {
    let x = sequence(0, 1, 60)
    let names = [
      "S-learner", "T-learner", "X-learner", "R-learner", "DR-learner", "causal forest",
      "benchmark regression", "past spend",
    ]
    let lines = names.enumerated().map { index, name in
      Mark.line(
        LineMark(
          name: name, x: x, y: x.map { 0.02 * $0 + 0.012 * Double(8 - index) / 3 * $0 * (1 - $0) },
          role: .series(index)))
    }
    return Chart(
      kind: "gain", x: share, y: Axis("Gain per customer", format: .money(symbol: "$")),
      marks: lines + [.line(LineMark(name: "random", x: [0, 1], y: [0, 0.02], role: .reference))])
  }

  private static var toc: Chart {
    let x = sequence(0.005, 1, 200)
    let y = x.map { 0.12 * (1 - $0) * (1 - $0) }
    let half = x.map { 0.03 / $0.squareRoot() * (1.001 - $0) }
    return Chart(
      kind: "toc", x: share,
      y: Axis("Effect among the targeted above the average, points", format: .points),
      marks: Mark.curve(
        LineMark(name: "causal forest", x: x, y: y, role: .series(0)),
        low: zip(y, half).map { $0 - $1 }, high: zip(y, half).map { $0 + $1 })
        + [.rule(RuleMark(.y(0), label: "average effect"))])
  }

  private static var profit: Chart {
    let x = sequence(0, 1, 51)
    func profit(_ revenue: Double) -> [Double] {
      x.map { revenue * (0.09 * $0 - 0.055 * $0 * $0) - 1 * $0 }
    }
    return Chart(
      kind: "profit", x: share,
      y: Axis("Profit per customer", format: .money(symbol: "$")),
      marks: [30.0, 25, 20, 15].enumerated().map { index, revenue in
        .line(
          LineMark(
            name: "revenue $\(Int(revenue))", x: x, y: profit(revenue), role: .series(index)))
      } + [
        .rule(RuleMark(.x(0.38), label: "chosen cut", role: .accent)),
        .text(TextMark("break-even", x: 0.6, y: 0, role: .accent)),
      ])
  }

  private static var effects: Chart {
    let x = sequence(0, 5, 60)
    let truth = x.map { $0 < 1 ? -3.0 : -1.2 }
    let y = x.map { -3 + 1.8 / (1 + exp(-6 * ($0 - 1))) }
    let half = x.map { 0.1 + 0.09 * $0 }
    return Chart(
      kind: "effects", x: Axis("Income, $10,000"), y: Axis("Price elasticity"),
      marks: [.rule(RuleMark(.xRange(4.2, 5), label: "few data", role: .muted))]
        + Mark.curve(
          LineMark(name: "causal forest", x: x, y: y, role: .series(0)),
          low: zip(y, half).map { $0 - $1 }, high: zip(y, half).map { $0 + $1 }) + [
          .line(
            LineMark(
              name: "truth", x: x, y: truth, role: .reference, interpolation: .step)),
          .rug(RugMark(name: "income", x: normals(500, "rug").map { exp($0 * 0.6) })),
        ])
  }

  private static var dates: Chart {
    let x = sequence(19_000, 19_400, 401)
    let noise = normals(401, "dates")
    return Chart(
      kind: "line", x: Axis(scale: .date), y: Axis("Visits a day", format: .count),
      marks: [
        .line(
          LineMark(
            name: "visits", x: x,
            y: x.indices.map { 2000 + 400 * sin(Double($0) / 58) + 120 * noise[$0] },
            role: .series(0), label: "")),
        .rule(RuleMark(.x(19_200), label: "campaign begins", role: .accent)),
      ])
  }

  private static var logarithmic: Chart {
    let x = (0..<40).map { pow(10, Double($0) / 10) }
    return Chart(
      kind: "line", x: Axis("Trees", scale: .log), y: Axis("Loss", scale: .log),
      marks: [
        .line(LineMark(name: "training", x: x, y: x.map { 3 / $0 }, role: .series(0))),
        .line(
          LineMark(name: "held out", x: x, y: x.map { 2.4 / $0 + 0.004 }, role: .series(1))),
      ])
  }

  private static var step: Chart {
    let values = normals(80, "step").sorted()
    return Chart(
      kind: "line", x: Axis("Estimated effect", format: .money(symbol: "€")),
      y: Axis("Share of customers", format: .share, lower: 0, upper: 1),
      marks: [
        .line(
          LineMark(
            name: "", x: values, y: values.indices.map { Double($0 + 1) / 80 }, role: .series(0),
            interpolation: .step))
      ])
  }

  private static var gaps: Chart {
    Chart(
      kind: "line", x: Axis("Week", format: .count),
      y: Axis("Mean spend", format: .money(symbol: "$")),
      marks: [
        .line(
          LineMark(
            name: "spend", x: sequence(1, 12, 12),
            y: [1, 1.2, 1.1, .nan, 1.4, .nan, 1.6, 1.5, .infinity, 1.7, 1.8, 1.75],
            role: .series(0)))
      ])
  }

  private static var longLine: Chart {
    let count = 50_000
    let noise = normals(count, "walk")
    var sum = 0.0
    let walk = noise.map { step -> Double in
      sum += step
      return sum
    }
    return Chart(
      kind: "line", x: Axis("Step", format: .count), y: Axis("Sum"),
      marks: [
        .line(
          LineMark(
            name: "walk", x: sequence(0, Double(count - 1), count), y: walk, role: .series(0)))
      ])
  }
}
