import Diagnostics

/// What `\begin{name}` starts.
struct MathEnvironment: Sendable {
  enum Argument: Sendable { case none, columns, count }

  /// Nil for environments that only say that this is a formula.
  var layout: TableNode.Layout?
  var open = ""
  var close = ""
  var isDisplay = false
  var argument = Argument.none

  static func named(_ name: String) -> MathEnvironment? {
    table[name.last == "*" ? String(name.dropLast()) : name]
  }

  static func suggestion(for name: String) -> String? { NearMiss.best(for: name, in: names) }

  /// All names, without their starred forms.
  static let names: [String] = table.keys.sorted()

  private static func pairs(_ argument: Argument = .none) -> MathEnvironment {
    MathEnvironment(layout: .pairs, isDisplay: true, argument: argument)
  }

  private static func matrix(_ open: String, _ close: String) -> MathEnvironment {
    MathEnvironment(layout: .centred, open: open, close: close)
  }

  private static let table: [String: MathEnvironment] = [
    "equation": MathEnvironment(), "displaymath": MathEnvironment(), "math": MathEnvironment(),
    "subequations": MathEnvironment(),
    "align": pairs(), "aligned": pairs(), "split": pairs(), "flalign": pairs(),
    "alignat": pairs(.count), "alignedat": pairs(.count), "xalignat": pairs(.count),
    "eqnarray": MathEnvironment(layout: .threeColumns, isDisplay: true),
    "gather": MathEnvironment(layout: .gathered, isDisplay: true),
    "gathered": MathEnvironment(layout: .gathered, isDisplay: true),
    "multline": MathEnvironment(layout: .gathered, isDisplay: true),
    "multlined": MathEnvironment(layout: .gathered, isDisplay: true),
    "cases": MathEnvironment(layout: .cases, open: "{"),
    "dcases": MathEnvironment(layout: .cases, open: "{", isDisplay: true),
    "rcases": MathEnvironment(layout: .cases, close: "}"),
    "numcases": MathEnvironment(layout: .cases, open: "{"),
    "matrix": matrix("", ""), "pmatrix": matrix("(", ")"), "bmatrix": matrix("[", "]"),
    "Bmatrix": matrix("{", "}"), "vmatrix": matrix("|", "|"), "Vmatrix": matrix("‖", "‖"),
    "smallmatrix": MathEnvironment(layout: .small),
    "psmallmatrix": MathEnvironment(layout: .small, open: "(", close: ")"),
    "bsmallmatrix": MathEnvironment(layout: .small, open: "[", close: "]"),
    "subarray": MathEnvironment(layout: .small, argument: .columns),
    "array": MathEnvironment(layout: .columns([]), argument: .columns),
    "darray": MathEnvironment(layout: .columns([]), isDisplay: true, argument: .columns),
    "tabular": MathEnvironment(layout: .columns([]), argument: .columns),
  ]
}
