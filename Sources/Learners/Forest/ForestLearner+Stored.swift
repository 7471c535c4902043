import JSON

extension ForestLearner {
  package static let storedName = "forest"

  package var storedMembers: [JSONValue.Member] {
    let p = parameters
    return [
      ("trees", .integer(p.trees)), ("depth", p.depth.map { .integer($0) } ?? .null),
      ("min-leaf", p.minimumLeaf.map { .integer($0) } ?? .null), ("sample", .exact(p.sample)),
      ("features-per-split", p.featuresPerSplit.map { .integer($0) } ?? .null),
    ]
  }

  package init(stored: JSONCursor) throws(JSONShapeError) {
    let trees = try stored.member("trees").integer()
    let depth = try stored.optional("depth")?.integer()
    let minimumLeaf = try stored.optional("min-leaf")?.integer()
    let sample = try stored.member("sample").number()
    let featuresPerSplit = try stored.optional("features-per-split")?.integer()
    self.init(
      try stored.checked { () throws(LearnerError) in
        try ForestParameters(
          trees: trees, depth: depth, minimumLeaf: minimumLeaf, sample: sample,
          featuresPerSplit: featuresPerSplit)
      })
  }
}
