import JSON

extension CausalForestParameters {
  /// The settings as an object of the keys that a notebook uses.
  var stored: JSONValue {
    .object([
      ("trees", .integer(trees)), ("depth", depth.map { .integer($0) } ?? .null),
      ("min-leaf", minimumLeaf.map { .integer($0) } ?? .null), ("honesty", .boolean(honesty)),
      ("sample", .exact(sample)),
      ("features-per-split", featuresPerSplit.map { .integer($0) } ?? .null),
      ("balance", .exact(balance)), ("imbalance-penalty", .exact(imbalancePenalty)),
      ("inference", .boolean(inference)), ("calibrate", .boolean(isCalibrated)),
    ])
  }

  init(stored: JSONCursor) throws(JSONShapeError) {
    let trees = try stored.member("trees").integer()
    let depth = try stored.optional("depth")?.integer()
    let minimumLeaf = try stored.optional("min-leaf")?.integer()
    let honesty = try stored.member("honesty").flag()
    let sample = try stored.member("sample").number()
    let featuresPerSplit = try stored.optional("features-per-split")?.integer()
    let balance = try stored.member("balance").number()
    let imbalancePenalty = try stored.member("imbalance-penalty").number()
    let inference = try stored.member("inference").flag()
    let isCalibrated = try stored.member("calibrate").flag()
    self = try stored.checked { () throws(LearnerError) in
      try CausalForestParameters(
        trees: trees, depth: depth, minimumLeaf: minimumLeaf, honesty: honesty, sample: sample,
        featuresPerSplit: featuresPerSplit, balance: balance, imbalancePenalty: imbalancePenalty,
        inference: inference, isCalibrated: isCalibrated)
    }
  }
}
