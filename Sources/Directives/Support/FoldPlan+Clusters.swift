import Diagnostics
import Execution
import Frames
import Learners

extension FoldPlan {
  /// Warns where the folds of a column part clusters, once for each key that says so.
  ///
  /// - Returns: whether they do.
  func warnOfPartedClusters(
    _ folds: Either<Int, ColumnReference>, _ cluster: ColumnReference?, _ clusters: [Int32]?,
    _ context: RunContext
  ) -> Bool {
    guard case .second(let column) = folds, case .column(let values) = self, let cluster,
      let clusters,
      let stated = try? Folds.stated(values)
    else { return false }
    let parted = stated.partedClusters(clusters)
    if parted == 0 { return false }
    let isTold = context.diagnostics.contains {
      $0.kind.id == DiagnosticKind.partedClusters.id && $0.range == column.range
    }
    if !isTold {
      context.warn(
        .partedClusters, at: column.range,
        "the folds of “\(column.name)” part \(parted) of the \(CountText.counted(Set(clusters).count, "cluster")) of “\(cluster.name)”, so that models have seen other rows of the clusters that they predict",
        hint: "leave folds: out, or give all rows of a cluster one fold")
    }
    return true
  }
}

extension CausalRows {
  /// The folds of these rows that a key asks for.
  ///
  /// A column that parts clusters is warned of, and the note on clusters says what still holds.
  mutating func plan(
    _ folds: Either<Int, ColumnReference>, cluster: ColumnReference?, in frame: Frame,
    _ context: RunContext
  ) throws(Diagnostic) -> FoldPlan {
    let plan = try FoldPlan(folds, in: frame, rows: rows, context)
    if plan.warnOfPartedClusters(folds, cluster, data.clusters, context) {
      notes = notes.map { noteOfPartedClusters($0, cluster) }
    }
    return plan
  }

  /// The note on clusters as it holds where folds part them; any other note as it is.
  func noteOfPartedClusters(_ note: String, _ column: ColumnReference?) -> String {
    guard let column, let clusters = data.clusters,
      note == Self.note(onClusters: clusters, column, inFolds: true)
    else { return note }
    return Self.note(onClusters: clusters, column, inFolds: false)
  }

  /// What keeps clusters together.
  static func note(onClusters clusters: [Int32], _ column: ColumnReference, inFolds: Bool) -> String
  {
    let count = CountText.counted(Set(clusters).count, "cluster")
    return inFolds
      ? "Folds and standard errors keep the \(count) of \(column.name) together."
      : "Standard errors keep the \(count) of \(column.name) together; the stated folds do not."
  }
}

extension DiagnosticKind {
  static let partedClusters = DiagnosticKind(
    "fit.partedClusters", .warning,
    "The column of folds gives the rows of one cluster different folds. Models are then judged on clusters that they have seen, and what rows of a cluster share leaks into their predictions."
  )
}
