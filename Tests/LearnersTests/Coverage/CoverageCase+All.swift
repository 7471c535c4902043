import Learners
import Numerics
import Statistics
import Testing

extension CoverageCase {
  /// Every estimator of the language that prints an interval of an average effect or a comparison.
  static let all =
    means + proportions + experiments + regressions + weightings + matchings
    + propensityMatchings + instruments + doses + doublyRobust

  private static let means = [
    CoverageCase("difference of means, Welch", truth: 1) { stream -> Estimate in
      let (first, second) = (
        stream.normals(25, mean: 1, deviation: 3), stream.normals(60, deviation: 1)
      )
      return MeanComparison.welch(Moments(first), Moments(second))
    },
    CoverageCase("difference of means, one variance", truth: 1) { stream -> Estimate in
      let (first, second) = (stream.normals(12, mean: 1), stream.normals(30))
      return MeanComparison.student(Moments(first), Moments(second))
    },
    CoverageCase("mean of pairs", truth: 1) { stream -> Estimate in
      let base = stream.normals(20, deviation: 4)
      let first = base.map { $0 + 1 + stream.normal() }
      return MeanComparison.paired(first, base)
    },
    CoverageCase(
      "correlation, Fisher", truth: 0.6,
      interval: { stream in
        let x = stream.normals(40)
        let y = x.map { 0.6 * $0 + 0.8 * stream.normal() }
        return CorrelationTest.pearson(x, y).interval(level: 0.95)
      }),
  ]

  private static let proportions = [
    CoverageCase("difference of proportions, unpooled", truth: 0.1) { stream -> Estimate in
      ProportionComparison.unpooled(
        stream.trials(200, share: 0.3), stream.trials(300, share: 0.2))
    },
    CoverageCase(
      "difference of proportions, Newcombe", truth: 0.1,
      interval: { stream in
        ProportionComparison.newcombeInterval(
          stream.trials(60, share: 0.3), stream.trials(80, share: 0.2), level: 0.95)
      }),
    CoverageCase(
      "proportion, Wilson", truth: 0.3,
      interval: { stream in
        stream.trials(55, share: 0.3).wilsonInterval(level: 0.95)
      }),
  ]

  private static let experiments = [
    CoverageCase("relative lift", truth: 0.1) { stream -> Estimate in
      RelativeLift.estimate(
        treated: Moments(stream.normals(150, mean: 11, deviation: 5)),
        control: Moments(stream.normals(150, mean: 10, deviation: 4)))
    },
    CoverageCase("relative lift with CUPED", truth: 1) { stream -> Estimate in
      let before = stream.normals(240)
      let outcome = before.indices.map {
        ($0 < 120 ? 4.0 : 2) + 1.5 * before[$0] + 0.5 * stream.normal()
      }
      let adjusted = try ControlVariates(
        outcome: outcome, covariates: Matrix(columns: [before])
      ).adjusted
      let (treated, control) = (
        MetricSummary(mean: Moments(Array(adjusted[..<120]))),
        MetricSummary(mean: Moments(Array(adjusted[120...])))
      )
      let base = MetricSummary(mean: Moments(Array(outcome[120...])))
      let difference = treated.difference(from: control)
      return RelativeLift.estimate(
        difference: difference,
        treatedMean: (base.value + difference.value, treated.variance),
        controlMean: (base.value, control.variance), baseVariance: base.variance)
    },
    CoverageCase("ratio of sums", truth: 1) { stream -> Estimate in
      func arm(_ rate: Double) -> MetricSummary {
        let orders = (0..<150).map { _ in Double(1 + stream.poisson(mean: 2)) }
        return MetricSummary(
          ratioOf: orders.map { $0 * rate * (0.5 + stream.uniform()) }, to: orders)
      }
      let control = arm(10)
      return arm(11).difference(from: control)
    },
    CoverageCase("CUPED with two columns", truth: 1) { stream -> Estimate in
      let (before, other) = (stream.normals(120), stream.normals(120))
      let outcome = (0..<120).map {
        ($0 < 60 ? 1 : 0) + 2 * before[$0] - other[$0] + stream.normal()
      }
      let adjusted = try ControlVariates(
        outcome: outcome, covariates: Matrix(columns: [before, other])
      ).adjusted
      return MetricSummary(mean: Moments(Array(adjusted[..<60])))
        .difference(from: MetricSummary(mean: Moments(Array(adjusted[60...]))))
    },
  ]

