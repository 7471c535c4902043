import JSON
import Learners
import Numerics
import Testing

/// A fit that is written and read back.
struct StoredSample: CustomTestStringConvertible, Sendable {
  enum Treatment: String, Sendable { case two, three, amount }
  enum Known: String, Sendable { case estimated, design, shares, rows }

  var kind: EffectKind
  var learner: any BaseLearner
  var treatment = Treatment.two
  var known = Known.estimated
  var replicates = 0

  var testDescription: String {
    "\(kind.rawValue), \(learner.name), \(treatment), \(known), \(replicates) replicates"
  }

  private var roles: LearnerRoles {
    let isBinary = learner is LogisticLearner
    return LearnerRoles(
      outcome: learner is SeriesLearner ? LinearLearner() : learner,
      propensity: learner is SeriesLearner ? LogisticLearner.standard : learner,
      treatment: isBinary || learner is SeriesLearner ? LinearLearner() : learner,
      effect: isBinary ? LinearLearner() : learner)
  }

  /// X has numbers, some of them missing where the learner takes that, and a category; W a number.
  static func columns(_ count: Int, _ stream: inout RandomStream, missing: Bool) -> [FeatureColumn]
  {
    let levels = ["north", "south", "east", "west"]
    return [
      FeatureColumn(
        name: "age",
        values: .numeric((0..<count).map { missing && $0 % 17 == 3 ? .nan : stream.normal() })),
      FeatureColumn(
        name: "region",
        values: .categorical(codes: (0..<count).map { _ in Int32(stream.below(4)) }, levels: levels)
      ),
      FeatureColumn(name: "income", values: .numeric((0..<count).map { _ in stream.uniform() })),
      FeatureColumn(name: "season", values: .numeric((0..<count).map { _ in stream.normal() })),
    ]
  }

  /// The fit's model, the shape of its data, and rows that it did not see.
  func fit() throws -> (model: any EffectModel, shape: EffectShape, rows: EffectRows) {
    let count = 320
    var stream = RandomStream(seed: 5, purpose: "stored models")
    let takesMissing =
      roles.outcome.acceptsMissing && roles.effect.acceptsMissing && kind != .linearDML
      && kind != .interactionOLS
    let columns = Self.columns(count, &stream, missing: takesMissing)
    let encoder = FeatureEncoder(fitting: columns)
    let all = try encoder.encode(columns).matrix
    let (x, w) = (all.selecting(columns: 0..<3), all.selecting(columns: 3..<4))
    let codes = (0..<count).map { _ in Int32(stream.below(treatment == .three ? 3 : 2)) }
    let outcome = (0..<count).map { row in
      let income = x.values[2 * count + row]
      return stream.uniform() < 0.3 + 0.2 * income + 0.1 * Double(codes[row]) ? 1.0 : 0.0
    }
    let arms = treatment == .three ? ["none", "mail", "call"] : ["none", "mail"]
    let data =
      treatment == .amount
      ? try CausalData(
        outcome: outcome.map { $0 + stream.normal() },
        dose: (0..<count).map { w.values[$0] + stream.normal() }, arms: arms, features: x,
        controls: w)
      : try CausalData(outcome: outcome, treatment: codes, arms: arms, features: x, controls: w)
    var settings = NuisanceSettings(
      models: roles, folds: .count(2), seed: 9,
      forest: try CausalForestParameters(trees: 60, minimumLeaf: 4),
      uplift: try UpliftParameters(
        criterion: .ed, trees: kind == .upliftTree ? 1 : 12, minimumLeaf: 20, minimumArm: 5))
    let share = [Double](repeating: 1 / Double(arms.count), count: count)
    switch known {
    case .estimated: break
    case .design: settings.propensity = .design
    case .shares: settings.propensity = .shares(arms.map { _ in 1 })
    case .rows: settings.propensity = .rows(arms.map { _ in share })
    }
    let problem = EffectProblem(data: data, settings: settings)
    var model = try kind.fit(problem).model
    if replicates > 0 {
      model = ResampledEffectModel(
        model, try ResampledEffects.fit(kind, problem, replicates: replicates))
    }
    let fresh = Self.columns(90, &stream, missing: takesMissing)
    let new = try encoder.encode(fresh).matrix
    return (
      model, EffectShape(encoder, featureCount: 3, arms: arms),
      EffectRows(
        features: new.selecting(columns: 0..<3), controls: new.selecting(columns: 3..<4),
        propensities: known == .rows ? arms.map { _ in Array(share.prefix(90)) } : nil)
    )
  }

  /// Every prediction that a model gives, as bits; what it refuses or lacks counts as empty.
  static func predictions(_ model: any EffectModel, _ rows: EffectRows, arms: Int) -> [[UInt64]] {
    var found: [[Double]] = []
    for arm in 0..<arms {
      found.append(((try? model.outcomes(rows, arm: arm)) ?? nil) ?? [])
      found.append(((try? model.propensities(rows, arm: arm)) ?? nil) ?? [])
      if arm == 0 { continue }
      found.append((try? model.effects(rows, arm: arm)) ?? [])
      found.append(((try? model.standardErrors(rows, arm: arm)) ?? nil) ?? [])
      let intervals = ((try? model.intervals(rows, arm: arm, level: 0.9)) ?? nil) ?? []
      found.append(intervals.flatMap { [$0.low, $0.high] })
      found.append([((try? model.standardErrorOfMean(rows, arm: arm)) ?? nil) ?? 0])
    }
    found.append(((try? model.expectedTreatment(rows)) ?? nil) ?? [])
    let amounts = (0..<rows.rowCount).map { Double($0 % 7) }
    found.append(((try? model.outcomes(rows, dose: amounts)) ?? nil) ?? [])
    return found.map { $0.map(\.bitPattern) }
  }

  static let all: [StoredSample] = {
    guard let boosting = try? BoostingParameters(trees: 12, depth: 3, minChildWeight: 2),
      let monotone = try? BoostingParameters(trees: 12, monotone: ["age": .increasing]),
      let forest = try? ForestParameters(trees: 12), let ridge = try? RidgeLearner(),
      let lasso = try? LassoLearner(), let polynomial = try? SeriesLearner(.polynomial(degree: 2)),
      let spline = try? SeriesLearner(.spline(degreesOfFreedom: 4))
    else { return [] }
    let boosted = BoostingLearner(boosting)
    let kinds = EffectKind.allCases
    let others: [any BaseLearner] = [
      ridge, lasso, LogisticLearner.standard, ForestLearner(forest), MeanLearner(), AutoLearner(),
      BoostingLearner(monotone),
    ]
    return kinds.map { StoredSample(kind: $0, learner: LinearLearner()) }
      + kinds.map { StoredSample(kind: $0, learner: boosted, treatment: .three) }
      + others.map { StoredSample(kind: .xLearner, learner: $0) }
      + [polynomial, spline].map { StoredSample(kind: .linearDML, learner: $0) }
      + kinds.filter(\.takesAmounts).map {
        StoredSample(kind: $0, learner: boosted, treatment: .amount)
      }
      + [Known.design, .shares, .rows].map {
        StoredSample(kind: .rLearner, learner: boosted, known: $0)
      }
      + [
        StoredSample(kind: .causalForest, learner: boosted, known: .rows),
        StoredSample(kind: .tLearner, learner: boosted, replicates: 4),
        StoredSample(kind: .drLearner, learner: LinearLearner(), treatment: .three, replicates: 4),
      ]
  }()
}
