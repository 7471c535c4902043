import Charts
import Diagnostics
import Execution
import NotebookSyntax
import Numerics

/// Keys that the general kinds of `plot` have in common.
enum PlotParameters {
  /// Which axes are logarithmic.
  enum LogAxis: String, CaseIterable, Sendable { case x, y }

  static let data = CausalParameters.data
  static let rowCondition = Parameter<SQLExpression?>.optional(
    "where", .expression, shown: "all rows", "A condition that rows must meet.")
  static let color = Parameter<ColumnReference?>.optional(
    "color", .column,
    "A column whose values get a colour each; many values are grouped, and the page says how.")
  static let facet = Parameter<ColumnReference?>.optional(
    "facet", .column, "A column whose values get a panel each, on the same axes.")
  static let columns = Parameter<[ColumnReference]>(
    "columns", .columns, default: [], shown: "none", "Columns that get a panel each, in place of x."
  )
  static let log = Parameter<[LogAxis]>(
    "log", .list(of: .choice()), default: [], shown: "none",
    "Axes on a logarithmic scale: x, y or both.")
  static let lines = Parameter<[ReferenceLine]>(
    "lines", .referenceLines, default: [], shown: "none",
    "Reference lines, as {x: 30, y: 0 no effect, diagonal: equal}: a value or a list, each with words behind it."
  )
  static let xLabel = Parameter<String?>.optional(
    "x-label", .text, shown: "the column's name", "What stands beside the horizontal axis.")
  static let yLabel = Parameter<String?>.optional(
    "y-label", .text, shown: "the column's name", "What stands beside the vertical axis.")

  /// The keys of every general kind.
  static let common: [any AnyParameter] = [data, rowCondition, lines, xLabel, yLabel]

  static let diagnostics: [DiagnosticKind] = [
    .plotColumns, .plotNoRows, .plotNeedsNumbers, .invalidExpression,
  ]

  /// Records the reads of a general kind and checks its columns.
  static func plan(_ arguments: Arguments, _ columns: [ColumnReference?], _ plan: inout CellPlan) {
    let schema = plan.readFrame(arguments[data])
    plan.check(columns.compactMap { $0 }, in: schema)
    plan.bind(.values)
  }
}

/// A line across a chart that the author asks for.
struct ReferenceLine: Sendable, Hashable {
  enum Position: Sendable, Hashable { case x(Double), y(Double), diagonal }
  var position: Position
  var label: String?

  var mark: Mark {
    switch position {
    case .x(let value): .rule(RuleMark(.x(value), label: label))
    case .y(let value): .rule(RuleMark(.y(value), label: label))
    case .diagonal: .rule(RuleMark(.identity, label: label))
    }
  }
}

extension ParameterType where Value == [ReferenceLine] {
  /// `{x: 30, y: [0 none, 5], diagonal: equal}`.
  static let referenceLines = ParameterType("map from x, y or diagonal to a value with words") {
    raw, context in
    guard case .map(let entries) = raw.kind else {
      return context.fail(
        .wrongType, at: raw.range, "expected a map such as {x: 30, y: 0 no effect}")
    }
    var lines: [ReferenceLine] = []
    for entry in entries {
      let items: [RawValue] =
        if case .list(let list) = entry.value.kind { list } else { [entry.value] }
      for item in items {
        guard let text = context.text(of: item, expected: "a value with words") else { return nil }
        guard let line = line(entry.key.value, text) else {
          let message =
            ["x", "y", "diagonal"].contains(entry.key.value)
            ? "“\(text)” does not begin with a number or a date"
            : "lines are x, y and diagonal, not “\(entry.key.value)”"
          return context.fail(.wrongType, at: item.range, message)
        }
        lines.append(line)
      }
    }
    return lines
  }

  private static func line(_ axis: String, _ text: String) -> ReferenceLine? {
    let trimmed = String(Substring(text).trimmingSpaces())
    if axis == "diagonal" {
      return ReferenceLine(
        position: .diagonal, label: trimmed.isEmpty || trimmed == "true" ? nil : trimmed)
    }
    let parts = trimmed.split(separator: " ", maxSplits: 1)
    guard let first = parts.first,
      let value = parseNumber(String(first)) ?? PlotDate.days(String(first))
    else { return nil }
    let label = parts.count > 1 ? String(parts[1].trimmingSpaces()) : nil
    switch axis {
    case "x": return ReferenceLine(position: .x(value), label: label)
    case "y": return ReferenceLine(position: .y(value), label: label)
    default: return nil
    }
  }
}

extension Substring {
  fileprivate func trimmingSpaces() -> Substring {
    var part = self
    while part.first == " " { part.removeFirst() }
    while part.last == " " { part.removeLast() }
    return part
  }
}

extension DiagnosticKind {
  static let plotColumns = DiagnosticKind(
    "plot.columns", .error,
    "The columns that a plot is to show are not all given, or given in two ways.")
  static let plotNoRows = DiagnosticKind(
    "plot.noRows", .error, "No row has a value in every column that the plot needs.")
  static let plotNeedsNumbers = DiagnosticKind(
    "plot.needsNumbers", .error, "The plot needs numbers or dates, and the column holds text.")
}
