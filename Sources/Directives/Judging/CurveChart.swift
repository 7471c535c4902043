import Causal
import Charts
import Numerics

/// The chart of ranking curves: a panel per arm where there are several, else one.
struct CurveChart {
  let kind: CurveKind
  let curves: [CurvePlot.DrawnCurve]
  let references: [CurvePlot.ReferenceCurve]
  let outcome: String
  /// The treatment's name where it is a dose.
  let treatment: String?
  /// What `profit` counts, where the curves are of it.
  var words: RewardWords?
  /// Whether the curves are steps of a sweep, which share one panel.
  var isTogether = false

  var chart: Chart {
    let arms = curves.reduce(into: [String]()) { arms, curve in
      if !arms.contains(curve.arm) { arms.append(curve.arm) }
    }
    let x = Axis("share of customers, best-ranked first", format: .share, lower: 0, upper: 1)
    let y = Axis(label, limits: limits, includesZero: true)
    if isTogether {
      return Chart(
        kind: kind.rawValue, x: x, y: y, marks: steps,
        remarks: [kind.definition(continuous: treatment != nil) + "."]
          + Self.stepNotes(curves, references))
    }
    guard arms.count > 1 else {
      return Chart(
        kind: kind.rawValue, x: x, y: y, marks: marks(curves, references), remarks: remarks)
    }
    return Chart(
      kind: kind.rawValue, x: x, y: y,
      panels: arms.map { arm in
        Panel(
          title: arm,
          marks: marks(curves.filter { $0.arm == arm }, references.filter { $0.arm == arm }))
      },
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
    if let treatment {
      switch kind {
      case .uplift, .elasticity: return "slope of \(outcome) in \(treatment)"
      case .gain: return "gain in \(outcome) per unit of \(treatment)"
      case .toc: return "slope of the share − average slope"
      case .qini, .profit: break
      }
    }
    switch kind {
    case .uplift: return "effect on \(outcome) in the share"
    case .gain: return "gain in \(outcome) per customer"
    case .qini: return "incremental \(outcome)"
    case .toc: return "effect of the share − average effect"
    case .elasticity: return "slope of \(outcome) in the share"
    case .profit: return words?.gain ?? "profit per customer"
    }
  }

  private var remarks: [String] {
    [
      kind.definition(continuous: treatment != nil) + ".",
      kind.randomIsLevel
        ? "The dashed line is what a random order would give: the value for everybody at every share."
        : "The dashed line is what a random order would give.",
    ]
  }

  /// A line for each step of a sweep, its peak marked with an interval each way.
  private var steps: [Mark] {
    var marks: [Mark] = [.rule(RuleMark(.y(0), role: .muted))]
    for (index, drawn) in curves.enumerated() {
      let role = ChartRole.series(index)
      if let truth = references.first(where: { $0.arm == drawn.arm && $0.isOfScore })?.curve {
        marks.append(
          .line(
            LineMark(
              name: "\(drawn.arm), true", x: truth.shares, y: truth.values, role: .reference,
              label: "")))
      }
      marks.append(
        .line(
          LineMark(
            name: drawn.arm, x: drawn.curve.shares, y: drawn.curve.values, role: role,
            label: label(of: drawn))))
      marks += bestMarks(drawn, role)
    }
    return marks
  }

  /// The step of a sweep with its best share, as `revenue 30, best 56%`.
  private func label(of drawn: CurvePlot.DrawnCurve) -> String {
    let step = drawn.arm.replacing("=", with: " ")
    guard let best = drawn.best else { return step }
    return "\(step), best \(NumberFormat.fixed(best.share * 100, digits: 0))%"
  }

  /// The best share: a dot, a bar over the shares that cannot be told from it, one over its profit.
  private func bestMarks(_ drawn: CurvePlot.DrawnCurve, _ role: ChartRole) -> [Mark] {
    guard let best = drawn.best else { return [] }
    func bar(_ name: String, _ low: Double, _ high: Double, _ orientation: MarkOrientation) -> Mark
    {
      let (position, value) =
        orientation == .vertical ? (best.share, best.value) : (best.value, best.share)
      return .intervals(
        IntervalMark(
          name: "\(drawn.arm), \(name)", positions: [position], values: [value], low: [low],
          high: [high], role: role, orientation: orientation, label: ""))
    }
    var marks: [Mark] = []
    if best.low < best.high {
      marks.append(bar("best shares", best.low, best.high, .horizontal))
    }
    if let index = drawn.curve.shares.firstIndex(where: { $0 >= best.share }), !drawn.low.isEmpty,
      drawn.low[index].isFinite, drawn.high[index].isFinite
    {
      marks.append(bar("profit of the best", drawn.low[index], drawn.high[index], .vertical))
    }
    // The line's label at its end tells the share: peaks of several lines may lie over each other.
    return marks + [
      .points(
        PointMark(
          name: "\(drawn.arm), best", x: [best.share], y: [best.value], role: role, radius: 4,
          labels: [""]))
    ]
  }

  /// The highest point, unless it is at one end: then the curve has no peak to speak of.
  private func peak(of drawn: CurvePlot.DrawnCurve) -> (share: Double, value: Double)? {
    let peak = drawn.best.map { (share: $0.share, value: $0.value) } ?? drawn.curve.peak
    return kind == .profit || (peak.share > 0 && peak.share < 1) ? peak : nil
  }

  /// Series in the order of the scores; references come last, the random one at the very end.
  private func marks(
    _ curves: [CurvePlot.DrawnCurve], _ references: [CurvePlot.ReferenceCurve]
  ) -> [Mark] {
    var marks: [Mark] = []
    for (index, drawn) in curves.enumerated() {
      let line = LineMark(
        name: drawn.legend, x: drawn.curve.shares, y: drawn.curve.values, role: .series(index))
      marks +=
        drawn.low.isEmpty ? [.line(line)] : Mark.curve(line, low: drawn.low, high: drawn.high)
      if kind == .profit || kind == .gain, index == 0, let peak = peak(of: drawn) {
        let share = NumberFormat.fixed(peak.share * 100, digits: 0)
        let word = kind == .profit ? "best" : "peak"
        if kind == .profit, let best = drawn.best, best.low < best.high {
          marks.append(
            .rule(
              RuleMark(
                .xRange(best.low, best.high), label: "cannot be told from the best", role: .muted)))
        }
        marks.append(.text(TextMark("\(word): \(share)%", x: peak.share, y: peak.value)))
      }
    }
    for reference in references {
      marks.append(
        .line(
          LineMark(
            name: reference.name, x: reference.curve.shares, y: reference.curve.values,
            role: reference.isOfScore ? .series(0) : .muted,
            dashed: reference.isOfScore || reference.name == "optimal")))
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

  /// What the marks on the lines of a sweep are.
  static func stepNotes(
    _ curves: [CurvePlot.DrawnCurve], _ references: [CurvePlot.ReferenceCurve]
  ) -> [String] {
    var notes: [String] = []
    if curves.contains(where: { $0.best != nil }) {
      notes.append(
        "A dot is the best share of its line; the level bar holds the shares that cannot be told from it, the upright one the profit there."
      )
    }
    if references.contains(where: \.isOfScore) {
      notes.append("Grey dashes are what the same order truly earns.")
    }
    return notes
  }
}
