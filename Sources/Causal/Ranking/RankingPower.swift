import Glibc
import Numerics
import Statistics

/// The power of a randomised experiment to find that a score ranks rows by their effect: an AUTOC
/// above zero.
///
/// Rows follow a normal model: the effect rises by a/c for each standard deviation of a normal score,
/// where c = E φ(Z)/(1 − Φ(Z)) makes the AUTOC a, and noise of equal spread is left of the outcome. On
/// scores with a known propensity the squared standard error of the AUTOC is (p·σ² + q·a²)/n; p and q
/// come from draws of that model, judged as any experiment is.
package struct RankingPower: Sendable {
  /// The AUTOC of ranking a standard normal effect by itself, E φ(Z)/(1 − Φ(Z)).
  package static let unit = 0.9031972855686254

  /// The share of rows that are treated.
  package let share: Double
  /// σ: the standard deviation of the noise.
  package let deviation: Double
  package let alpha: Double
  /// p and q: n times the squared standard error of noise and of the effect alone.
  package let noise: Double
  package let signal: Double
  private let seed: UInt64

  private static let referenceRows = 4000
  private static let referenceDraws = 40

  /// - Parameter alpha: the probability of a false alarm of the two-sided test.
  package init(share: Double, deviation: Double, alpha: Double, seed: UInt64) {
    self.share = share
    self.deviation = deviation
    self.alpha = alpha
    self.seed = seed
    func size(_ autoc: Double, _ deviation: Double) -> Double {
      let errors = Self.draws(
        Self.referenceDraws, rows: Self.referenceRows, autoc: autoc, deviation: deviation,
        share: share, seed: seed)
      return Moments(errors.map { $0.standardError * $0.standardError }).mean
        * Double(Self.referenceRows)
    }
    noise = size(0, 1)
    signal = size(1, 0)
  }

  private var critical: Double { NormalDistribution.standard.upperQuantile(alpha / 2) }

  private func standardError(_ autoc: Double, rows: Double) -> Double {
    ((noise * deviation * deviation + signal * autoc * autoc) / rows).squareRoot()
  }

  /// The probability of a significant AUTOC.
  package func power(autoc: Double, rows: Double) -> Double {
    let shift = abs(autoc) / standardError(autoc, rows: rows)
    return NormalDistribution.standard.survival(critical - shift)
      + NormalDistribution.standard.survival(critical + shift)
  }

  /// The rows of both arms that find the AUTOC with this power.
  package func rows(autoc: Double, power: Double) -> Double {
    let reach = critical + NormalDistribution.standard.quantile(power)
    let error = standardError(autoc, rows: 1)
    return reach * reach * error * error / (autoc * autoc)
  }

  /// The AUTOC that so many rows find; nil where no effect, however varied, would be found.
  package func autoc(rows: Double, power: Double) -> Double? {
    let reach = critical + NormalDistribution.standard.quantile(power)
    let rest = rows - reach * reach * signal
    return rest > 0 ? reach * deviation * (noise / rest).squareRoot() : nil
  }

  /// The share of simulated experiments whose AUTOC is significant.
  package func simulatedPower(autoc: Double, rows: Int, draws: Int) -> Double {
    let found = Self.draws(
      draws, rows: rows, autoc: autoc, deviation: deviation, share: share, seed: seed &+ 1)
    return Double(found.count { abs($0.statistic) > critical }) / Double(draws)
  }

  // MARK: - Draws

  private static func draws(
    _ draws: Int, rows: Int, autoc: Double, deviation: Double, share: Double, seed: UInt64
  ) -> [Estimate] {
    Parallel.map(count: draws) { draw in
      var stream = RandomStream(
        seed: seed, purpose: "power of a ranking", content: UInt64(rows)
      ).substream(draw)
      return estimate(&stream, rows: rows, slope: autoc / unit, deviation: deviation, share: share)
    }
  }

  /// The AUTOC of one experiment, on doubly robust scores with the arms' means as outcome models.
  private static func estimate(
    _ stream: inout RandomStream, rows: Int, slope: Double, deviation: Double, share: Double
  ) -> Estimate {
    var (scores, gains, treatment) = (
      [Double](repeating: 0, count: rows), [Double](repeating: 0, count: rows),
      [Double](repeating: 0, count: rows)
    )
    for row in 0..<rows {
      scores[row] = stream.normal()
      let noise = deviation * stream.normal()
      if stream.bernoulli(share) {
        treatment[row] = 1
        gains[row] = (slope * scores[row] + noise) / share
      } else {
        gains[row] = -noise / (1 - share)
      }
    }
    do throws(RankingError) {
      let sample = try JudgedSample(outcome: gains, treatment: treatment, effectScores: gains)
      let found = try RankWeightedEffect.autoc.estimate(
        of: sample, by: Ranking(descending: scores))
      return Estimate(value: found.value, standardError: found.standardError)
    } catch {
      return Estimate(value: .nan, standardError: .nan)
    }
  }
}
