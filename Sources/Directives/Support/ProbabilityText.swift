import Numerics

/// p-values in sentences.
enum ProbabilityText {
  /// `p = 0.904`, `p < 0.001`.
  static func text(_ p: Double) -> String {
    if p.isNaN { return "p is not defined" }
    return p < 0.001 ? "p < 0.001" : "p = " + NumberFormat.fixed(p, digits: 3)
  }
}
