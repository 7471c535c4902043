import Diagnostics
import Execution
import Frames
import NotebookSyntax

/// `join`: two frames side by side, by equal keys.
package struct JoinDirective: Directive {
  package static let manual = DirectiveManual(
    verb: "join", summary: "Joins two frames by equal values of their key columns.",
    discussion: """
      `on` names the key columns; where they are called differently, a map says left: right. Missing
      keys have no partner. The table says how many rows had partners, how many keys occur more than
      once, and how the number of rows changed. A column of the right frame whose name the left one
      has gets _right behind its name.
      """,
    example: """
      ```{join #both}
      left: customers
      right: orders
      on: customer_id
      how: left
      ```
      """,
    values: [
      ("rows", "rows of the result"), ("columns", "its visible columns"),
      ("growth", "rows of the result less rows of the left frame"),
      ("left.unmatched", "rows of the left frame without a partner"),
      ("right.unmatched", "rows of the right frame without a partner"),
      ("left.duplicates", "rows of the left frame beyond the first of their key"),
      ("right.duplicates", "rows of the right frame beyond the first of their key"),
    ])

  static let left = Parameter<NameReference>("left", .frame, "The left frame.")
  static let right = Parameter<NameReference>("right", .frame, "The right frame.")
  static let on = Parameter<[JoinKey]>(
    "on", .joinKeys, "The key columns; or a map from left to right names.")
  static let how = Parameter<JoinKind>(
    "how", .choice(), default: .left, shown: "left", "Which rows are kept.")

  package static let parameters: [any AnyParameter] = [left, right, on, how]
  package static let diagnostics: [DiagnosticKind] = [.joinKeys, .joinGrowth]

  private let arguments: Arguments

  package init(arguments: Arguments) { self.arguments = arguments }

  package func plan(_ plan: inout CellPlan) {
    let left = plan.readFrame(arguments[Self.left])
    let right = plan.readFrame(arguments[Self.right])
    plan.check(arguments[Self.on].map(\.left), in: left)
    plan.check(arguments[Self.on].map(\.right), in: right)
    plan.bind(.frame(schema(left, right)))
  }

  private func schema(_ left: FrameSchema, _ right: FrameSchema) -> FrameSchema {
    guard let own = left.columns, let others = right.columns else { return .unknown }
    var columns = own
    let keys = Set(arguments[Self.on].map(\.right.name))
    for column in others where !keys.contains(column.name) {
      var name = column.name
      while columns.contains(where: { $0.name == name }) { name += "_right" }
      columns.append(ColumnSchema(name, column.type))
    }
    return FrameSchema(columns: columns)
  }

  package func run(_ context: RunContext) throws -> CellResult {
    let left = try context.frame(arguments[Self.left])
    let right = try context.frame(arguments[Self.right])
    let keys = arguments[Self.on]
    for key in keys {
      _ = try context.column(key.left, in: left.frame)
      _ = try context.column(key.right, in: right.frame)
    }
    let join: FrameJoin
    do throws(FrameJoin.KeyMismatch) {
      join = try FrameJoin(
        left: left.frame, right: right.frame, on: keys.map { ($0.left.name, $0.right.name) },
        how: arguments[Self.how])
    } catch {
      throw context.error(
        .joinKeys, at: arguments.range(of: Self.on),
        "“\(error.left)” and “\(error.right)” have types that cannot be equal",
        hint: "cast one of them with transform")
    }
    let growth = join.frame.rowCount - left.frame.rowCount
    if growth > 0, arguments[Self.how] == .left || arguments[Self.how] == .inner {
      context.warn(
        .joinGrowth, at: arguments.range(of: Self.on),
        "the join makes \(CountText.rows(growth)) more than the left frame has",
        notes: [
          "\(CountText.rows(join.rightDuplicates)) of the right frame repeat\(join.rightDuplicates == 1 ? "s" : "") a key."
        ],
        hint: "sum or pick the right frame's rows first, so that a key occurs once")
    }
    var result = CellResult(values: values(join, growth: growth))
    result.items = [.table(table(join, left.frame, right.frame))]
    for name in join.renamed {
      result.notes.append("“\(name.from)” of the right frame is now “\(name.to)”.")
    }
    let origin = right.origin == "simulated" ? right.origin : left.origin
    result.bind(
      context.name,
      FrameObject(
        frame: join.frame, origin: origin, lineage: left.lineage.union(right.lineage)))
    return result
  }

  private func values(_ join: FrameJoin, growth: Int) -> ResultValues {
    [
      "rows": .integer(join.frame.rowCount), "columns": .integer(join.frame.visibleColumns.count),
      "growth": .integer(growth), "left.unmatched": .integer(join.leftUnmatched),
      "right.unmatched": .integer(join.rightUnmatched),
      "left.duplicates": .integer(join.leftDuplicates),
      "right.duplicates": .integer(join.rightDuplicates),
    ]
  }

  private func table(_ join: FrameJoin, _ left: Frame, _ right: Frame) -> ResultTable {
    func row(_ name: String, _ frame: Frame, _ unmatched: Int?, _ duplicates: Int?) -> [TableCell] {
      [
        .text(name), .integer(frame.rowCount), .integer(frame.visibleColumns.count),
        unmatched.map { .integer($0) } ?? .missing, duplicates.map { .integer($0) } ?? .missing,
      ]
    }
    return ResultTable(
      title: "Join",
      columns: [
        TableColumn("frame"), TableColumn("rows", .count), TableColumn("columns", .count),
        TableColumn("without partner", .count), TableColumn("repeated keys", .count),
      ],
      rows: [
        row(arguments[Self.left].name, left, join.leftUnmatched, join.leftDuplicates),
        row(arguments[Self.right].name, right, join.rightUnmatched, join.rightDuplicates),
        row(arguments.name, join.frame, nil, nil),
      ], emphasised: [2])
  }
}

/// A pair of key columns.
struct JoinKey: Sendable, Hashable {
  var left: ColumnReference
  var right: ColumnReference
}

extension ParameterType where Value == [JoinKey] {
  static let joinKeys = ParameterType("columns, or a map left → right") { raw, context in
    guard case .map(let entries) = raw.kind else {
      return ParameterType<[ColumnReference]>.columns.decode(raw, &context)
        .map { $0.map { JoinKey(left: $0, right: $0) } }
    }
    var keys: [JoinKey] = []
    for entry in entries {
      guard let right = ParameterType<ColumnReference>.column.decode(entry.value, &context) else {
        return nil
      }
      keys.append(
        JoinKey(left: ColumnReference(entry.key.value, entry.key.range), right: right))
    }
    return keys
  }
}

extension DiagnosticKind {
  static let joinKeys = DiagnosticKind(
    "join.keys", .error, "The key columns of a join hold different kinds of values.")
  static let joinGrowth = DiagnosticKind(
    "join.growth", .warning,
    "A key occurs more than once in the right frame, so rows of the left frame are repeated.")
}
