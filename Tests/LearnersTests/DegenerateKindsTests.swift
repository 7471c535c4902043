import Learners
import Numerics
import Testing

/// Every kind of learner on data that leave little to estimate: numbers, or a reason; never NaN.
struct DegenerateKindsTests {
  /// What is wrong with the data.
  enum Trouble: String, CaseIterable, Sendable {
    case oneTreated, emptyFold, constantOutcome, separatedOutcome, separatedTreatment
    case thousandCategories, wide, zeroWeights, weightlessArm, missingFeature, twinFeatures
  }

  enum Base: String, CaseIterable, Sendable { case linear, boosting }

  struct Case: CustomTestStringConvertible, Sendable {
    var kind: EffectKind
    var trouble: Trouble
    var base: Base
    var isAmount = false

    var testDescription: String {
      "\(kind.rawValue), \(trouble), \(base)\(isAmount ? ", an amount" : "")"
    }
  }

  private static let cases: [Case] = Trouble.allCases.flatMap { trouble in
    EffectKind.allCases.flatMap { kind in
      Base.allCases.flatMap { base in
        let arms = Case(kind: kind, trouble: trouble, base: base)
        let hasArms = [.oneTreated, .emptyFold, .separatedTreatment, .weightlessArm].contains(
          trouble)
        return kind.takesAmounts && !hasArms
          ? [arms, Case(kind: kind, trouble: trouble, base: base, isAmount: true)] : [arms]
      }
    }
  }

  private func problem(_ example: Case) throws -> EffectProblem {
    let trouble = example.trouble
    let count = trouble == .wide ? 36 : trouble == .thousandCategories ? 1200 : 240
    var stream = RandomStream(seed: 3, purpose: "degenerate")
    let x = (0..<count).map { _ in stream.normal() }
    let treated = (0..<count).map { row -> Bool in
      switch trouble {
      case .oneTreated: row == 7
      case .separatedTreatment: x[row] > 0
      default: stream.uniform() < 0.5
      }
    }
    let outcome = (0..<count).map { row -> Double in
      switch trouble {
      case .constantOutcome: 3
      case .separatedOutcome: x[row] > 0 ? 1 : 0
      default: x[row] + (treated[row] ? 1 : 0) + stream.normal()
      }
    }
    var features = [(name: "x", values: x)]
    if trouble == .wide {
      features += (0..<50).map { column in ("w\(column)", (0..<count).map { _ in stream.normal() })
      }
    }
    if trouble == .missingFeature {
      features.append(("half", (0..<count).map { $0 % 2 == 0 ? .nan : x[$0] }))
    }
    if trouble == .twinFeatures { features.append(("twin", x)) }
    var matrix = FeatureMatrix(numeric: features, rowCount: count)
    if trouble == .thousandCategories {
      matrix = matrix.appending(
        FeatureMatrix(
          names: ["shop"], categories: [(0..<1000).map { "shop \($0)" }], rowCount: count,
          values: (0..<count).map { Double(($0 * 37) % 1000) }))
    }
    let weights: [Double]? =
      switch trouble {
      case .zeroWeights: (0..<count).map { $0 % 3 == 0 ? 0 : 1 }
      case .weightlessArm: treated.map { $0 ? 0 : 1 }
      default: nil
      }
    let data =
      example.isAmount
      ? try CausalData(
        outcome: outcome, dose: x.map { 0.3 * $0 + stream.normal() }, arms: ["one less", "dose"],
        features: matrix, weights: weights)
      : try CausalData(
        outcome: outcome, treatment: treated.map { $0 ? 1 : 0 }, arms: ["control", "treated"],
        features: matrix, weights: weights)
    let isBinary = trouble == .separatedOutcome && !example.isAmount
    let linear = LearnerRoles(
      outcome: isBinary ? LogisticLearner.standard : LinearLearner(),
      propensity: LogisticLearner.standard, treatment: LinearLearner(), effect: LinearLearner())
    return EffectProblem(
      data: data,
      settings: NuisanceSettings(
        models: example.base == .linear
          ? linear : LearnerRoles(all: BoostingLearner(try BoostingParameters(trees: 10))),
        // Logistic regression is not asked where features are many.
        propensity: [.wide, .thousandCategories].contains(trouble) && !example.isAmount
          ? .design : .estimated,
        folds: trouble == .emptyFold ? .column(treated.map { $0 ? 1 : 2 }) : .count(2),
        forest: try CausalForestParameters(trees: 100),
        uplift: try UpliftParameters(
          criterion: .ed, trees: example.kind == .upliftTree ? 1 : 20, minimumLeaf: 8,
          minimumArm: 2)))
  }

  /// Effects, their errors where there are any, and the averages.
  private func numbers(_ kind: EffectKind, _ problem: EffectProblem) throws -> [Double] {
    let fitted = try kind.fit(problem)
    let rows = EffectRows(problem.data)
    let errors = try fitted.model.standardErrors(rows, arm: 1) ?? []
    let again = try fitted.model.effects(rows, arm: 1)
    if kind == .response { return fitted.effects[0] + again }
    let average = try DoublyRobustScores.compute(problem.data, settings: problem.settings)
      .averageEffect(1)
    return fitted.effects[0] + again + errors + [average.estimate, average.standardError]
  }

  @Test(arguments: cases) func `numbers or a reason`(example: Case) throws {
    let problem = try problem(example)
    do {
      let numbers = try numbers(example.kind, problem)
      #expect(numbers.allSatisfy { $0.isFinite })
      #expect(!Self.refuses(example), "numbers where a reason was expected")
    } catch let error as LearnerError {
      #expect(Self.refuses(example), "\(error)")
    }
  }

  @Test func `a last stage with as many coefficients as rows says that it has no errors`() throws {
    let wide = try problem(Case(kind: .linearDML, trouble: .wide, base: .linear, isAmount: true))
    let fitted = try EffectKind.linearDML.fit(wide)
    #expect(
      fitted.remarks == ["as many coefficients as rows, so that there are no standard errors"])
    #expect(try fitted.model.standardErrors(EffectRows(wide.data), arm: 1) == nil)
  }

  /// Where there is nothing to estimate from, or the base learner cannot.
  private static func refuses(_ example: Case) -> Bool {
    let isResponse = example.kind == .response
    let isLinear = example.base == .linear
    switch example.trouble {
    case .oneTreated, .emptyFold, .weightlessArm: return !isResponse
    // Logistic regression has no finite answer.
    case .separatedTreatment: return isLinear && !isResponse
    case .separatedOutcome: return isLinear && !example.isAmount
    case .missingFeature:
      return isLinear || [.linearDML, .interactionOLS].contains(example.kind)
    case .constantOutcome, .thousandCategories, .wide, .zeroWeights, .twinFeatures: return false
    }
  }
}
