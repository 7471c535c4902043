import Diagnostics
import Execution
import Frames
import Statistics

/// The clusters of a regression's rows.
enum ClusterParameter {
  static let cluster = Parameter<ColumnReference?>.optional(
    "cluster", .column, "A column whose values name clusters of dependent rows.")

  /// The covariance by clusters; a row without one stands for itself.
  static func estimator(
    _ reference: ColumnReference, rows: [Int], in frame: Frame, _ context: RunContext
  ) throws(Diagnostic) -> CovarianceEstimator {
    let view = try context.column(reference, in: frame).levelView
    let clusters = rows.map { view.codes[$0] >= 0 ? Int(view.codes[$0]) : -1 - $0 }
    let count = Set(clusters).count
    guard count > 1 else {
      throw context.error(
        .fewClusters, at: reference.range,
        "“\(reference.name)” has \(count == 1 ? "one cluster" : "no clusters"), and at least two are needed"
      )
    }
    return .cluster(clusters)
  }
}

extension DiagnosticKind {
  static let fewClusters = DiagnosticKind(
    "estimate.fewClusters", .error, "Clustered standard errors need two clusters or more.")
}
