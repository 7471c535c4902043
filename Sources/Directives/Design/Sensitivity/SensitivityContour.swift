import Causal
import Charts
import Execution
import Numerics

/// The contour plot: what a confounder of each strength would leave of an effect.
///
/// The effect is the same along R²_Y = (b/scale)²·(1 − R²_D)/R²_D, so that every line is exact.
struct SensitivityContour {
  let sensitivity: EffectSensitivity
  let label: String
  let outcome: String

  /// Shares of the effect that are left; the last two have the other sign.
  private static let shares = [0.75, 0.5, 0.25, 0, -0.5, -1]

  var chart: Chart {
    let width = reach(\.treatment)
    let height = reach(\.outcome)
    var marks: [Mark] = []
    var labels: [Mark] = []
    for share in Self.shares {
      let lost = abs(sensitivity.estimate) * (1 - share) / sensitivity.scale
      var x: [Double] = []
      var y: [Double] = []
      // Even steps along the curve's flat end, finer where it is steep.
      for step in 1...120 {
        let d = width * Double(step) / 120 * Double(step) / 120
        let value = lost * lost * (1 - d) / d
        guard d < 1, value <= height else { continue }
        x.append(d)
        y.append(value)
      }
      guard x.count > 1 else { continue }
      func apart(_ index: Int) -> Double { abs(x[index] / width - y[index] / height) }
      let left = sensitivity.estimate * share
      let text = NumberFormat.typographic(NumberFormat.significant(left, digits: 2))
      marks.append(
        .line(
          LineMark(
            name: share == 0 ? "no effect left" : "\(text) left", x: x, y: y,
            role: share == 0 ? .accent : .muted, label: "", dashed: share < 0)))
      // The lines run together at both ends and are farthest apart on the diagonal.
      guard let middle = x.indices.min(by: { apart($0) < apart($1) }) else { continue }
      labels.append(
        .text(
          TextMark(
            share == 0 ? "0" : text, x: x[middle], y: y[middle],
            role: share == 0 ? .accent : .muted, showsDot: false, isCentred: true)))
    }
    marks += labels
    let points = sensitivity.benchmarks.filter {
      $0.strength.treatment <= width && $0.strength.outcome <= height
    }
    if !points.isEmpty {
      marks.append(
        .points(
          PointMark(
            name: "as strong as", x: points.map(\.strength.treatment),
            y: points.map(\.strength.outcome), role: .series(0), radius: 4,
            labels: points.map(\.name))))
    }
    return Chart(
      kind: "sensitivity",
      x: Axis(
        "share of the treatment's residual variance explained", format: .share,
        limits: 0...width),
      y: Axis(
        "share of the outcome's residual variance explained", format: .share,
        limits: 0...height),
      marks: marks,
      remarks: ["Each line joins confounders that leave the same effect on \(outcome)."],
      height: 440)
  }

  /// The end of an axis: beyond the robustness value and every benchmark.
  private func reach(_ end: (OmittedVariable.Strength) -> Double) -> Double {
    let benchmarks = sensitivity.benchmarks.map { end($0.strength) }
    let largest = max(2 * sensitivity.robustnessValue, 1.25 * (benchmarks.max() ?? 0), 0.02)
    return min(0.99, largest)
  }
}
