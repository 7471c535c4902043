import Charts
import Glibc
import Numerics

/// A named chart of the gallery; each is a golden file.
struct Sample: Sendable, CustomStringConvertible {
  let name: String
  let caption: String
  let chart: Chart

  init(_ name: String, _ caption: String, _ chart: Chart) {
    self.name = name
    self.caption = caption
    self.chart = chart
  }

  var description: String { name }

  static let all: [Sample] = curves + distributions + comparisons + grids + diagrams
}

/// Evenly spaced values from `start` to `end`.
func sequence(_ start: Double, _ end: Double, _ count: Int) -> [Double] {
  (0..<count).map { start + (end - start) * Double($0) / Double(count - 1) }
}

/// Draws of a normal distribution that are the same in every run.
func normals(_ count: Int, _ purpose: String) -> [Double] {
  var stream = RandomStream(seed: 1, purpose: purpose)
  return (0..<count).map { _ in stream.normal() }
}
