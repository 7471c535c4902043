/// Rows and columns: matrices, cases, aligned equations, arrays.
struct TableNode: Sendable, Hashable {
  enum Alignment: Sendable, Hashable { case left, centre, right }

  enum Layout: Sendable, Hashable {
    /// Matrices.
    case centred
    /// `cases`: flush left.
    case cases
    /// Pairs of a right-aligned and a left-aligned column: `align`, `split`.
    case pairs
    /// `eqnarray`: right, centre, left.
    case threeColumns
    /// One centred column of whole equations: `gather`.
    case gathered
    /// `\substack`, `smallmatrix`.
    case small
    /// `array`, by its column specification.
    case columns([Alignment])
  }

  struct Row: Sendable, Hashable {
    var cells: [[MathNode]]
    /// Text of `\tag`, where the row keeps its own.
    var tag: EquationTag?
    /// Extra space below in em, from `\\[2pt]`.
    var spaceBelow = 0.0
    var ruleAbove = false
  }

  var rows: [Row]
  var layout: Layout
  /// Cells are set in display style.
  var isDisplay = false
  /// Indices of the columns that have a vertical rule at their left; the count of columns stands
  /// for the right edge.
  var rulesBeforeColumns: [Int] = []
  var ruleBelow = false
}

/// The mark of an equation, from `\tag{A}` or, without parentheses, `\tag*{A}`.
struct EquationTag: Sendable, Hashable {
  var text: String
  var isBare: Bool
}
