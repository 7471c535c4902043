/// What a mark is to the reader; the style sheet gives each role its colour.
package enum ChartRole: Sendable, Equatable {
  /// Series 0, 1, 2 … in the order of the legend: `--series-1` to `--series-8`, then round again
  /// with another dash.
  case series(Int)
  /// What the data are compared with: random targeting, no effect, the ideal.
  case reference
  /// The one thing to look at, such as the chosen cut.
  case accent
  /// Context that must not draw the eye.
  case muted
}
