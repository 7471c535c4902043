import Charts
import Glibc

/// The curves that show how far an answer of `power` moves with what was asked.
struct PowerCurves {
  private let question: PowerQuestion

  init(_ question: PowerQuestion) { self.question = question }

  private static let steps = 60

  /// Rows by effect, from half to twice the effect asked about.
  func rows(_ effect: Double, _ power: Double) -> Chart {
    let effects = grid(effect / 2, largest(effect))
    let rows = effects.map { effect -> Double in
      let rows = question.rows(effect: effect, power: power)
      return rows.control + rows.treated
    }
    return curve(
      x: effects, y: rows, xLabel: question.effectName, yLabel: "rows", yFormat: .count,
      mark: effect, isEffect: true)
  }

  /// Power by effect, from none to twice the effect asked about.
  func power(_ effect: Double, _ rows: Double) -> Chart {
    let effects = grid(0, largest(effect))
    return curve(
      x: effects, y: effects.map { question.power(effect: $0, rows: rows) },
      xLabel: question.effectName, yLabel: "power", yFormat: .share, mark: effect, isEffect: true)
  }

  /// Detectable effect by rows, from a quarter to four times the rows asked about.
  func effects(_ rows: Double, _ power: Double) -> Chart {
    let counts = (0...Self.steps).map {
      rows / 4 * exp(Double($0) / Double(Self.steps) * log(16))
    }
    return curve(
      x: counts,
      y: counts.map { question.effect(rows: $0, power: power) ?? .nan }, xLabel: "rows",
      yLabel: "detectable \(question.effectName)", yFormat: question.isShare ? .points : .number,
      mark: rows,
      isEffect: false)
  }

  /// Twice the effect, where a share leaves room for it.
  private func largest(_ effect: Double) -> Double {
    guard question.isShare, let share = question.baseline else { return 2 * effect }
    return effect > 0 ? min(2 * effect, 1 - share) : max(2 * effect, -share)
  }

  private func grid(_ low: Double, _ high: Double) -> [Double] {
    (0...Self.steps).map { low + (high - low) * Double($0) / Double(Self.steps) }
  }

  private func curve(
    x: [Double], y: [Double], xLabel: String, yLabel: String,
    yFormat: AxisFormat, mark: Double, isEffect: Bool
  ) -> Chart {
    let xFormat: AxisFormat = isEffect ? (question.isShare ? .points : .number) : .count
    let points = question.isShare ? ", percentage points" : ""
    return Chart(
      kind: "power", x: Axis(xLabel + (isEffect ? points : ""), format: xFormat),
      y: Axis(yLabel + (isEffect ? "" : points), format: yFormat, lower: 0),
      marks: [
        .rule(RuleMark(.x(mark), role: .accent)),
        .line(LineMark(name: yLabel, x: x, y: y, role: .series(0), label: "")),
      ])
  }
}
