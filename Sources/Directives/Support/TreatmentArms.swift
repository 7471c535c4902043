import Diagnostics
import Execution
import Frames
import NotebookSyntax
import Numerics

/// The arms that a directive compares, and the rows that belong to them.
struct TreatmentArms: Sendable {
  /// The treatment's column.
  var column: String
  var control: String
  /// The treated arms, in the order of `arms:` or of the column's levels.
  var arms: [String]
  /// Rows of the frame that are used, ascending.
  var rows: [Int]
  /// One code a used row: 0 for the control, 1 for the first arm, and so on.
  var codes: [Int]
  /// Levels that are neither, with their rows.
  var leftOut: [(level: String, count: Int)]
  /// Rows whose treatment is missing.
  var missingCount: Int
  /// How much of the treatment each used row had, where it is an amount: its codes are then 0.
  var doses: [Double]?

  /// The control's label, then the arms'.
  var labels: [String] { [control] + arms }

  /// Rows of the control, then of each arm.
  var counts: [Int] {
    var counts = [Int](repeating: 0, count: labels.count)
    if doses != nil { return [codes.count, codes.count] }
    for code in codes { counts[code] += 1 }
    return counts
  }

  /// A sentence for each kind of row that is not used.
  var notes: [String] {
    var notes = leftOut.map {
      "\(CountText.rows($0.count)) of “\($0.level)” left out: it is not among the arms."
    }
    if missingCount > 0 {
      notes.append("\(CountText.rows(missingCount)) with a missing treatment left out.")
    }
    return notes
  }

  /// Keeps the used rows for which `keep` holds; `keep` has one flag for each of `rows`.
  func filtered(_ keep: [Bool]) -> TreatmentArms {
    var copy = self
    copy.rows = rows.indices.filter { keep[$0] }.map { rows[$0] }
    copy.codes = codes.indices.filter { keep[$0] }.map { codes[$0] }
    copy.doses = doses.map { doses in doses.indices.filter { keep[$0] }.map { doses[$0] } }
    return copy
  }

  /// A numeric treatment with more than two values as an amount; nil for a treatment of arms.
  ///
  /// Its one arm bears the column's name, as a slope is the effect of one unit more of it.
  static func amounts(
    _ treatment: TreatmentReference, control: Located<String>?, arms: [Located<String>]?,
    in frame: Frame, _ context: RunContext
  ) throws(Diagnostic) -> TreatmentArms? {
    let column = try context.column(treatment.column, in: frame)
    guard column.isNumeric, !treatment.asArms, control == nil, arms == nil,
      let values = column.doubles, column.levelView.levels.count > 2
    else { return nil }
    let rows = values.indices.filter { !values[$0].isNaN }
    return TreatmentArms(
      column: column.name, control: unitLess, arms: [column.name], rows: rows,
      codes: [Int](repeating: 0, count: rows.count), leftOut: [],
      missingCount: values.count - rows.count, doses: rows.map { values[$0] })
  }

  /// An amount where that is taken, else arms.
  static func resolve(
    _ roles: CausalRoles, takesAmounts: Bool, in frame: Frame, _ context: RunContext
  ) throws(Diagnostic) -> TreatmentArms {
    if takesAmounts,
      let amounts = try amounts(
        roles.treatment, control: roles.control, arms: roles.arms, in: frame, context)
    {
      return amounts
    }
    if takesAmounts { try refuseArmsOfAmount(roles, in: frame, context) }
    return try resolve(
      roles.treatment, control: roles.control, arms: roles.arms, in: frame, context)
  }

  /// A number with more values than this is an amount, whatever arms are named.
  private static let mostNumericArms = 20

  /// `arms:` of a treatment with many numbers for values asks for what it has not.
  private static func refuseArmsOfAmount(
    _ roles: CausalRoles, in frame: Frame, _ context: RunContext
  ) throws(Diagnostic) {
    guard let arms = roles.arms, let first = arms.first, roles.control == nil,
      TreatmentDose.isDose(roles.treatment, in: frame),
      case let count = try context.column(roles.treatment.column, in: frame).levelView.levels.count,
      count > mostNumericArms
    else { return }
    let name = roles.treatment.column.name
    throw context.error(
      .continuousTreatment, at: first.range,
      "“\(name)” is numeric with \(NumberFormat.count(count)) values, an amount, which has no arms",
      hint:
        "leave arms: out for effects per unit of it, or bin it with transform and compare the bins")
  }

  /// What a slope compares with: the label of an amount's control.
  static let unitLess = "one unit less"

  /// Where a level stands among labels: by its text, else by its number, as 0 and 0.0 are one level.
  static func position(of level: String, in labels: [String]) -> Int? {
    if let position = labels.firstIndex(of: level) { return position }
    guard let number = parseNumber(level) else { return nil }
    return labels.firstIndex { parseNumber($0) == number }
  }

