import Execution
import Frames

/// Whether a treatment is a dose: a number with more than two values that nobody called arms.
enum TreatmentDose {
  static func isDose(_ treatment: TreatmentReference, in frame: Frame) -> Bool {
    guard !treatment.asArms, let column = frame[treatment.column.name], column.isNumeric else {
      return false
    }
    return column.levelView.levels.count > 2
  }
}
