import Learners
import Numerics
import Statistics
import Testing

/// An estimator with data of which the truth is known.
struct CoverageCase: Sendable, CustomTestStringConvertible {
  let name: String
  let truth: Double
  /// The estimator's interval from data drawn anew.
  let interval: @Sendable (inout RandomStream) throws -> Interval

  /// The interval at 95% around an estimate.
  init(
    _ name: String, truth: Double,
    estimate: @escaping @Sendable (inout RandomStream) throws -> Estimate
  ) {
    self.name = name
    self.truth = truth
    interval = { stream in try estimate(&stream).interval(level: 0.95) }
  }

  /// An interval of its own kind.
  init(
    _ name: String, truth: Double,
    interval: @escaping @Sendable (inout RandomStream) throws -> Interval
  ) {
    self.name = name
    self.truth = truth
    self.interval = interval
  }

  var testDescription: String { name }

  /// How many of so many draws have the truth in their interval.
  func covered(of draws: Int) throws -> Int {
    try Parallel.map(count: draws, chunk: 10) { draw -> Bool in
      var stream = RandomStream(seed: 5, purpose: "coverage " + name).substream(draw)
      return try interval(&stream).contains(truth)
    }.count { $0 }
  }
}

extension RandomStream {
  mutating func normals(_ count: Int, mean: Double = 0, deviation: Double = 1) -> [Double] {
    (0..<count).map { _ in mean + deviation * normal() }
  }

  mutating func trials(_ count: Int, share: Double) -> Proportion {
    Proportion(
      successes: Double(binomial(trials: count, probability: share)), trials: Double(count))
  }
}

/// Rows whose treatment depends on x, with an effect of 1 for everyone.
struct ConfoundedRows {
  let x: [Double]
  let treated: [Bool]
  let outcome: [Double]

  init(_ stream: inout RandomStream, count: Int = 200) {
    var (x, treated, outcome): ([Double], [Bool], [Double]) = ([], [], [])
    for _ in 0..<count {
      let own = stream.normal()
      let isTreated = stream.bernoulli(LogisticRegression.probability(0.7 * own))
      x.append(own)
      treated.append(isTreated)
      outcome.append((isTreated ? 1 : 0) + 2 * own + stream.normal())
    }
    (self.x, self.treated, self.outcome) = (x, treated, outcome)
  }

  var arm: [Double] { treated.map { $0 ? 1 : 0 } }
  var design: Matrix { Matrix(columns: [x.map { _ in 1 }, x]) }

  /// Weighting by propensities that are estimated, or known.
  func weighting(_ target: EffectTarget, known: Bool = false) throws -> InverseProbabilityWeighting
  {
    let propensities =
      known
      ? x.map { LogisticRegression.probability(0.7 * $0) }
      : try LogisticRegression.fit(design, arm).fitted
    return InverseProbabilityWeighting(
      outcome: outcome, treated: treated, propensities: propensities, target: target,
      model: known ? nil : .init(design: design))
  }

  /// Cross-fitted doubly robust scores of linear and logistic models.
  func scores() throws -> DoublyRobustScores {
    let data = try CausalData(
      outcome: outcome, treatment: treated.map { $0 ? 1 : 0 }, arms: ["no", "yes"],
      features: FeatureMatrix(numeric: [("x", x)], rowCount: x.count))
    let models = LearnerRoles(
      outcome: LinearLearner(), propensity: LogisticLearner.standard, treatment: LinearLearner(),
      effect: LinearLearner())
    return try DoublyRobustScores.compute(
      data, settings: NuisanceSettings(models: models, folds: .count(2)))
  }
}

/// Rows in which an unseen cause moves treatment and outcome; two instruments move the treatment.
struct InstrumentedSample {
  private(set) var outcome: [Double] = []
  private(set) var treatment: [Double] = []
  private(set) var instruments: [[Double]] = [[], []]
  private(set) var control: [Double] = []
  private(set) var clusters: [Int] = []

  /// - Parameter clusterSize: rows that share a first instrument and a part of the outcome.
  init(_ stream: inout RandomStream, count: Int = 200, clusterSize: Int = 1) {
    var (shared, common) = (0.0, 0.0)
    for row in 0..<count {
      if row % clusterSize == 0 { (shared, common) = (stream.normal(), stream.normal()) }
      let (hidden, own, second) = (stream.normal(), stream.normal(), stream.normal())
      let dose = 0.8 * shared + 0.4 * second + 0.5 * own + hidden + stream.normal()
      let noise = stream.normal() + (clusterSize > 1 ? common : 0)
      outcome.append(2 * dose + own + 1.5 * hidden + noise)
      treatment.append(dose)
      instruments[0].append(shared)
      instruments[1].append(second)
      control.append(own)
      clusters.append(row / clusterSize)
    }
  }

  func effect(_ covariance: CovarianceEstimator) throws -> Estimate {
    try TwoStageLeastSquares(
      outcome: outcome, treatment: treatment, instruments: instruments, controls: [control],
      covariance: covariance
    ).effect
  }
}
