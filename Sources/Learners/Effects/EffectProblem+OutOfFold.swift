extension EffectProblem {
  /// The folds in which the rows of a fit are predicted, each by a fit on the others.
  ///
  /// Those that a column states, unless they part clusters; else so many random ones, of whole
  /// clusters where there are any.
  ///
  /// - Throws: `invalidFolds` for a single cluster.
  package func predictionFolds(count: Int) throws(LearnerError) -> Folds {
    if case .column(let values) = settings.folds {
      let stated = try Folds.stated(values)
      if data.clusters.map({ stated.partedClusters($0) == 0 }) ?? true { return stated }
    }
    guard let clusters = data.clusters else {
      return .stratified(count: count, strata: data.treatment, seed: settings.seed)
    }
    return try .clustered(
      count: Self.count(count, of: clusters), clusters: clusters, seed: settings.seed)
  }

  /// The same problem without the rows of one fold, with folds of its own that its rows allow.
  package func without(_ fold: Int, of folds: Folds) throws(LearnerError) -> EffectProblem {
    var rest = try selecting(rows: folds.trainingRows(fold, of: data.rowCount))
    switch rest.settings.folds {
    case .column(let values):
      if Set(values).count < 2 { rest.settings.folds = .count(Self.foldCount(of: rest.data)) }
    case .count(let count):
      if let clusters = rest.data.clusters, count > 1 {
        rest.settings.folds = .count(Self.count(count, of: clusters))
      }
    }
    return rest
  }

  /// Five, or as many as there are clusters.
  private static func foldCount(of data: CausalData) -> Int {
    data.clusters.map { count(5, of: $0) } ?? 5
  }

  /// At most one for each cluster, and not fewer than two, which one cluster does not allow.
  private static func count(_ count: Int, of clusters: [Int32]) -> Int {
    min(count, max(2, Set(clusters).count))
  }
}
