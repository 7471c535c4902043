import Charts
import Numerics
import Testing

@Suite struct LinearTicksTests {
  /// Domains of many magnitudes and positions, the same in every run.
  static let domains: [Domain] = {
    var stream = RandomStream(seed: 3, purpose: "domains")
    var domains: [Domain] = []
    for power in stride(from: -12.0, through: 12, by: 1) {
      for _ in 0..<20 {
        var span = stream.uniform() + 0.01
        for _ in 0..<Int(abs(power)) { span = power < 0 ? span / 10 : span * 10 }
        let lower = (stream.uniform() - 0.5) * 20 * span
        domains.append(Domain(lower: lower, upper: lower + span))
      }
    }
    return domains
  }()

  @Test(arguments: [2, 3, 5, 7, 10])
  func ticksAreFewInsideAndEven(count: Int) {
    for domain in Self.domains {
      let step = LinearTicks.step(span: domain.span, count: count)
      let ticks = LinearTicks.values(in: domain, step: step)
      #expect(ticks.count <= count, "\(domain)")
      let tolerance = domain.span * 1e-8
      for tick in ticks {
        #expect(tick >= domain.lower - tolerance && tick <= domain.upper + tolerance)
      }
      for (a, b) in zip(ticks, ticks.dropFirst()) { #expect(abs(b - a - step) <= tolerance) }
    }
  }

  @Test(arguments: [3, 5, 7])
  func atLeastAThirdOfTheTicksIsUsed(count: Int) {
    for domain in Self.domains {
      let step = LinearTicks.step(span: domain.span, count: count)
      #expect(LinearTicks.values(in: domain, step: step).count >= count / 3, "\(domain)")
    }
  }

  @Test func stepsAreOneTwoTwoAndAHalfOrFive() {
    #expect(LinearTicks.step(span: 1, count: 6) == 0.2)
    #expect(LinearTicks.step(span: 1, count: 5) == 0.25)
    #expect(LinearTicks.step(span: 100, count: 3) == 50)
    #expect(LinearTicks.step(span: 9, count: 10) == 1)
  }

  @Test func countsHaveWholeSteps() {
    for span in [0.5, 1, 2.5, 3, 7, 12, 60, 100] {
      let step = LinearTicks.step(span: span, count: 6, minimum: 1)
      #expect(step == step.rounded() && step >= 1)
    }
  }

  @Test func decimalTicksAreExact() {
    let ticks = LinearTicks.values(in: Domain(lower: 0, upper: 1), step: 0.1)
    #expect(ticks == [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1])
  }

  @Test func niceDomainEndsAtATickOrCloseToTheValues() {
    for domain in Self.domains {
      let step = LinearTicks.step(span: domain.span, count: 6)
      let nice = LinearTicks.nice(domain, step: step)
      #expect(nice.lower <= domain.lower && nice.upper >= domain.upper)
      let blank = (domain.lower - nice.lower) + (nice.upper - domain.upper)
      #expect(blank <= 1.4 * step)
      let ticks = LinearTicks.values(in: nice, step: step)
      let first = (ticks.first ?? .nan) - nice.lower
      let last = nice.upper - (ticks.last ?? .nan)
      for gap in [first, last] { #expect(abs(gap) <= step * 1e-6 || gap <= step * 0.4) }
    }
  }

  @Test func valuesJustBelowZeroCostNoStep() {
    let nice = LinearTicks.nice(Domain(lower: -5, upper: 490), step: 200)
    #expect(nice.lower > -15 && nice.upper == 600)
    #expect(LinearTicks.nice(Domain(lower: 0, upper: 490), step: 200).lower == 0)
    #expect(LinearTicks.nice(Domain(lower: -70, upper: 490), step: 200).lower == -200)
  }
}
