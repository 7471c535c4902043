import JSON

extension UpliftParameters {
  /// The settings as an object of the keys that a notebook uses.
  var stored: JSONValue {
    .object([
      ("criterion", .string(criterion.rawValue)), ("trees", .integer(trees)),
      ("depth", .integer(depth)), ("min-leaf", .integer(minimumLeaf)),
      ("min-arm", .integer(minimumArm)), ("shrinkage", .exact(shrinkage)),
      ("normalized", .boolean(normalized)), ("honesty", .boolean(honesty)),
      ("sample", .exact(sample)),
      ("features-per-split", featuresPerSplit.map { .integer($0) } ?? .null),
    ])
  }

  init(stored: JSONCursor) throws(JSONShapeError) {
    let name = try stored.member("criterion")
    guard let criterion = UpliftCriterion(rawValue: try name.text()) else {
      throw name.error("there is no such criterion")
    }
    let trees = try stored.member("trees").integer()
    let depth = try stored.member("depth").integer()
    let minimumLeaf = try stored.member("min-leaf").integer()
    let minimumArm = try stored.member("min-arm").integer()
    let shrinkage = try stored.member("shrinkage").number()
    let normalized = try stored.member("normalized").flag()
    let honesty = try stored.member("honesty").flag()
    let sample = try stored.member("sample").number()
    let featuresPerSplit = try stored.optional("features-per-split")?.integer()
    self = try stored.checked { () throws(LearnerError) in
      try UpliftParameters(
        criterion: criterion, trees: trees, depth: depth, minimumLeaf: minimumLeaf,
        minimumArm: minimumArm, shrinkage: shrinkage, normalized: normalized, honesty: honesty,
        sample: sample, featuresPerSplit: featuresPerSplit)
    }
  }
}
