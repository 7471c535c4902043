import Diagnostics
import Execution
import Frames

/// A numeric column cut into groups by the levels of another.
struct GroupedSample: Sendable {
  let column: String
  let by: String
  let labels: [String]
  let samples: [[Double]]
  let notes: [String]

  /// - Parameter exactly: how many groups there must be; nil for two or more.
  init(
    _ x: ColumnReference, by group: ColumnReference, exactly: Int? = nil, in frame: Frame,
    _ context: RunContext
  ) throws(Diagnostic) {
    let values = try NumericColumn.values(x, role: "column", in: frame, context)
    let view = try context.column(group, in: frame).levelView
    var samples = [[Double]](repeating: [], count: view.levels.count)
    var dropped = 0
    for (row, code) in view.codes.enumerated() {
      if code < 0 || values[row].isNaN {
        dropped += 1
      } else {
        samples[Int(code)].append(values[row])
      }
    }
    let used = samples.indices.filter { !samples[$0].isEmpty }
    column = x.name
    by = group.name
    labels = used.map { view.levels[$0] }
    self.samples = used.map { samples[$0] }
    notes =
      dropped == 0
      ? [] : ["\(CountText.rows(dropped)) with a missing “\(x.name)” or “\(group.name)” left out."]
    let isWrong = exactly.map { $0 != used.count } ?? (used.count < 2)
    guard !isWrong else {
      throw context.error(
        .testGroups, at: group.range,
        "“\(group.name)” has \(CountText.counted(used.count, "group")) with a value of “\(x.name)”, and the test compares \(exactly.map(String.init) ?? "two or more")",
        hint: used.count > 2 ? "test anova compares several groups" : nil)
    }
  }
}

extension DiagnosticKind {
  static let testGroups = DiagnosticKind(
    "test.groups", .error, "The test needs another number of groups than the column has.")
}
