import Testing

/// Whether intervals at 95% hold the truth 95 times of 100.
struct IntervalCoverageTests {
  /// A thousand draws have a standard error of 0.7 points: between 93% and 97% is what they should
  /// give.
  @Test(arguments: CoverageCase.all)
  func `an interval covers the truth as often as it says`(_ example: CoverageCase) throws {
    let covered = try example.covered(of: 1000)
    #expect((930...970).contains(covered), "\(example.name): \(covered) of 1,000")
  }
}
