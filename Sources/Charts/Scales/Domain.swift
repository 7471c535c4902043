import Glibc

/// The values that an axis must show: the least and the greatest seen so far.
struct Extent: Equatable {
  private(set) var lower = Double.infinity
  private(set) var upper = -Double.infinity
  /// Whether only values above zero count, as on a logarithmic axis.
  let positive: Bool

  /// Magnitudes beyond this are gaps: sums and differences of values must stay finite.
  static let limit = 1e300

  init(positive: Bool = false) { self.positive = positive }

  var isEmpty: Bool { lower > upper }

  /// Whether a value can be drawn on this axis at all.
  func admits(_ value: Double) -> Bool {
    value.isFinite && abs(value) <= Self.limit && (!positive || value > 0)
  }

  mutating func include(_ value: Double) {
    guard admits(value) else { return }
    lower = min(lower, value)
    upper = max(upper, value)
  }

  mutating func include(_ values: [Double]) {
    for value in values { include(value) }
  }

  mutating func include(_ other: Extent) {
    guard !other.isEmpty else { return }
    include(other.lower)
    include(other.upper)
  }
}

/// The interval of values that an axis shows; never empty, its span never zero.
package struct Domain: Equatable {
  package let lower: Double
  package let upper: Double

  package var span: Double { upper - lower }

  package init(lower: Double, upper: Double) {
    self.lower = lower
    self.upper = upper
  }

  /// The domain of an extent: widened about a constant, 0 to 1 when there is nothing.
  init(_ extent: Extent) {
    if extent.isEmpty {
      self.init(lower: extent.positive ? 1 : 0, upper: extent.positive ? 10 : 1)
      return
    }
    let magnitude = max(abs(extent.lower), abs(extent.upper))
    if extent.upper - extent.lower > max(magnitude * 1e-10, 1e-290) {
      self.init(lower: extent.lower, upper: extent.upper)
    } else if magnitude < 1e-280 {
      self.init(lower: extent.positive ? extent.lower : 0, upper: 1)
    } else {
      let padding = magnitude * 0.1
      self.init(lower: extent.lower - padding, upper: extent.upper + padding)
    }
  }
}
