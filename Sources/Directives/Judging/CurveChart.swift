import Causal
import Charts
import Numerics

/// The chart of ranking curves: a panel per arm where there are several, else one.
struct CurveChart {
  let kind: CurveKind
  let curves: [CurvePlot.DrawnCurve]
  let outcome: String

  var chart: Chart {
    let arms = curves.reduce(into: [String]()) { arms, curve in
      if !arms.contains(curve.arm) { arms.append(curve.arm) }
    }
    let x = Axis("share of customers, best-ranked first", format: .share, lower: 0, upper: 1)
    let y = Axis(label, limits: limits, includesZero: true)
    guard arms.count > 1 else {
      return Chart(kind: kind.rawValue, x: x, y: y, marks: marks(curves), remarks: remarks)
    }
    return Chart(
      kind: kind.rawValue, x: x, y: y,
      panels: arms.map { arm in Panel(title: arm, marks: marks(curves.filter { $0.arm == arm })) },
      remarks: remarks)
  }

  /// Means of few rows would set the scale: the axis of a level curve shows what holds from a
  /// twentieth of the rows on, and cuts off what sticks out before.
  private var limits: ClosedRange<Double>? {
    guard kind.randomIsLevel else { return nil }
    var (low, high) = (0.0, 0.0)
    for drawn in curves {
      for index in drawn.curve.shares.indices {
        let share = drawn.curve.shares[index]
        guard share >= 0.02 else { continue }
        var seen = [drawn.curve.values[index]]
        if share >= 0.05, !drawn.low.isEmpty { seen += [drawn.low[index], drawn.high[index]] }
        for value in seen where value.isFinite {
          low = min(low, value)
          high = max(high, value)
        }
      }
    }
    guard high > low else { return nil }
    let margin = (high - low) * 0.05
    return (low < 0 ? low - margin : 0)...(high > 0 ? high + margin : 0)
  }

  private var label: String {
    switch kind {
    case .uplift: "effect on \(outcome) in the share"
    case .gain: "gain in \(outcome) per customer"
    case .qini: "incremental \(outcome)"
    case .toc: "effect of the share − average effect"
    case .elasticity: "slope of \(outcome) in the share"
    case .profit: "profit per customer"
    }
  }

  private var remarks: [String] {
    [
      kind.definition() + ".",
      kind.randomIsLevel
        ? "The dashed line is what a random order would give: the value for everybody at every share."
        : "The dashed line is what a random order would give.",
    ]
  }

  /// Series in the order of the scores; the reference comes last.
  private func marks(_ curves: [CurvePlot.DrawnCurve]) -> [Mark] {
    var marks: [Mark] = []
    for (index, drawn) in curves.enumerated() {
      let line = LineMark(
        name: drawn.legend, x: drawn.curve.shares, y: drawn.curve.values, role: .series(index))
      marks +=
        drawn.low.isEmpty ? [.line(line)] : Mark.curve(line, low: drawn.low, high: drawn.high)
      if kind == .profit, index == 0, let best = drawn.best {
        let share = NumberFormat.fixed(best.share * 100, digits: 0)
        marks.append(.text(TextMark("best: \(share)%", x: best.share, y: best.value)))
      }
    }
    if let first = curves.first?.curve, first.end.isFinite {
      marks.append(
        .line(
          LineMark(
            name: "random", x: [0, 1], y: [first.random(at: 0), first.random(at: 1)],
            role: .reference)))
    }
    return marks
  }
}
