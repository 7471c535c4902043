import Numerics

/// Columns that a simulator made, the hidden truth among them.
package struct SimulatedTable: Sendable {
  package enum Values: Sendable {
    case integers([Int])
    /// NaN where missing.
    case numbers([Double])
    case labels(codes: [Int], levels: [String])
    case texts([String])
  }

  package struct Column: Sendable {
    package let name: String
    package let values: Values
  }

  package private(set) var columns: [Column] = []
  package let rowCount: Int

  init(rowCount: Int) { self.rowCount = rowCount }

  mutating func add(_ name: String, _ values: [Int]) {
    columns.append(Column(name: name, values: .integers(values)))
  }

  mutating func add(_ name: String, _ values: [Double]) {
    columns.append(Column(name: name, values: .numbers(values)))
  }

  mutating func add(_ name: String, _ codes: [Int], levels: [String]) {
    columns.append(Column(name: name, values: .labels(codes: codes, levels: levels)))
  }

  mutating func add(_ name: String, _ texts: [String]) {
    columns.append(Column(name: name, values: .texts(texts)))
  }

  /// A column's numbers, labels as their codes; empty where there is none of that name.
  package func numbers(_ name: String) -> [Double] {
    guard let column = columns.first(where: { $0.name == name }) else { return [] }
    switch column.values {
    case .integers(let values): return values.map { Double($0) }
    case .numbers(let values): return values
    case .labels(let codes, _): return codes.map { Double($0) }
    case .texts: return []
    }
  }
}

/// Helpers that the simulators share.
enum Simulation {
  /// One value for each row, made in parallel; row `i` draws from `stream.substream(i)`, so that it
  /// is the same whatever the number of rows or threads.
  static func rows<Row: Sendable>(
    _ count: Int, _ stream: RandomStream, _ row: @Sendable (inout RandomStream) -> Row
  ) -> [Row] {
    Parallel.map(count: count, chunk: 2048) { index in
      var stream = stream.substream(index)
      return row(&stream)
    }
  }

  /// An index drawn with the given shares, which need not sum to exactly 1.
  static func index(_ shares: [Double], _ stream: inout RandomStream) -> Int {
    let target = stream.uniform() * shares.reduce(0, +)
    var sum = 0.0
    for (index, share) in shares.enumerated() {
      sum += share
      if target < sum { return index }
    }
    return shares.count - 1
  }

  /// `value` rounded to so many decimals.
  static func rounded(_ value: Double, digits: Int) -> Double {
    var scale = 1.0
    for _ in 0..<digits { scale *= 10 }
    return (value * scale).rounded() / scale
  }
}
