import Frames

/// The rows of a frame that break a schema, by rule.
struct SchemaCheck {
  struct Violation: Sendable {
    var column: String
    /// The rule in words, such as `minimum 18`.
    var rule: String
    /// Rows that break it, ascending; empty where the column itself is missing.
    var rows: [Int]
    /// A cell that breaks it.
    var example: String
  }

  private(set) var violations: [Violation] = []
  /// How many rules were checked.
  private(set) var ruleCount = 0

  init(_ schema: DataSchema, on frame: Frame) {
    for rules in schema.columns {
      guard let column = frame[rules.column] else {
        ruleCount += 1
        violations.append(
          Violation(column: rules.column, rule: "the column is there", rows: [], example: ""))
        continue
      }
      check(rules, column)
    }
  }

  /// Rows that break any rule.
  var rows: Set<Int> { Set(violations.flatMap(\.rows)) }

  private mutating func check(_ rules: DataSchema.Rules, _ column: Column) {
    let view = column.levelView
    let present = view.codes.indices.filter { view.codes[$0] >= 0 }
    if rules.isRequired {
      add("required", column, view.codes.indices.filter { view.codes[$0] < 0 })
    }
    if let type = rules.type { checkType(type, column, present) }
    if let allowed = rules.allowed {
      let isAllowed = view.levels.map { level in
        allowed.contains(level)
          || allowed.contains { Double($0) == Double(level) && Double(level) != nil }
      }
      add(
        "one of \(allowed.joined(separator: ", "))", column,
        present.filter { !isAllowed[Int(view.codes[$0])] })
    }
    if let pattern = rules.pattern {
      let compiled = TextPattern(pattern)
      let matches = view.levels.map { compiled?.matches($0) ?? false }
      add("pattern \(pattern)", column, present.filter { !matches[Int(view.codes[$0])] })
    }
    if rules.minimum != nil || rules.maximum != nil { checkRange(rules, column, view, present) }
    if rules.isUnique {
      var seen: Set<Int32> = []
      add("unique", column, present.filter { !seen.insert(view.codes[$0]).inserted })
    }
  }

  /// Where some cells are no numbers the others are held to the range all the same.
  private mutating func checkRange(
    _ rules: DataSchema.Rules, _ column: Column, _ view: LevelView, _ present: [Int]
  ) {
    let values: [Double]
    if let numbers = column.doubles {
      values = numbers
    } else {
      let levels = view.levels.map { Double($0) ?? .nan }
      values = view.codes.map { $0 < 0 ? .nan : levels[Int($0)] }
      // The rule of the type says it already.
      if rules.type == nil { add("a number", column, present.filter { values[$0].isNaN }) }
    }
    if let minimum = rules.minimum {
      add("minimum \(Self.text(minimum))", column, present.filter { values[$0] < minimum })
    }
    if let maximum = rules.maximum {
      add("maximum \(Self.text(maximum))", column, present.filter { values[$0] > maximum })
    }
  }

  private mutating func checkType(_ type: String, _ column: Column, _ present: [Int]) {
    let fits: Bool
    switch type {
    case "integer", "int": fits = column.type == .integer
    case "number", "float", "double": fits = column.type == .integer || column.type == .number
    case "boolean", "bool":
      // 0 and 1 are how data files write booleans.
      let levels = Set(column.levelView.levels)
      fits = column.type == .boolean || levels.isSubset(of: ["0", "1"])
    case "date": fits = column.type == .date
    case "timestamp", "datetime": fits = column.isTemporal
    default: fits = true
    }
    add("type \(type)", column, fits ? [] : misfits(type, column, present))
  }

  /// The cells that keep a column from having the type; all where it is of another kind.
  private func misfits(_ type: String, _ column: Column, _ present: [Int]) -> [Int] {
    let view = column.levelView
    let isMisfit = view.levels.map { !Self.fits($0, type) }
    let rows = present.filter { isMisfit[Int(view.codes[$0])] }
    return rows.isEmpty ? present : rows
  }

  private static func fits(_ text: String, _ type: String) -> Bool {
    func reads(_ type: DeclaredType) -> Bool {
      (try? Column(name: "", categories: [text]).cast(to: type)) != nil
    }
    switch type {
    case "integer", "int": return Double(text).map { $0 == $0.rounded() } ?? false
    case "number", "float", "double": return Double(text) != nil
    case "boolean", "bool": return ["0", "1", "true", "false"].contains(text.lowercased())
    case "date": return reads(.date(.yearMonthDay))
    default: return reads(.timestamp(.yearMonthDay))
    }
  }

  private mutating func add(_ rule: String, _ column: Column, _ rows: [Int]) {
    ruleCount += 1
    guard let first = rows.first else { return }
    violations.append(
      Violation(column: column.name, rule: rule, rows: rows, example: column[first].text))
  }

  private static func text(_ number: Double) -> String {
    let text = number.description
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }
}