  /// Finds the arms of a treatment column.
  ///
  /// A 0/1 column has control 0. Other levels need `control:`. Throws a located diagnostic for a
  /// level that is not there, for an arm with no rows, and where there is nothing to compare.
  static func resolve(
    _ treatment: TreatmentReference, control: Located<String>?, arms: [Located<String>]?,
    in frame: Frame, _ context: RunContext
  ) throws(Diagnostic) -> TreatmentArms {
    let column = try context.column(treatment.column, in: frame)
    let view = column.levelView
    guard view.levels.count >= 2 else {
      throw context.error(
        .constantTreatment, at: treatment.column.range,
        "“\(column.name)” has \(view.levels.isEmpty ? "no value" : "the single value “\(view.levels[0])”"), so there is nothing to compare"
      )
    }
    if column.isNumeric, view.levels.count > 2, !treatment.asArms, control == nil, arms == nil {
      throw context.error(
        .continuousTreatment, at: treatment.column.range,
        "“\(column.name)” is numeric with \(view.levels.count) values, a continuous treatment",
        hint: "write treatment: {column: \(column.name), as: arms} to compare its values")
    }
    let controlLevel = try controlLevel(column, view.levels, control, treatment, context)
    let chosen = try armLevels(column, view.levels, control: controlLevel, arms: arms, context)
    return assign(column, view, control: controlLevel, arms: chosen)
  }

  private static func controlLevel(
    _ column: Column, _ levels: [String], _ control: Located<String>?,
    _ treatment: TreatmentReference, _ context: RunContext
  ) throws(Diagnostic) -> String {
    if let control {
      return try known(control, among: levels, column, context)
    }
    if levels.count == 2,
      let zero = find("0", among: levels, column) ?? find("false", among: levels, column),
      find("1", among: levels, column) ?? find("true", among: levels, column) != nil
    {
      return zero
    }
    throw context.error(
      .missingControl, at: treatment.column.range,
      "“\(column.name)” has the levels \(levels.prefix(8).joined(separator: ", ")): say which one is the control",
      hint: "control: \(likelyControl(levels))")
  }

  /// The level that by its name is the control, else the first.
  private static func likelyControl(_ levels: [String]) -> String {
    let words: Set = ["0", "false", "no", "none", "control", "placebo", "untreated", "baseline"]
    return levels.first { level in
      level.lowercased().split { !$0.isLetter && !$0.isNumber }.contains {
        words.contains(String($0))
      }
    } ?? levels[0]
  }

  private static func armLevels(
    _ column: Column, _ levels: [String], control: String, arms: [Located<String>]?,
    _ context: RunContext
  ) throws(Diagnostic) -> [String] {
    guard let arms else { return levels.filter { $0 != control } }
    var chosen: [String] = []
    for arm in arms {
      let level = try known(arm, among: levels, column, context)
      if level == control {
        throw context.error(.unknownLevel, at: arm.range, "“\(level)” is the control, not an arm")
      }
      if !chosen.contains(level) { chosen.append(level) }
    }
    return chosen
  }

  /// The level of this name: in a column of numbers also 0.0 for 0, as another program may write it.
  private static func find(_ name: String, among levels: [String], _ column: Column) -> String? {
    if !column.isNumeric { return levels.first { $0 == name } }
    return position(of: name, in: levels).map { levels[$0] }
  }

  /// A level that occurs; the message says so where it does not.
  private static func known(
    _ level: Located<String>, among levels: [String], _ column: Column, _ context: RunContext
  ) throws(Diagnostic) -> String {
    if let found = Self.find(level.value, among: levels, column) { return found }
    throw context.error(
      .unknownLevel, at: level.range, "no row of “\(column.name)” has the level “\(level.value)”",
      hint: NearMiss.hint(for: level.value, in: levels, what: "levels"))
  }

  private static func assign(
    _ column: Column, _ view: LevelView, control: String, arms: [String]
  ) -> TreatmentArms {
    let labels = [control] + arms
    let codeOfLevel = view.levels.map { labels.firstIndex(of: $0) ?? -1 }
    var result = TreatmentArms(
      column: column.name, control: control, arms: arms, rows: [], codes: [], leftOut: [],
      missingCount: 0)
    result.rows.reserveCapacity(view.codes.count)
    result.codes.reserveCapacity(view.codes.count)
    for (row, level) in view.codes.enumerated() {
      if level < 0 {
        result.missingCount += 1
      } else if codeOfLevel[Int(level)] >= 0 {
        result.rows.append(row)
        result.codes.append(codeOfLevel[Int(level)])
      }
    }
    let counts = view.counts
    result.leftOut = view.levels.indices.filter { codeOfLevel[$0] < 0 }
      .map { (view.levels[$0], counts[$0]) }
    return result
  }
}

extension DiagnosticKind {
  static let constantTreatment = DiagnosticKind(
    "treatment.constant", .error,
    "The treatment column has fewer than two values, so that no effect can be estimated.")
  static let continuousTreatment = DiagnosticKind(
    "treatment.continuous", .error,
    "The directive compares arms, and the treatment is numeric with more than two values.")
  static let missingControl = DiagnosticKind(
    "treatment.missingControl", .error,
    "A treatment with named levels needs `control:` to say which of them is the comparison.")
  static let unknownLevel = DiagnosticKind(
    "treatment.unknownLevel", .error, "No row has the level that `control:` or `arms:` names.")
}