  /// - Parameter spread: how much the variance grows with the distance of x from 0.
  private static func regression(
    _ name: String, _ covariance: CovarianceEstimator, spread: Double, count: Int
  ) -> CoverageCase {
    CoverageCase("regression, \(name)", truth: 0.5) { stream -> Estimate in
      let (x, z) = (stream.normals(count), stream.normals(count))
      let y = (0..<count).map {
        1 + 0.5 * x[$0] - z[$0] + (1 + spread * abs(x[$0])) * stream.normal()
      }
      return try LeastSquares.fit(Matrix(columns: [x.map { _ in 1 }, x, z]), y)
        .estimates(covariance, usesNormal: covariance != .classical)[1]
    }
  }

  private static let regressions = [
    regression("classical", .classical, spread: 0, count: 30),
    regression("HC0", .hc0, spread: 1, count: 400),
    regression("HC1", .hc1, spread: 1, count: 300),
    regression("HC2", .hc2, spread: 1, count: 200),
    regression("HC3", .hc3, spread: 1, count: 150),
    CoverageCase("regression, clusters", truth: 0.5) { stream -> Estimate in
      let clusters = (0..<200).map { $0 / 5 }
      let (x, common) = (stream.normals(40), stream.normals(40))
      let design = Matrix(columns: [clusters.map { _ in 1 }, clusters.map { x[$0] }])
      let y = clusters.map { 0.5 * x[$0] + common[$0] + stream.normal() }
      return try LeastSquares.fit(design, y).estimates(.cluster(clusters))[1]
    },
  ]

  private static let weightings =
    EffectTarget.allCases.map { target in
      CoverageCase("weighting, Hájek, \(target.rawValue)", truth: 1) { stream -> Estimate in
        try ConfoundedRows(&stream, count: 300).weighting(target).normalized
      }
    } + [
      CoverageCase("weighting, Hájek, known propensities", truth: 1) { stream -> Estimate in
        try ConfoundedRows(&stream, count: 300).weighting(.ate, known: true).normalized
      },
      CoverageCase("weighting, Horvitz and Thompson", truth: 1) { stream -> Estimate in
        try #require(ConfoundedRows(&stream, count: 300).weighting(.ate).unnormalized)
      },
    ]

  private static let matchings =
    MatchingTarget.allCases.map { target in
      CoverageCase("matching, \(target.rawValue)", truth: 1) { stream -> Estimate in
        let rows = ConfoundedRows(&stream)
        return try NearestNeighbourMatching(
          outcome: rows.outcome, treated: rows.treated, covariates: [rows.x], target: target
        ).effect
      }
    } + [
      CoverageCase("matching on two covariates, three neighbours", truth: 1) { stream -> Estimate in
        let rows = ConfoundedRows(&stream)
        let other = stream.normals(200)
        return try NearestNeighbourMatching(
          outcome: other.indices.map { rows.outcome[$0] + other[$0] }, treated: rows.treated,
          covariates: [rows.x, other], distance: .mahalanobis, neighbours: 3
        ).effect
      }
    ]

