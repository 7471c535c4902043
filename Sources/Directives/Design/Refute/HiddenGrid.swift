import Diagnostics
import Execution
import Frames
import Numerics

/// Estimates under an unobserved common cause, over a grid of its strengths.
struct HiddenGrid {
  let treatments: [Double]
  let outcomes: [Double]
  /// By strength on the treatment, then on the outcome.
  let cells: [[Refutation]]
  let drawsEach: Int
  /// Whether each end is moved in units (else in shares of the rows).
  let treatmentInUnits: Bool
  let outcomeInUnits: Bool
  let isDefault: Bool
  private let treatmentVariance: Double
  private let outcomeVariance: Double

  /// A grid has so many refits in each cell at most: U is the same over the cells of a draw.
  private static let mostDraws = 20

  init(
    _ run: RefuteRun, _ given: HiddenStrengths?, _ context: RunContext,
    progress: ClosedRange<Double>
  ) throws(Diagnostic) {
    let frame = run.target.frame
    let (treatmentUnits, treatmentSpread) = Self.scale(run.target.treatment, frame)
    let (outcomeUnits, outcomeSpread) = Self.scale(run.target.outcome, frame)
    treatmentInUnits = treatmentUnits
    outcomeInUnits = outcomeUnits
    treatmentVariance = treatmentSpread * treatmentSpread
    outcomeVariance = outcomeSpread * outcomeSpread
    let against: Double = run.target.estimate.value > 0 ? -1 : 1
    func defaults(_ inUnits: Bool, _ spread: Double, _ sign: Double) -> [Double] {
      inUnits
        ? [0.1, 0.2, 0.3, 0.5].map { sign * Self.rounded($0 * spread) }
        : [0.05, 0.1, 0.2, 0.3].map { sign * $0 }
    }
    isDefault = given == nil
    treatments = given?.treatment ?? defaults(treatmentUnits, treatmentSpread, 1)
    outcomes = given?.outcome ?? defaults(outcomeUnits, outcomeSpread, against)
    for (values, inUnits, end) in [
      (treatments, treatmentUnits, "treatment"), (outcomes, outcomeUnits, "outcome"),
    ] where !inUnits {
      if let large = values.first(where: { abs($0) > 1 }) {
        throw context.error(
          .outOfRange, at: context.arguments.range(of: RefuteDirective.strength),
          "the \(end) has levels, so its strength is a share of the rows, and \(NumberFormat.shortest(large)) is above 1"
        )
      }
    }
    let count = treatments.count * outcomes.count
    drawsEach = count == 1 ? run.draws : min(run.draws, Self.mostDraws)
    let width = (progress.upperBound - progress.lowerBound) / Double(count)
    var cells: [[Refutation]] = []
    for (row, treatment) in treatments.enumerated() {
      var line: [Refutation] = []
      for (column, outcome) in outcomes.enumerated() {
        let start = progress.lowerBound + width * Double(row * outcomes.count + column)
        let refutation = run.refutation(
          .unobserved, strength: HiddenStrength(treatment: treatment, outcome: outcome),
          draws: drawsEach, context, progress: start...start + width)
        guard !refutation.values.isEmpty else {
          throw context.error(
            .refitsFailed, at: context.arguments.range(of: RefuteDirective.by),
            "every refit under an unobserved common cause failed",
            notes: refutation.reason.map { ["The first one: \($0)."] } ?? [])
        }
        line.append(refutation)
      }
      cells.append(line)
    }
    self.cells = cells
  }

  private static func scale(_ name: String?, _ frame: Frame) -> (Bool, Double) {
    guard let name, let column = frame[name], !RefuteRun.actsOnLevels(column),
      let values = column.doubles
    else { return (false, 0) }
    return (true, Moments(values.filter(\.isFinite)).standardDeviation)
  }

  /// Two significant digits, so that strengths are numbers that one can say.
  private static func rounded(_ value: Double) -> Double {
    Double(NumberFormat.significant(value, digits: 2)) ?? value
  }

  /// The strengths as one says them.
  func text(_ value: Double, inUnits: Bool) -> String {
    NumberFormat.typographic(
      inUnits
        ? NumberFormat.shortest(value) : NumberFormat.shortest((1e5 * value).rounded() / 1e3) + "%")
  }

  /// The share of a column's variance that U explains once it acts, where it is moved in units.
  func share(_ value: Double, ofTreatment: Bool) -> Double? {
    guard ofTreatment ? treatmentInUnits : outcomeInUnits else { return nil }
    let variance = ofTreatment ? treatmentVariance : outcomeVariance
    return value * value / (value * value + variance)
  }
}
