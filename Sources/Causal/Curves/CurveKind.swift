/// A curve over the share q of rows that a ranking places first.
///
/// With sums over those rows: N counts, Y outcome sums, t the treated, c the controls, n all rows.
package enum CurveKind: String, Sendable, CaseIterable {
  /// Ȳ_t − Ȳ_c among the top share; ends at the average effect.
  case uplift
  /// q·(Ȳ_t − Ȳ_c) among the top share, per customer; ends at the average effect.
  case gain
  /// Y_t − Y_c·N_t/N_c (Radcliffe 2007): incremental outcomes; ends at N_t times the average effect.
  case qini
  /// Mean doubly robust score of the top share minus the mean of all (Yadlowsky et al. 2021); ends at 0.
  case toc
  /// cov(T, Y)/var(T) among the top share: the slope of the outcome in a dose.
  case elasticity
  /// Mean over all rows of the net gain of treating the top share, (1/n)·Σ (R·Γ − C).
  case profit

  /// The formula, as printed under a chart of the curve.
  package func definition(continuous: Bool = false) -> String {
    switch (self, continuous) {
    case (.uplift, false): "uplift(q) = mean outcome of the treated − of the controls, top share q"
    case (.gain, false):
      "gain(q) = q · (mean outcome of the treated − of the controls), top share q"
    case (.uplift, true), (.elasticity, _): "elasticity(q) = cov(T, Y) / var(T), top share q"
    case (.gain, true): "gain(q) = q · cov(T, Y) / var(T), top share q"
    case (.qini, _): "Q(k) = Y_t(k) − Y_c(k) · N_t(k) / N_c(k), first k rows (Radcliffe)"
    case (.toc, _): "TOC(q) = mean doubly robust score of the top share q − mean of all"
    case (.profit, _): "profit(q) = (1/n) · Σ (revenue · Γ − cost) over the top share q"
    }
  }

  /// Whether the curve is a running total that starts at zero for nobody.
  package var startsAtZero: Bool { self == .gain || self == .qini || self == .profit }
  /// Whether ranking at random draws a level line instead of a rising one.
  package var randomIsLevel: Bool { !startsAtZero }
}
