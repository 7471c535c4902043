import JSON

extension ForestPredictor {
  static let storedName = "random-forest"

  /// A prediction needs the leaves' means alone.
  private static let lanes = 1..<2

  var storedMembers: [JSONValue.Member] {
    [("remark", .string(remark)), ("scale", scale.stored), ("bins", layout.stored)]
      + trees.storedMembers(lanes: Self.lanes)
  }

  init(stored: JSONCursor, features: FeatureMatrix) throws(JSONShapeError) {
    let layout = try BinLayout(stored: try stored.member("bins"), features: features)
    self.init(
      layout: layout,
      trees: try ForestTrees(stored: stored, layout: layout, lanes: Self.lanes),
      scale: try TargetScale(stored: try stored.member("scale")),
      remark: try stored.member("remark").text())
  }
}
