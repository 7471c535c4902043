import JSON

extension TargetScale {
  /// What predictions need of the scale.
  var stored: JSONValue {
    .object([
      ("role", .string(role.rawValue)), ("center", .exact(center)), ("spread", .exact(spread)),
    ])
  }

  init(stored: JSONCursor) throws(JSONShapeError) {
    let name = try stored.member("role")
    guard let role = LearnerRole(rawValue: try name.text()) else {
      throw name.error("expected regression or probability")
    }
    self.init(
      role: role, center: try stored.member("center").number(),
      spread: try stored.member("spread").number())
  }
}
