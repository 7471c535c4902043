import JSON

extension BoostingLearner {
  package static let storedName = "boosting"

  package var storedMembers: [JSONValue.Member] {
    let p = parameters
    return [
      ("trees", p.trees.map { .integer($0) } ?? .null), ("depth", .integer(p.depth)),
      ("rate", .exact(p.rate)), ("min-child-weight", .exact(p.minChildWeight)),
      ("subsample", .exact(p.subsample)), ("columns", .exact(p.columns)),
      ("lambda", .exact(p.lambda)), ("min-gain", .exact(p.minGain)), ("bins", .integer(p.bins)),
      ("engine", .string(p.engine.rawValue)),
    ] + (p.monotone.isEmpty ? [] : [("monotone", .object(Self.stored(p.monotoneColumns)))])
  }

  private static func stored(
    _ columns: [(name: String, way: Monotonicity)]
  ) -> [JSONValue.Member] {
    columns.map { ($0.name, .string($0.way.rawValue)) }
  }

  private static func monotone(
    _ stored: JSONCursor?
  ) throws(JSONShapeError) -> [String: Monotonicity] {
    guard let stored else { return [:] }
    guard case .object(let members) = stored.value else { throw stored.error("expected an object") }
    var columns: [String: Monotonicity] = [:]
    for (name, _) in members {
      let way = try stored.member(name)
      guard let known = Monotonicity(rawValue: try way.text()) else {
        throw way.error("expected increasing or decreasing")
      }
      columns[name] = known
    }
    return columns
  }

  package init(stored: JSONCursor) throws(JSONShapeError) {
    let trees = try stored.optional("trees")?.integer()
    let (depth, bins) = (try stored.member("depth").integer(), try stored.member("bins").integer())
    let rate = try stored.member("rate").number()
    let minChildWeight = try stored.member("min-child-weight").number()
    let subsample = try stored.member("subsample").number()
    let columns = try stored.member("columns").number()
    let lambda = try stored.member("lambda").number()
    let minGain = try stored.member("min-gain").number()
    let name = try stored.member("engine")
    guard let engine = BoostingEngine(rawValue: try name.text()) else {
      throw name.error("expected casebook or xgboost")
    }
    let monotone = try Self.monotone(stored.optional("monotone"))
    self.init(
      try stored.checked { () throws(LearnerError) in
        try BoostingParameters(
          trees: trees, depth: depth, rate: rate, minChildWeight: minChildWeight,
          subsample: subsample, columns: columns, lambda: lambda, minGain: minGain, bins: bins,
          engine: engine, monotone: monotone)
      })
  }
}
