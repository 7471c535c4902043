import Numerics
import Statistics
import TestSupport
import Testing

@Suite struct NearestNeighbourMatchingTests {
  /// Treated at 1 and 5 (outcomes 10, 20), controls at 2, 6 and 9 (3, 7, 8).
  private let outcome = [10.0, 20, 3, 7, 8]
  private let treated = [true, true, false, false, false]
  private let x = [[1.0, 5, 2, 6, 9]]

  @Test func theEffectOnTheTreatedByHand() throws {
    let result = try NearestNeighbourMatching(
      outcome: outcome, treated: treated, covariates: x, adjusts: false, target: .att)
    // 10 − 3 and 20 − 7; each of two controls is used once, so that K² − K′ is zero.
    expectClose(result.effect.value, 10, within: 1e-13)
    expectClose(result.effect.standardError, (9.0 + 9).squareRoot() / 2, within: 1e-13)
    #expect(result.timesUsed == [0, 0, 1, 1, 0])
    #expect([result.matched, result.exact, result.tied] == [2, 0, 0])
  }

  @Test func theEffectOnEveryoneByHand() throws {
    let result = try NearestNeighbourMatching(
      outcome: outcome, treated: treated, covariates: x, adjusts: false)
    // Effects 7, 13 of the treated; 10 − 3, 20 − 7, 20 − 8 of the controls.
    expectClose(result.effect.value, 52.0 / 5, within: 1e-13)
    #expect(result.timesUsed == [1, 2, 1, 1, 0])
    // Variances: the two treated, whose only neighbour is the other: ½·10² = 50 each; a control's two
    // neighbours are the others: ⅔(3 − 7.5)², ⅔(7 − 5.5)². K² + 2K − K′ is 2, 6, 2, 2, 0.
    // Squared deviations of the effects from 10.4.
    let spread: Double = 2 * 11.56 + 2 * 6.76 + 2.56
    let reuse: Double = 100 + 300 + 27 + 3
    expectClose(result.effect.standardError, (spread + reuse).squareRoot() / 5, within: 1e-12)
  }

  @Test func theBiasOfInexactMatchesIsRegressedOut() throws {
    // Controls on the line 2x, the treated three above it: matches are off by up to 1.
    let place = [0.0, 1, 2, 3, 4, 0.3, 1.4, 2.2, 3.3]
    let arm = place.indices.map { $0 >= 5 }
    let y = place.indices.map { 2 * place[$0] + (arm[$0] ? 3 : 0) }
    let result = try NearestNeighbourMatching(
      outcome: y, treated: arm, covariates: [place], target: .att)
    #expect(result.isAdjusted)
    expectClose(result.effect.value, 3, within: 1e-12)
    // Distances 0.3, 0.4, 0.2, 0.3 to the match below, at a slope of 2.
    expectClose(result.unadjusted.value, 3 + 2 * 0.3, within: 1e-12)
  }

  @Test func tiesAreAllUsed() throws {
    // A treated row between two controls, and one on top of two others.
    let result = try NearestNeighbourMatching(
      outcome: [10, 30, 1, 3, 4, 8], treated: [true, true, false, false, false, false],
      covariates: [[1, 9, 0, 2, 9, 9]], adjusts: false, target: .att)
    expectClose(result.effect.value, ((10 - 2) + (30 - 6)) / 2, within: 1e-13)
    #expect(result.timesUsed == [0, 0, 0.5, 0.5, 0.5, 0.5])
    #expect([result.tied, result.exact] == [2, 1])
  }

  @Test func mahalanobisDoesNotCareForTheAxes() throws {
    var stream = RandomStream(seed: 8, purpose: "matching")
    let (a, b) = ((0..<80).map { _ in stream.normal() }, (0..<80).map { _ in stream.normal() })
    let arm = a.map { _ in stream.bernoulli(0.5) }
    let y = a.indices.map { a[$0] + b[$0] * b[$0] + stream.normal() }
    let plain = try NearestNeighbourMatching(
      outcome: y, treated: arm, covariates: [a, b], distance: .mahalanobis, neighbours: 3)
    let turned = try NearestNeighbourMatching(
      outcome: y, treated: arm,
      covariates: [a.indices.map { 5 * a[$0] + b[$0] }, a.indices.map { a[$0] - 2 * b[$0] }],
      distance: .mahalanobis, neighbours: 3)
    expectClose(turned.effect.value, plain.effect.value, within: 1e-9)
    expectClose(turned.effect.standardError, plain.effect.standardError, within: 1e-9)
  }

  @Test func theTreeFindsWhatASearchOfAllFinds() throws {
    var stream = RandomStream(seed: 3, purpose: "matching")
    let count = 700
    let columns = (0..<3).map { _ in (0..<count).map { _ in (4 * stream.normal()).rounded() } }
    let arm = (0..<count).map { _ in stream.bernoulli(0.4) }
    let y = (0..<count).map { _ in stream.normal() }
    let result = try NearestNeighbourMatching(
      outcome: y, treated: arm, covariates: columns, neighbours: 2, adjusts: false, target: .att)
    let deviations = columns.map { Moments($0).variance }
    var differences: [Double] = []
    for row in 0..<count where arm[row] {
      var found: [(row: Int, distance: Double)] = []
      for other in 0..<count where !arm[other] {
        var sum = 0.0
        for column in columns.indices {
          let step = columns[column][row] - columns[column][other]
          sum += step * step / deviations[column]
        }
        found.append((other, sum))
      }
      found.sort { $0.distance < $1.distance }
      let matches = found.filter { $0.distance <= found[1].distance + 1e-9 }
      differences.append(y[row] - matches.reduce(0) { $0 + y[$1.row] } / Double(matches.count))
    }
    expectClose(
      result.effect.value, differences.reduce(0, +) / Double(differences.count), within: 1e-9)
  }

  @Test func whatCannotBeMatchedIsThrown() {
    #expect(throws: MatchingError.noVariation) {
      try NearestNeighbourMatching(
        outcome: outcome, treated: treated, covariates: [[1, 1, 1, 1, 1]])
    }
    #expect(throws: MatchingError.tooFewRows(treated: true, rows: 2, needed: 3)) {
      try NearestNeighbourMatching(
        outcome: outcome, treated: treated, covariates: x, neighbours: 3)
    }
    #expect(throws: MatchingError.tooFewRows(treated: false, rows: 0, needed: 2)) {
      try NearestNeighbourMatching(
        outcome: [1, 2], treated: [true, true], covariates: [[1, 2]], target: .atc)
    }
  }

  @Test func tooFewMatchesForARegressionAreNotAdjusted() throws {
    let result = try NearestNeighbourMatching(
      outcome: outcome, treated: treated, covariates: x, target: .att)
    #expect(!result.isAdjusted)
    #expect(result.effect == result.unadjusted)
  }
}
