import JSON

extension LinearPredictor {
  package static let storedName = "linear"

  package var storedMembers: [JSONValue.Member] {
    [("coefficients", .exact(coefficients)), ("remark", .string(remark))]
  }

  package init(stored: JSONCursor, features: FeatureMatrix) throws(JSONShapeError) {
    let design = LinearDesign(features)
    self.init(
      design: design,
      coefficients: try stored.member("coefficients").numbers(count: design.columnCount),
      remark: try stored.member("remark").text())
  }
}

extension LogisticPredictor {
  package static let storedName = "logistic"

  package var storedMembers: [JSONValue.Member] {
    [("coefficients", .exact(coefficients))] + (remark.isEmpty ? [] : [("remark", .string(remark))])
  }

  package init(stored: JSONCursor, features: FeatureMatrix) throws(JSONShapeError) {
    let design = LinearDesign(features)
    self.init(
      design: design,
      coefficients: try stored.member("coefficients").numbers(count: design.columnCount),
      remark: try stored.optional("remark")?.text() ?? "")
  }
}
