import Diagnostics
import Execution
import NotebookSyntax
import Numerics
import Statistics

/// The sizes of the arms against the shares that were planned.
struct SampleRatio {
  /// The shares of `expected:`, as a list in the order of the arms or by level.
  typealias Expected = Either<[Double], [(key: Located<String>, value: Double)]>

  let labels: [String]
  let counts: [Int]
  let shares: [Double]
  let test: ChiSquareTest
  /// Whether shares were stated: an observational table has none.
  let isPlanned: Bool

  init(
    _ arms: TreatmentArms, expected: Expected?, range: SourceRange, _ context: RunContext
  ) throws(Diagnostic) {
    labels = arms.labels
    counts = arms.counts
    isPlanned = expected != nil
    switch expected {
    case nil:
      shares = labels.map { _ in 1 }
    case .first(let list):
      guard list.count == arms.labels.count else {
        throw context.error(
          .expectedShares, at: range,
          "expected: has \(list.count) shares for \(arms.labels.count) arms",
          hint: "in this order: \(arms.labels.joined(separator: ", "))")
      }
      shares = list
    case .second(let pairs):
      shares = try context.values(
        pairs, of: arms.labels, "share", key: "expected", at: range, .expectedShares)
    }
    guard shares.contains(where: { $0 > 0 }) else {
      throw context.error(.expectedShares, at: range, "expected: has no share above zero")
    }
    test = ChiSquareTest.goodnessOfFit(counts, shares: shares)
  }

  /// Whether the sizes contradict the plan: the threshold of alarms in use is 0.001.
  var isMismatch: Bool { isPlanned && test.pValue < 0.001 }

  private var figures: String {
    "χ² = \(NumberFormat.significant(test.statistic, digits: 3)), \(ProbabilityText.text(test.pValue))"
  }

  /// What there is to know where no shares were planned.
  var notes: [String] {
    isPlanned
      ? []
      : [
        "No shares were planned: the sizes are compared with equal ones (\(figures)), and no alarm is raised. The key expected: takes the shares that an experiment planned."
      ]
  }

  /// The verdict on the plan; nil without one.
  var sentence: String? {
    guard isPlanned else { return nil }
    return isMismatch
      ? "The arms do not have the planned sizes (\(figures)): find out why before reading any effect."
      : "The sizes of the arms agree with the plan (\(figures))."
  }

  func addValues(to values: inout ResultValues) {
    values.set("srm.chi2", test.statistic)
    values.set("srm.df", test.degreesOfFreedom)
    values.set("srm.p", test.pValue)
    for (label, count) in zip(labels, counts) { values.set("n[\(label)]", count) }
  }

  func table(column: String) -> ResultTable {
    let rows = labels.indices.map { index -> [TableCell] in
      [
        .text(labels[index]), .integer(counts[index]), .optional(test.expected[index]),
        .optional(Double(counts[index]) / Double(counts.reduce(0, +))),
        .optional(shares[index] / shares.reduce(0, +)),
      ]
    }
    let planned = isPlanned ? "planned" : "equal"
    return ResultTable(
      title: "Rows by arm",
      columns: [
        TableColumn(column), TableColumn("rows", .count), TableColumn("\(planned) rows", .fixed(1)),
        TableColumn("share", .share(2)), TableColumn("\(planned) share", .share(2)),
      ], rows: rows)
  }
}

extension DiagnosticKind {
  static let expectedShares = DiagnosticKind(
    "balance.expectedShares", .error,
    "The planned shares do not fit the arms: one share for each, the control's first, or a map from arm to share."
  )
}
