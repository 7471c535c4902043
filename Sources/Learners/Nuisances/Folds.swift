import Numerics

/// Which part of the data each row is held out with in cross-fitting.
package struct Folds: Sendable, Equatable {
  /// The fold of each row, from 0; empty when nothing is held out.
  package let assignment: [Int32]
  /// How many folds there are; 1 means that models predict the rows they were fitted on.
  package let count: Int

  /// No cross-fitting.
  package static let none = Folds(assignment: [], count: 1)

  fileprivate init(assignment: [Int32], count: Int) {
    self.assignment = assignment
    self.count = count
  }

  /// Random folds with nearly equal shares of every stratum in each.
  ///
  /// The draw is keyed by the seed and the strata, so that learners which work on the same rows
  /// use the same folds whatever outcome or features they look at.
  package static func stratified(count: Int, strata: [Int32], seed: UInt64) -> Folds {
    if count <= 1 || strata.isEmpty { return .none }
    var content = Fingerprint()
    content.combine(count)
    content.combine(strata)
    var stream = RandomStream(seed: seed, purpose: "folds", content: content.value)
    let order = stream.permutation(strata.count)
    var next: [Int32: Int] = [:]
    var assignment = [Int32](repeating: 0, count: strata.count)
    for row in order {
      // Strata start at different folds, so that small ones do not all fill the first.
      let position = next[strata[row], default: Int(strata[row])]
      assignment[row] = Int32(position % count)
      next[strata[row]] = position + 1
    }
    return Folds(assignment: assignment, count: count)
  }

  /// Random folds of whole clusters, with nearly equal numbers of clusters in each.
  ///
  /// - Throws: `invalidFolds` where there are fewer clusters than folds.
  package static func clustered(
    count: Int, clusters: [Int32], seed: UInt64
  ) throws(LearnerError) -> Folds {
    if count <= 1 || clusters.isEmpty { return .none }
    let numbered = ClusterNumbers(clusters)
    if numbered.count < count {
      throw .invalidFolds("there are \(numbered.count) clusters for \(count) folds")
    }
    return numbered.folds(count: count, seed: seed)
  }

  /// How many clusters have rows in several folds.
  package func partedClusters(_ clusters: [Int32]) -> Int {
    guard isCrossFitted else { return 0 }
    var fold: [Int32: Int32] = [:]
    var parted: Set<Int32> = []
    for (row, cluster) in clusters.enumerated() {
      if fold[cluster, default: assignment[row]] != assignment[row] { parted.insert(cluster) }
      fold[cluster] = assignment[row]
    }
    return parted.count
  }

  /// The folds that a column states: equal values are held out together.
  ///
  /// - Throws: `invalidFolds` where there is only one value.
  package static func stated(_ values: [Double]) throws(LearnerError) -> Folds {
    if values.contains(where: \.isNaN) { throw .invalidFolds("some rows have no fold") }
    let distinct = Set(values).sorted()
    if distinct.count < 2 { throw .invalidFolds("all rows are in one fold") }
    if distinct.count > 1000 { throw .invalidFolds("there are more than 1,000 folds") }
    let index = Dictionary(uniqueKeysWithValues: distinct.enumerated().map { ($1, Int32($0)) })
    return Folds(assignment: values.map { index[$0] ?? 0 }, count: distinct.count)
  }

  package var isCrossFitted: Bool { count > 1 }

  func trainingRows(_ fold: Int, of rowCount: Int) -> [Int] {
    isCrossFitted
      ? assignment.indices.filter { assignment[$0] != Int32(fold) } : Array(0..<rowCount)
  }

  func heldOutRows(_ fold: Int, of rowCount: Int) -> [Int] {
    isCrossFitted
      ? assignment.indices.filter { assignment[$0] == Int32(fold) } : Array(0..<rowCount)
  }
}

/// The clusters of rows, numbered from 0 in the order in which they come.
struct ClusterNumbers {
  let count: Int
  /// The number of each row's cluster.
  let ofRows: [Int]

  init(_ clusters: [Int32]) {
    var first: [Int32: Int] = [:]
    for cluster in clusters where first[cluster] == nil { first[cluster] = first.count }
    count = first.count
    ofRows = clusters.map { first[$0] ?? 0 }
  }

  /// Random folds of whole clusters; none for a count of 1 or less.
  func folds(count folds: Int, seed: UInt64) -> Folds {
    let drawn = Folds.stratified(
      count: folds, strata: [Int32](repeating: 0, count: count), seed: seed)
    guard drawn.isCrossFitted else { return .none }
    return Folds(assignment: ofRows.map { drawn.assignment[$0] }, count: folds)
  }
}

/// How a caller asks for folds: a number of random ones, or a column that states them.
package enum FoldPlan: Sendable, Equatable {
  case count(Int)
  case column([Double])

  func folds(for data: CausalData, seed: UInt64) throws(LearnerError) -> Folds {
    try folds(strata: data.treatment, clusters: data.clusters, seed: seed)
  }

  /// Clusters are kept together where there are any; else each fold has its share of each stratum.
  package func folds(
    strata: [Int32], clusters: [Int32]?, seed: UInt64
  ) throws(LearnerError) -> Folds {
    switch self {
    case .count(let count):
      if let clusters {
        try .clustered(count: count, clusters: clusters, seed: seed)
      } else {
        .stratified(count: count, strata: strata, seed: seed)
      }
    case .column(let values): try .stated(values)
    }
  }
}
