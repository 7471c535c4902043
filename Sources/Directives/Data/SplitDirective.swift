import Diagnostics
import Execution
import Frames
import Learners
import NotebookSyntax
import Numerics

/// `split`: divides a frame's rows at random into disjoint parts.
package struct SplitDirective: Directive {
  package static let manual = DirectiveManual(
    verb: "split", summary: "Divides the rows of a frame at random into disjoint parts.",
    discussion: """
      Two parts, NAME.train and NAME.test, by the share of `test`; or the parts that `parts` names,
      with their shares. With `stratify` every level of the columns is divided in the same shares;
      with `cluster` rows that share a value stay together; with `assign` a column says which part
      each row belongs to. The same seed and the same rows give the same parts, wherever in the
      notebook the cell stands. A model that is judged on rows it learned from is noticed, because
      parts of one split are known to be disjoint.
      """,
    example: """
      ```{split #half}
      data: customers
      test: 0.4
      stratify: segment
      ```
      """,
    values: [
      ("train.rows", "rows of the part “train”; so for every part"), ("rows", "rows in all"),
    ])

  static let data = CausalParameters.data
  static let test = Parameter<Either<Double, String>>(
    "test", .either(.number(from: 0, to: 1, excludingLow: true), .string), default: .first(0.3),
    shown: "0.3", "The share of the part NAME.test, or another name for that part.")
  static let train = Parameter<String?>.optional(
    "train", .string, shown: "NAME.train", "Another name for the training part.")
  static let parts = Parameter<[(key: Located<String>, value: Double)]?>.optional(
    "parts", .map(of: .number(from: 0, to: 1, excludingLow: true), keys: "part"),
    shown: "train and test",
    "Named parts with their shares, which must sum to at most 1.")
  static let stratify = Parameter<[ColumnReference]>(
    "stratify", .columns, default: [], shown: "none", "Columns whose levels are divided evenly.")
  static let cluster = Parameter<ColumnReference?>.optional(
    "cluster", .column, "A column whose equal values stay in one part.")
  static let assign = Parameter<ColumnReference?>.optional(
    "assign", .column, "A column that names each row's part.")

  package static let parameters: [any AnyParameter] = [
    data, test, train, parts, stratify, cluster, assign,
  ]
  package static let diagnostics: [DiagnosticKind] = [.splitShares, .splitEmpty, .splitConflict]

  private let arguments: Arguments

  package init(arguments: Arguments) { self.arguments = arguments }

  package func plan(_ plan: inout CellPlan) {
    let schema = plan.readFrame(arguments[Self.data])
    plan.check(arguments[Self.stratify], in: schema)
    plan.check(arguments[Self.cluster], in: schema)
    plan.check(arguments[Self.assign], in: schema)
    let total = shares.reduce(0) { $0 + $1.share }
    if arguments[Self.assign] == nil, total > 1 + 1e-9 {
      plan.error(
        .splitShares, at: arguments.range(of: Self.parts),
        "the shares of the parts sum to \(NumberFormat.significant(total, digits: 4)), more than 1")
    }
    if arguments[Self.assign] != nil,
      arguments[Self.cluster] != nil || !arguments[Self.stratify].isEmpty
    {
      plan.error(
        .splitConflict, at: arguments.range(of: Self.assign),
        "assign: says where each row goes, so stratify: and cluster: have nothing to decide")
    }
    for part in shares { plan.bind(bindingName(part.name), .frame(schema)) }
  }

  package func run(_ context: RunContext) throws -> CellResult {
    let source = try context.frame(arguments[Self.data])
    let frame = source.frame
    let division = try divide(frame, context)
    let identity = Self.identity(division, shares.map(\.name), frame)
    var result = CellResult()
    result.values.set("rows", frame.rowCount)
    var rows: [[TableCell]] = []
    for (index, part) in shares.enumerated() {
      let members = division.indices.filter { division[$0] == index }
      guard !members.isEmpty else {
        throw context.error(
          .splitEmpty,
          "the part “\(part.name)” has no rows: \(CountText.rows(frame.rowCount)) are too few for its share"
        )
      }
      result.values.set("\(part.name).rows", members.count)
      result.bind(
        bindingName(part.name),
        FrameObject(
          frame: frame.taking(members), origin: source.origin,
          lineage: source.lineage.part(part.name, ofSplit: identity)))
      rows.append([
        .text(bindingName(part.name)), .integer(members.count),
        .number(Double(members.count) / Double(max(1, frame.rowCount))),
      ])
    }
    result.items = [
      .table(
        ResultTable(
          title: "Parts of \(context.frameName(arguments[Self.data]))",
          columns: [
            TableColumn("part"), TableColumn("rows", .count), TableColumn("share", .share(1)),
          ],
          rows: rows))
    ]
    let unused = division.count { $0 < 0 }
    if unused > 0 { result.notes.append("\(CountText.rowsAre(unused)) in no part.") }
    return result
  }

  /// What tells this split from others wherever it is made: the rows and the part of each.
  ///
  /// So the parts of a split are known as disjoint in another notebook that makes it again.
  private static func identity(_ division: [Int], _ names: [String], _ frame: Frame) -> String {
    var content = Fingerprint(frame.fingerprint)
    for name in names { content.combine(name) }
    content.combine(division.map { Int32($0) })
    return "split \(String(content.value, radix: 16))"
  }

  // MARK: - Parts

  /// The parts with their shares, in order.
  private var shares: [(name: String, share: Double)] {
    if let parts = arguments[Self.parts] { return parts.map { ($0.key.value, $0.value) } }
    let share: Double = if case .first(let share) = arguments[Self.test] { share } else { 0.3 }
    return [("train", 1 - share), ("test", share)]
  }

  /// `half.train`, or the name that `train:` or `test:` gives.
  private func bindingName(_ part: String) -> String {
    if part == "train", arguments[Self.parts] == nil, let name = arguments[Self.train] {
      return name
    }
    if part == "test", arguments[Self.parts] == nil, case .second(let name) = arguments[Self.test] {
      return name
    }
    return arguments.name + "." + part
  }

  /// The part of each row, −1 for none.
  private func divide(_ frame: Frame, _ context: RunContext) throws(Diagnostic) -> [Int] {
    if let assign = arguments[Self.assign] { return try assigned(assign, frame, context) }
    let strata = try arguments[Self.stratify].map { reference throws(Diagnostic) in
      try context.column(reference, in: frame).name
    }
    let units = try self.units(frame, context)
    // A cluster belongs to the stratum of its first row.
    let firstRows = frame.taking(units.map { $0[0] })
    let groups = strata.isEmpty ? [Array(units.indices)] : firstRows.grouped(by: strata).map(\.rows)
    let stream = context.stream("split", content: frame.fingerprint)
    var division = [Int](repeating: -1, count: frame.rowCount)
    for (index, group) in groups.enumerated() {
      var own = stream.substream(index)
      let order = own.permutation(group.count)
      var next = 0
      for (part, count) in Self.counts(shares.map(\.share), of: group.count).enumerated() {
        for position in order[next..<next + count] {
          for row in units[group[position]] { division[row] = part }
        }
        next += count
      }
    }
    return division
  }

  /// What is drawn: rows, or clusters of rows.
  private func units(_ frame: Frame, _ context: RunContext) throws(Diagnostic) -> [[Int]] {
    guard let cluster = arguments[Self.cluster] else { return (0..<frame.rowCount).map { [$0] } }
    return frame.grouped(by: [try context.column(cluster, in: frame).name]).map(\.rows)
  }

  private func assigned(
    _ reference: ColumnReference, _ frame: Frame, _ context: RunContext
  ) throws(Diagnostic) -> [Int] {
    let view = try context.column(reference, in: frame).levelView
    let names = shares.map(\.name)
    let partOfLevel = view.levels.map { names.firstIndex(of: $0) ?? -1 }
    for name in names where !view.levels.contains(name) {
      throw context.error(
        .splitEmpty, at: reference.range, "no row of “\(reference.name)” says “\(name)”",
        hint:
          "its values are \(view.levels.prefix(8).joined(separator: ", ")): name them under parts:")
    }
    return view.codes.map { $0 < 0 ? -1 : partOfLevel[Int($0)] }
  }

  /// Whole numbers in the given shares: rounded down, the rest to the largest remainders.
  static func counts(_ shares: [Double], of total: Int) -> [Int] {
    let exact = shares.map { $0 * Double(total) }
    var counts = exact.map { Int(($0 + 1e-9).rounded(.down)) }
    let wanted = Int((exact.reduce(0, +)).rounded())
    let byRemainder = exact.indices.sorted {
      let (a, b) = (exact[$0] - Double(counts[$0]), exact[$1] - Double(counts[$1]))
      return a != b ? a > b : $0 < $1
    }
    for index in byRemainder.prefix(max(0, min(wanted, total) - counts.reduce(0, +))) {
      counts[index] += 1
    }
    return counts
  }
}

extension DiagnosticKind {
  static let splitShares = DiagnosticKind(
    "split.shares", .error, "The shares of a split's parts sum to more than 1.")
  static let splitEmpty = DiagnosticKind(
    "split.empty", .error, "A part of a split would have no rows.")
  static let splitConflict = DiagnosticKind(
    "split.conflict", .error, "Keys of a split contradict each other.")
}
