import Charts
import Glibc

extension Sample {
  static let distributions = [
    Sample("histogram", "Estimated effects of the e-mail.", histogram),
    Sample("overlap", "Propensities by arm.", overlap),
    Sample("density", "Effects by learner.", density),
    Sample("scatter", "Two hundred points by group.", scatter),
    Sample("scatter-binned", "Twenty thousand points, counted in cells.", binned),
    Sample("calibration", "Predicted against observed effect.", calibration),
  ]

  private static func counts(_ values: [Double], _ edges: [Double]) -> [Double] {
    zip(edges, edges.dropFirst()).map { low, high in
      Double(values.filter { $0 >= low && $0 < high }.count)
    }
  }

  private static var histogram: Chart {
    let edges = sequence(-3.5, 3.5, 36)
    let values = normals(4000, "histogram")
    return Chart(
      kind: "histogram", x: Axis("Estimated effect", format: .money(symbol: "$")),
      y: Axis("Customers", format: .count),
      marks: [
        .histogram(
          HistogramMark(
            name: "effect", edges: edges, values: counts(values, edges), role: .series(0))),
        .rule(RuleMark(.x(0.1), label: "cost of an e-mail, $0.10", role: .accent)),
        .rule(RuleMark(.x(0.4), label: "average effect")),
      ])
  }

  private static var overlap: Chart {
    let edges = sequence(0, 1, 41)
    func values(_ shift: Double, _ purpose: String) -> [Double] {
      normals(3000, purpose).map { 1 / (1 + exp(-$0 * 0.8 - shift)) }
    }
    return Chart(
      kind: "overlap", x: Axis("Estimated propensity", format: .share, lower: 0, upper: 1),
      y: Axis("Customers", format: .count),
      marks: [
        .histogram(
          HistogramMark(
            name: "treated", edges: edges, values: counts(values(0.5, "treated"), edges),
            role: .series(0), outlined: true)),
        .histogram(
          HistogramMark(
            name: "control", edges: edges, values: counts(values(-0.5, "control"), edges),
            role: .series(1), outlined: true)),
      ])
  }

  private static var density: Chart {
    let x = sequence(-4, 6, 160)
    func normal(_ mean: Double, _ sd: Double) -> [Double] {
      x.map { exp(-0.5 * ($0 - mean) * ($0 - mean) / sd / sd) / sd * 0.3989 }
    }
    return Chart(
      kind: "density", x: Axis("Estimated effect"), y: Axis("Density"),
      marks: [
        .area(AreaMark(name: "S-learner", x: x, y: normal(0.3, 0.6), role: .series(0))),
        .area(AreaMark(name: "T-learner", x: x, y: normal(0.6, 1.4), role: .series(1))),
        .area(AreaMark(name: "causal forest", x: x, y: normal(2.4, 0.9), role: .series(2))),
      ])
  }

  private static var scatter: Chart {
    func points(_ name: String, _ role: ChartRole, _ shift: Double) -> Mark {
      let x = normals(120, "x" + name)
      let y = zip(x, normals(120, "y" + name)).map { 0.6 * $0 + 0.5 * $1 + shift }
      return .points(PointMark(name: name, x: x, y: y, role: role))
    }
    return Chart(
      kind: "scatter", x: Axis("Recency, standardised"), y: Axis("Log spend"),
      marks: [
        points("new customers", .series(0), 0), points("returning", .series(1), 1),
        .line(LineMark(name: "linear fit", x: [-2.5, 2.5], y: [-1.2, 2.1], role: .reference)),
      ])
  }

  private static var binned: Chart {
    let x = normals(20_000, "binned x").map { exp($0 * 0.5 + 4) }
    let y = zip(x, normals(20_000, "binned y")).map { log($0) * 20 + $1 * 12 }
    return Chart(
      kind: "scatter", x: Axis("Past spend", format: .money(symbol: "$"), scale: .log),
      y: Axis("Response"),
      marks: [.points(PointMark(name: "customers", x: x, y: y, role: .series(0)))])
  }

  private static var calibration: Chart {
    let predicted = [-0.01, 0.005, 0.02, 0.035, 0.05, 0.08]
    let observed = [0.002, 0.0, 0.028, 0.03, 0.062, 0.07]
    return Chart(
      kind: "calibration", x: Axis("Predicted effect, points", format: .points),
      y: Axis("Observed effect, points", format: .points),
      marks: [
        .rule(RuleMark(.identity, label: "perfect")),
        .intervals(
          IntervalMark(
            name: "groups", positions: predicted, values: observed,
            low: observed.map { $0 - 0.012 }, high: observed.map { $0 + 0.012 }, role: .series(0),
            orientation: .vertical)),
      ])
  }
}
