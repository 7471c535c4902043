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
  /// What the controls leave of outcome and treatment, where the effect is the slope between them.
  ///
  /// It is computed when it is asked for.
  var partial: (@Sendable () -> PartialResiduals?)?
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

/// Outcome and treatment, each freed of what the controls explain.
///
/// The effect is the slope of one on the other (Frisch and Waugh 1933, Lovell 1963).
struct PartialResiduals: Sendable {
  var frame: Frame
  /// Positions in the frame.
  var rows: [Int]
  var treatment: String
  var outcomeRest: [Double]
  var treatmentRest: [Double]
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
