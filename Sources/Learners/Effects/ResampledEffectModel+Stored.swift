import JSON

extension ResampledEffectModel {
  package static let storedName = "bootstrap"

  package var storedMembers: [JSONValue.Member] {
    [("base", base.stored), ("replicates", .array(replicates.map(\.stored)))]
  }

  package init(stored: JSONCursor, shape: EffectShape) throws(JSONShapeError) {
    let replicates = try stored.member("replicates")
    self.init(
      base: try StoredEffectModels.read(try stored.member("base"), shape: shape),
      replicates: try replicates.map { model throws(JSONShapeError) in
        try StoredEffectModels.read(model, shape: shape)
      })
    if self.replicates.count < 2 { throw replicates.error("expected two models or more") }
  }
}