  /// Three covariates decide on treatment and outcome; rows are matched on the propensity alone.
  private static let propensityMatchings = MatchingTarget.allCases.map { target in
    CoverageCase("matching on the propensity, \(target.rawValue)", truth: 1) {
      stream -> Estimate in
      let x = (0..<3).map { _ in stream.normals(400) }
      let treated = (0..<400).map {
        stream.bernoulli(LogisticRegression.probability(0.4 * (x[0][$0] + x[1][$0])))
      }
      let outcome = (0..<400).map {
        (treated[$0] ? 1 : 0) + x[0][$0] + 2 * x[1][$0] - 2 * x[2][$0] + stream.normal()
      }
      let design = Matrix(columns: [x[0].map { _ in 1 }] + x)
      return try NearestNeighbourMatching.onEstimatedPropensity(
        outcome: outcome, treated: treated,
        propensities: LogisticRegression.fit(design, treated.map { $0 ? 1 : 0 }).fitted,
        design: design, target: target
      ).effect
    }
  }

  private static let instruments = [
    CoverageCase("instruments, classical", truth: 2) { stream -> Estimate in
      try InstrumentedSample(&stream).effect(.classical)
    },
    CoverageCase("instruments, HC1", truth: 2) { stream -> Estimate in
      try InstrumentedSample(&stream).effect(.hc1)
    },
    CoverageCase("instruments, clusters", truth: 2) { stream -> Estimate in
      let rows = InstrumentedSample(&stream, count: 250, clusterSize: 5)
      return try rows.effect(.cluster(rows.clusters))
    },
  ]

  /// The spread of the outcome grows with the dose.
  private static func dose(
    _ name: String, truth: Double,
    _ estimate: @escaping @Sendable (DoseResponse) -> Estimate
  ) -> CoverageCase {
    CoverageCase("dose, \(name)", truth: truth) { stream -> Estimate in
      let level = (0..<200).map { _ in stream.below(3) }
      let dose = level.map(Double.init)
      let x = dose.map { stream.normal() + $0 }
      let y = dose.indices.map {
        1.5 * dose[$0] + 2 * x[$0] + stream.normal() * (1 + 0.5 * dose[$0])
      }
      return estimate(
        try DoseResponse(
          outcome: y, dose: dose, level: level, levelCount: 3, baseline: 0, covariates: [x]))
    }
  }

  private static let doses = [
    dose("contrast", truth: 3) { $0.levels[2].contrast },
    dose("slope", truth: 1.5) { $0.slope },
  ]

  private static let doublyRobust =
    EffectTarget.allCases.map { target in
      CoverageCase("doubly robust, \(target.rawValue)", truth: 1) { stream -> Estimate in
        try ConfoundedRows(&stream).scores().averageEffect(1, over: target).normalEstimate
      }
    } + [
      CoverageCase("partially linear, arms", truth: 1) { stream -> Estimate in
        let rows = ConfoundedRows(&stream, count: 400)
        return try partiallyLinear(rows.outcome, rows.arm, rows.x, seed: 0)
      },
      CoverageCase("partially linear, dose", truth: 1.5) { stream -> Estimate in
        let x = stream.normals(200)
        let dose = x.map { 0.7 * $0 + stream.normal() }
        let y = x.indices.map {
          1.5 * dose[$0] + 2 * x[$0] + stream.normal() * (1 + 0.3 * abs(dose[$0]))
        }
        return try partiallyLinear(y, dose, x, seed: 0)
      },
      CoverageCase("partially linear, three splits", truth: 1) { stream -> Estimate in
        let rows = ConfoundedRows(&stream, count: 150)
        return RepeatedEstimate(
          try (0..<3).map { try partiallyLinear(rows.outcome, rows.arm, rows.x, seed: $0) }
        ).estimate
      },
    ]

  private static func partiallyLinear(
    _ outcome: [Double], _ treatment: [Double], _ x: [Double], seed: UInt64
  ) throws -> Estimate {
    try PartiallyLinearEffect(
      outcome: outcome, treatment: treatment,
      features: FeatureMatrix(numeric: [("x", x)], rowCount: x.count),
      models: LearnerRoles(all: LinearLearner()),
      folds: Folds.stratified(count: 2, strata: treatment.map { $0 == 1 ? 1 : 0 }, seed: seed),
      seed: 0
    ).estimate
  }
}
