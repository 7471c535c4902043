import JSON

extension SeriesLearner {
  package static let storedName = "series"

  package var storedMembers: [JSONValue.Member] {
    switch basis {
    case .polynomial(let degree): [("polynomial", .integer(degree))]
    case .spline(let columns): [("spline", .integer(columns))]
    }
  }

  package init(stored: JSONCursor) throws(JSONShapeError) {
    let basis: EffectBasis =
      if let spline = stored.optional("spline") {
        .spline(degreesOfFreedom: try spline.integer())
      } else { .polynomial(degree: try stored.member("polynomial").integer()) }
    self = try stored.checked { () throws(LearnerError) in try SeriesLearner(basis) }
  }
}
