import Charts
import Diagnostics
import Execution
import Frames
import Numerics

/// A column as a plot draws it: numbers or dates along an axis.
struct PlotColumn: Sendable {
  let name: String
  /// One a row; NaN where missing.
  let values: [Double]
  let isDate: Bool
  /// Whether every value is a whole number.
  let isWhole: Bool
  /// Whether the values are 0 and 1 alone, so that their mean is a share.
  let isBinary: Bool

  /// A column of numbers, booleans or dates; an error where it holds text.
  ///
  /// - Parameter otherwise: which kind of plot takes text.
  init(
    _ reference: ColumnReference, in frame: Frame, otherwise hint: String? = nil,
    _ context: RunContext
  ) throws(Diagnostic) {
    let column = try context.column(reference, in: frame)
    guard let values = column.doubles else {
      throw context.error(
        .plotNeedsNumbers, at: reference.range,
        "“\(column.name)” holds text, and the plot needs numbers or dates", hint: hint)
    }
    self.init(name: column.name, values: values, isDate: column.isTemporal)
  }

  init(name: String, values: [Double], isDate: Bool = false) {
    self.name = name
    self.values = values
    self.isDate = isDate
    isWhole = !isDate && values.allSatisfy { $0.isNaN || $0 == $0.rounded(.towardZero) }
    isBinary = isWhole && values.contains(1) && values.allSatisfy { $0.isNaN || $0 == 0 || $0 == 1 }
  }

  /// The axis along which the column runs: whole numbers have whole ticks, but 0 and 1 may stand for a
  /// share.
  func axis(label: String?, isLog: Bool = false, includesZero: Bool = false) -> Axis {
    let format: AxisFormat =
      !isWhole || isLog ? .number : mayBeYears ? .plain : isBinary ? .number : .count
    return Axis(
      label ?? name, format: format,
      scale: isDate ? .date : isLog ? .log : .linear, includesZero: includesZero)
  }

  /// Whole numbers between 1800 and 2200 are years, which have no thousands separator.
  private var mayBeYears: Bool {
    var seen = false
    for value in values where !value.isNaN {
      guard (1800...2200).contains(value) else { return false }
      seen = true
    }
    return seen
  }
}

/// Dates as the axes have them.
enum PlotDate {
  /// Days since 1970-01-01 of a date such as 2026-03-01; nil for any other text.
  static func days(_ text: String) -> Double? {
    let parts = text.split(separator: "-")
    guard parts.count == 3, parts[0].count == 4, let year = Int(parts[0]),
      let month = Int(parts[1]), let day = Int(parts[2]),
      let date = CivilDate(year: year, month: month, day: day)
    else { return nil }
    return Double(date.daysSinceEpoch)
  }
}
