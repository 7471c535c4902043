import Learners
import Numerics
import Testing

struct DoseScoresTests {
  private struct Trial {
    var (x, dose, outcome): ([Double], [Double], [Double]) = ([], [], [])
    var features: FeatureMatrix {
      FeatureMatrix(names: ["x"], categories: [nil], rowCount: x.count, values: x)
    }

    /// Slope 1 + x; the dose rises with x where it is confounded, and spreads more.
    init(_ rows: Int, seed: UInt64, confounded: Bool) {
      var stream = RandomStream(seed: seed, purpose: "dose")
      for _ in 0..<rows {
        let feature = stream.uniform() * 2 - 1
        let spread = confounded ? 1 + 0.5 * feature : 1
        let amount = (confounded ? 2 * feature : 0) + spread * stream.normal()
        x.append(feature)
        dose.append(amount)
        outcome.append((1 + feature) * amount + 3 * feature + stream.normal())
      }
    }
  }

  private func settings(_ folds: Int) -> NuisanceSettings {
    NuisanceSettings(models: LearnerRoles(all: LinearLearner()), folds: .count(folds))
  }

  @Test func `without features and folds the mean is the least-squares slope`() throws {
    let trial = Trial(400, seed: 1, confounded: false)
    let scores = try DoseScores.compute(
      outcome: trial.outcome, dose: trial.dose,
      features: FeatureMatrix(names: [], categories: [], rowCount: 400, values: []), weights: nil,
      isRandomised: true, settings: settings(1))
    let (t, y) = (Moments(trial.dose).mean, Moments(trial.outcome).mean)
    let cross = trial.dose.indices.reduce(0) {
      $0 + (trial.dose[$1] - t) * (trial.outcome[$1] - y)
    }
    let spread = trial.dose.reduce(0) { $0 + ($1 - t) * ($1 - t) }
    #expect(abs(Moments(scores.scores).mean - cross / spread) < 1e-9)
    #expect(scores.foldCount == 1 && scores.flooredRows == 0)
  }

  @Test func `a confounder is taken out, and the scores follow the slope`() throws {
    let trial = Trial(6000, seed: 2, confounded: true)
    let scores = try DoseScores.compute(
      outcome: trial.outcome, dose: trial.dose, features: trial.features, weights: nil,
      isRandomised: false, settings: settings(5))
    // m(x) has a term in x² that a linear model leaves in; the score is robust to it.
    let mean = Moments(scores.scores)
    #expect(abs(mean.mean - 1) < 4 * mean.standardError)
    let high = trial.x.indices.filter { trial.x[$0] > 0 }.map { scores.scores[$0] }
    let low = trial.x.indices.filter { trial.x[$0] <= 0 }.map { scores.scores[$0] }
    #expect(abs(Moments(high).mean - Moments(low).mean - 1) < 0.25)
  }

  @Test func `a dose that the features tell exactly is refused`() {
    let trial = Trial(200, seed: 3, confounded: false)
    #expect(throws: LearnerError.self) {
      try DoseScores.compute(
        outcome: trial.outcome, dose: trial.x.map { 2 * $0 }, features: trial.features,
        weights: nil, isRandomised: false, settings: settings(2))
    }
  }
}
