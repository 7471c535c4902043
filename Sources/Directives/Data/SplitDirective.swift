import Diagnostics
import Execution
import Frames
import NotebookSyntax

/// `split`: the rows of a frame in disjoint parts.
package struct SplitDirective: Directive {
  package static let manual = DirectiveManual(
    verb: "split", summary: "Deals the rows of a frame out to disjoint parts.",
    discussion: """
      Rows are dealt at random, keyed by the seed and the content of the frame, so that cells added
      elsewhere move nothing. With `stratify` every combination of the columns' values is spread
      over the parts in their shares; with `cluster` rows of one cluster stay together. `assign`
      names a column that says each row's part; then nothing is random. A model judged on a part
      other than the one it was fitted on is judged on rows that it has not seen.
      """,
    example: """
      ```{split #half}
      data: customers
      test: 0.4
      stratify: segment
      ```
      """,
    values: [("PART.rows", "number of rows of a part"), ("PART.share", "its share of all rows")])

  static let data = Parameter<NameReference?>.optional(
    "data", .frame, shown: "the frame last bound", "The frame whose rows are dealt out.")
  static let train = Parameter<String?>.optional(
    "train", .string, shown: "NAME.train", "Another name for the frame of the training rows.")
  static let test = Parameter<ShareOrName>(
    "test", .shareOrName, default: .share(0.3), shown: "0.3",
    "The share of the test rows; or another name for their frame, with a share of 0.3.")
  static let parts = Parameter<[(key: Located<String>, value: Double)]?>.optional(
    "parts", .map(of: .number(from: 0, to: 1, excludingLow: true), keys: "part"),
    shown: "train and test", "The parts with their shares, such as {fit: 0.5, report: 0.5}.")
  static let stratify = Parameter<[ColumnReference]>(
    "stratify", .columns, default: [], shown: "none",
    "Columns whose values are spread evenly over the parts.")
  static let cluster = Parameter<ColumnReference?>.optional(
    "cluster", .column, "A column whose equal values stay together.")
  static let assign = Parameter<ColumnReference?>.optional(
    "assign", .column, "A column that holds the name of each row's part.")

  package static let parameters: [any AnyParameter] = [
    data, test, train, parts, stratify, cluster, assign,
  ]
  package static let diagnostics: [DiagnosticKind] = [.splitShares, .splitEmpty, .splitAssigned]

  private let arguments: Arguments

  package init(arguments: Arguments) { self.arguments = arguments }

  // MARK: Plan

  package func plan(_ plan: inout CellPlan) {
    let schema = plan.readFrame(arguments[Self.data])
    plan.check(arguments[Self.stratify], in: schema)
    plan.check(arguments[Self.cluster], in: schema)
    plan.check(arguments[Self.assign], in: schema)
    if let parts = arguments[Self.parts] {
      let total = parts.reduce(0) { $0 + $1.value }
      if abs(total - 1) > 1e-6 {
        plan.error(
          .splitShares, at: arguments.range(of: Self.parts),
          "the shares of the parts sum to \(total), not to 1")
      }
    }
    for part in namedParts { plan.bind(part.binding, .frame(schema)) }
  }

  /// One part: its short name, the full name that it binds, and its share.
  private struct Part {
    var name: String
    var binding: String
    var share: Double
  }

  private var namedParts: [Part] {
    if let parts = arguments[Self.parts] {
      return parts.map { part in
        Part(
          name: part.key.value, binding: "\(arguments.name).\(part.key.value)", share: part.value)
      }
    }
    let share: Double
    var testName = "\(arguments.name).test"
    switch arguments[Self.test] {
    case .share(let given): share = given
    case .name(let name):
      share = 0.3
      testName = name
    }
    return [
      Part(
        name: "train", binding: arguments[Self.train] ?? "\(arguments.name).train",
        share: 1 - share), Part(name: "test", binding: testName, share: share),
    ]
  }

  // MARK: Run

  package func run(_ context: RunContext) throws -> CellResult {
    let data = try context.frame(arguments[Self.data])
    let parts = namedParts
    var result = CellResult()
    let partOfRow: [Int]
    if let assign = arguments[Self.assign] {
      partOfRow = try assigned(assign, parts.map(\.name), data.frame, context, &result)
    } else {
      partOfRow = try dealt(parts.map(\.share), data.frame, context, &result)
    }
    let rows = parts.indices.map { part in partOfRow.indices.filter { partOfRow[$0] == part } }
    for (part, rows) in zip(parts, rows) {
      guard !rows.isEmpty else {
        throw context.error(
          .splitEmpty, "the part “\(part.name)” has no rows",
          hint: "give it a larger share, or split more than \(data.frame.rowCount) rows")
      }
      let lineage = data.lineage.part(part.name, ofSplit: context.identity)
      let frame = FrameObject(
        frame: data.frame.taking(rows), origin: data.origin, lineage: lineage)
      result.bind(part.binding, frame)
      let key = part.binding == "\(arguments.name).\(part.name)" ? part.name : part.binding
      result.values.set("\(key).rows", rows.count)
      result.values.set("\(key).share", Double(rows.count) / Double(max(1, data.frame.rowCount)))
    }
    result.items = [.table(table(parts, rows, data.frame))]
    return result
  }

  private func dealt(
    _ shares: [Double], _ frame: Frame, _ context: RunContext, _ result: inout CellResult
  ) throws -> [Int] {
    let strata = try arguments[Self.stratify].map { try context.column($0, in: frame).name }
    let cluster = try arguments[Self.cluster].map { try context.column($0, in: frame).name }
    var stream = context.stream("split", content: frame.fingerprint)
    let partition = Partition(
      rows: frame.rowCount, shares: shares, strata: strata.isEmpty ? nil : frame.codes(of: strata),
      clusters: cluster.map { frame.codes(of: [$0]) }, stream: &stream)
    var note = "Rows are dealt out at random (seed \(context.seed))"
    if !strata.isEmpty { note += ", evenly within \(strata.joined(separator: " × "))" }
    if let cluster { note += ", rows of one \(cluster) together" }
    result.notes.append(note + ".")
    return partition.parts
  }

  /// Parts as a column has them; rows of no named part are left out and counted.
  private func assigned(
    _ reference: ColumnReference, _ names: [String], _ frame: Frame, _ context: RunContext,
    _ result: inout CellResult
  ) throws -> [Int] {
    let view = try context.column(reference, in: frame).levelView
    for name in names where !view.levels.contains(name) {
      throw context.error(
        .splitAssigned, at: reference.range, "no row of “\(reference.name)” says “\(name)”",
        hint: "its values: \(view.levels.prefix(12).joined(separator: ", "))")
    }
    let parts = view.codes.map { code in
      code < 0 ? -1 : names.firstIndex(of: view.levels[Int(code)]) ?? -1
    }
    let left = parts.count { $0 < 0 }
    if left > 0 {
      result.notes.append("\(left) rows belong to none of the parts and are left out.")
    }
    return parts
  }

  private func table(_ parts: [Part], _ rows: [[Int]], _ frame: Frame) -> ResultTable {
    var columns = [
      TableColumn("part"), TableColumn("rows", .count), TableColumn("share", .share(1)),
    ]
    var cells = parts.indices.map { part -> [TableCell] in
      [
        .text(parts[part].binding), .integer(rows[part].count),
        .optional(Double(rows[part].count) / Double(frame.rowCount)),
      ]
    }
    // How evenly a single stratum column was spread.
    if arguments[Self.stratify].count == 1, let name = arguments[Self.stratify].first?.name,
      let view = frame.levels(name), view.levels.count <= 6
    {
      for (code, level) in view.levels.enumerated() {
        columns.append(TableColumn(level, .share(1)))
        for part in parts.indices {
          let count = rows[part].count { view.codes[$0] == Int32(code) }
          cells[part].append(.optional(Double(count) / Double(max(1, rows[part].count))))
        }
      }
    }
    return ResultTable(title: "Parts", columns: columns, rows: cells)
  }
}

/// `test:`: a share, or a name.
enum ShareOrName: Sendable, Hashable {
  case share(Double)
  case name(String)
}

extension ParameterType where Value == ShareOrName {
  static let shareOrName = ParameterType("number from 0.01 to 0.99, or a name") { raw, context in
    guard let text = context.text(of: raw, expected: "a share or a name") else { return nil }
    guard parseNumber(text) != nil else { return .name(text) }
    return ParameterType<Double>.number(from: 0.01, to: 0.99).decode(raw, &context)
      .map { .share($0) }
  }
}

extension DiagnosticKind {
  static let splitShares = DiagnosticKind(
    "split.shares", .error, "The shares of the parts do not sum to 1.")
  static let splitEmpty = DiagnosticKind(
    "split.empty", .error,
    "A part of a split has no rows, so nothing could be fitted or judged on it.")
  static let splitAssigned = DiagnosticKind(
    "split.assigned", .error, "A part is named that the column of `assign:` never says.")
}
