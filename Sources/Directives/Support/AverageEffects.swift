import Execution
import Frames
import Statistics

/// Average effects in the session, for directives that refute them or test how far they hold.
struct AverageEffects: SessionObject {
  static let typeName = "estimate"
  var outcome: String
  /// The effect of each arm; of the treatment's slope, a single one.
  var effects: [(arm: String, estimate: Estimate)]
  /// The fitted values of a regression, for plots of its residuals.
  var fit: FittedRows?
  /// Every coefficient of a regression that could be estimated; empty for other estimates.
  var coefficients: [(term: String, estimate: Estimate)] = []

  /// Rows of a regression with what it makes of them.
  struct FittedRows: Sendable {
    var frame: Frame
    /// Positions in the frame of the rows that it used.
    var rows: [Int]
    var fitted: [Double]
    var residuals: [Double]
  }
}

/// Words for confidence levels.
enum LevelText {
  /// The heading of a column of intervals: `95% interval`.
  static func interval(_ level: Double) -> String {
    let percent = level * 100
    let text = percent == percent.rounded() ? String(Int(percent)) : String(percent)
    return text + "% interval"
  }
}
