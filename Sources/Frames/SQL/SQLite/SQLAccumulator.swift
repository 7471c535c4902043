/// The aggregates that SQLite lacks.
enum SQLAggregateKind: Int, CaseIterable {
  case median = 1
  case quantile, variance, stddev, corr, mode

  var name: String {
    switch self {
    case .median: "median"
    case .quantile: "quantile"
    case .variance: "variance"
    case .stddev: "stddev"
    case .corr: "corr"
    case .mode: "mode"
    }
  }

  var argumentCount: Int32 { self == .quantile || self == .corr ? 2 : 1 }
}

/// What an aggregate has gathered over one group of rows.
///
/// Rows with a missing value are passed over.
final class SQLAccumulator {
  private let kind: SQLAggregateKind
  private var values: [Double] = []
  private var share: Double?
  // Running means and sums of squared deviations (Welford 1962).
  private var count = 0.0
  private var mean = (x: 0.0, y: 0.0)
  private var squares = (x: 0.0, y: 0.0, xy: 0.0)
  /// Frequencies for the mode, values in order of first appearance.
  private var frequencies: [Value: Int] = [:]
  private var order: [Value] = []

  init(_ kind: SQLAggregateKind) { self.kind = kind }

  func add(_ arguments: UnsafeMutablePointer<OpaquePointer?>?) {
    guard let arguments = unsafe arguments else { return }
    if kind == .mode {
      if let value = unsafe arguments[0] { count(unsafe SQLValueReader.value(value)) }
      return
    }
    guard let x = unsafe SQLValueReader.number(arguments[0]) else { return }
    switch kind {
    case .median: values.append(x)
    case .quantile:
      values.append(x)
      unsafe share = SQLValueReader.number(arguments[1])
    case .variance, .stddev: add(x, 0)
    case .corr:
      guard let y = unsafe SQLValueReader.number(arguments[1]) else { return }
      add(x, y)
    case .mode: break
    }
  }

  private func count(_ value: Value) {
    if value == .missing { return }
    if frequencies[value] == nil { order.append(value) }
    frequencies[value, default: 0] += 1
  }

  private func add(_ x: Double, _ y: Double) {
    count += 1
    let dx = x - mean.x
    let dy = y - mean.y
    mean.x += dx / count
    mean.y += dy / count
    squares.x += dx * (x - mean.x)
    squares.y += dy * (y - mean.y)
    squares.xy += dx * (y - mean.y)
  }

  var result: Value {
    switch kind {
    case .median: return quantile(0.5)
    case .quantile: return share.map { quantile($0) } ?? .missing
    case .variance: return count > 1 ? .number(squares.x / (count - 1)) : .missing
    case .stddev: return count > 1 ? .number((squares.x / (count - 1)).squareRoot()) : .missing
    case .corr:
      let scale = (squares.x * squares.y).squareRoot()
      return scale > 0 ? .number(squares.xy / scale) : .missing
    case .mode:
      // The first of the most frequent, in order of appearance.
      var best = (value: Value.missing, count: 0)
      for value in order {
        let count = frequencies[value] ?? 0
        if count > best.count { best = (value, count) }
      }
      return best.value
    }
  }

  private func quantile(_ share: Double) -> Value {
    guard !values.isEmpty, share >= 0, share <= 1 else { return .missing }
    return .number(Quantiles.type7(values.sorted(), share))
  }
}
