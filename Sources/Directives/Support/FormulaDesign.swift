import Diagnostics
import Execution
import Frames
import Numerics
import Statistics

/// The design matrix of a regression, with the names of its columns and the rows that it uses.
struct FormulaDesign: Sendable {
  /// `intercept`, `age`, `channel[Web]`, `age:channel[Web]`, `I(age**2)`.
  var names: [String]
  var matrix: Matrix
  var outcome: [Double]
  /// Rows of the frame, ascending.
  var rows: [Int]
  var hasIntercept: Bool
  /// The level that each category's coefficients are compared with.
  var references: [(column: String, level: String)]
  var notes: [String]

  /// Builds the design of a formula on the given rows, without those that miss a value.
  ///
  /// A category gives a 0/1 column for each level but the first in the order of its text; it gives
  /// all of them where the formula holds no term that they would repeat (as in R and patsy).
  ///
  /// - Parameter leading: columns that stand after the intercept, such as those of the arms.
  init(
    _ formula: ModelFormula, range: SourceRange, in frame: Frame, rows: [Int],
    leading: [(name: String, values: [Double])] = [], _ context: RunContext
  ) throws(Diagnostic) {
    var builder = FormulaDesignBuilder(
      formula: formula, range: range, frame: frame, rows: rows, context: context)
    let outcome = try builder.outcome()
    var columns: [(name: String, values: [Double])] = []
    if formula.hasIntercept {
      columns.append(("intercept", [Double](repeating: 1, count: rows.count)))
    }
    columns += leading
    for term in formula.terms { columns += try builder.columns(of: term) }
    var keep = outcome.map(\.isFinite)
    for column in columns {
      for row in keep.indices where !column.values[row].isFinite { keep[row] = false }
    }
    let kept = keep.indices.filter { keep[$0] }
    notes = builder.notes
    if kept.count < rows.count {
      notes.append(
        "\(CountText.rows(rows.count - kept.count)) with a missing variable of the model left out.")
    }
    names = columns.map(\.name)
    matrix = Matrix(
      rows: kept.count, columns: columns.count,
      storage: columns.flatMap { column in kept.map { column.values[$0] } })
    self.outcome = kept.map { outcome[$0] }
    self.rows = kept.map { rows[$0] }
    hasIntercept = formula.hasIntercept
    references = builder.references
  }
}

/// Makes the columns of a formula's terms.
private struct FormulaDesignBuilder {
  let formula: ModelFormula
  let range: SourceRange
  let frame: Frame
  let rows: [Int]
  let context: RunContext
  var references: [(column: String, level: String)] = []
  var notes: [String] = []

  private typealias Factor = ModelFormula.Factor
  typealias Named = (name: String, values: [Double])

  func outcome() throws(Diagnostic) -> [Double] {
    switch formula.response {
    case .column(let name): return try number(name, role: "outcome")
    case .category(let name):
      throw context.error(
        .notNumeric, at: range, "the outcome C(\(name)) is a category, and a number is needed")
    case .expression(let text): return try evaluate(text)
    }
  }

  mutating func columns(of term: ModelFormula.Term) throws(Diagnostic) -> [Named] {
    var result: [Named] = [("", [Double](repeating: 1, count: rows.count))]
    for factor in term.factors {
      let parts = try columns(of: factor, in: term)
      var products: [Named] = []
      for left in result {
        for right in parts {
          var values = left.values
          for row in values.indices { values[row] *= right.values[row] }
          products.append((left.name.isEmpty ? right.name : left.name + ":" + right.name, values))
        }
      }
      guard products.count <= 2000 else {
        throw context.error(
          .tooManyTerms, at: range,
          "the formula has more than 2,000 columns: an interaction of categories with many levels")
      }
      result = products
    }
    return result
  }

  private mutating func columns(
    of factor: Factor, in term: ModelFormula.Term
  ) throws(Diagnostic) -> [Named] {
    switch factor {
    case .expression(let text): return [(text, try evaluate(text))]
    case .category(let name): return try levels(name, factor, term)
    case .column(let name):
      let column = try context.column(ColumnReference(name, range), in: frame)
      if column.isNumeric || column.isTemporal {
        return [(name, try number(name, role: "variable"))]
      }
      return try levels(name, factor, term)
    }
  }

  private mutating func levels(
    _ name: String, _ factor: Factor, _ term: ModelFormula.Term
  ) throws(Diagnostic) -> [Named] {
    let view = try context.column(ColumnReference(name, range), in: frame).levelView
    var used = [Bool](repeating: false, count: view.levels.count)
    for row in rows where view.codes[row] >= 0 { used[Int(view.codes[row])] = true }
    // Levels that are numbers keep their numeric order; text is sorted.
    let isSorted = view.levels.allSatisfy { Double($0) != nil }
    let present = view.levels.indices.filter { used[$0] }
      .sorted { isSorted ? $0 < $1 : view.levels[$0] < view.levels[$1] }
    guard present.count <= 500 else {
      throw context.error(
        .tooManyTerms, at: range,
        "“\(name)” has \(present.count) levels, too many for a category of a regression",
        hint: "leave it out, or group its levels")
    }
    let margin = ModelFormula.Term(term.factors.filter { $0 != factor })
    let repeatsMargin =
      margin.factors.isEmpty ? formula.hasIntercept : formula.terms.contains(margin)
    if repeatsMargin, let first = present.first,
      !references.contains(where: { $0.column == name })
    {
      references.append((name, view.levels[first]))
    }
    return present.dropFirst(repeatsMargin ? 1 : 0).map { level in
      let code = Int32(level)
      let values = rows.map { row -> Double in
        view.codes[row] < 0 ? .nan : view.codes[row] == code ? 1 : 0
      }
      return ("\(name)[\(view.levels[level])]", values)
    }
  }

  private func number(_ name: String, role: String) throws(Diagnostic) -> [Double] {
    NumericColumn.taking(
      try NumericColumn.values(
        ColumnReference(name, range), role: role, in: frame, context), rows)
  }

  private func evaluate(_ text: String) throws(Diagnostic) -> [Double] {
    guard let expression = formula.expressions[text] else { return [] }
    return try expression.evaluate(rows: rows.count) { name throws(Diagnostic) in
      try number(name, role: "variable")
    }
  }
}

extension DiagnosticKind {
  static let tooManyTerms = DiagnosticKind(
    "formula.tooManyColumns", .error,
    "A category of the model has so many levels that its coefficients mean nothing.")
}
