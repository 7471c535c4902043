import JSON
import Numerics

extension LinearEffect {
  static let storedName = "linear-effect"

  var storedMembers: [JSONValue.Member] {
    [
      ("basis", basis?.stored ?? .null), ("coefficients", .exact(coefficients)),
      ("covariance", .exact(covariance.storage)),
    ]
  }

  init(stored: JSONCursor, features: FeatureMatrix) throws(JSONShapeError) {
    var basis: FittedBasis?
    if let stored = stored.optional("basis") {
      basis = try FittedBasis(stored: stored, features: features)
    }
    let design = LinearDesign(basis?.expand(features) ?? features)
    let size = design.columnCount
    self.init(
      design: design, coefficients: try stored.member("coefficients").numbers(count: size),
      covariance: Matrix(
        rows: size, columns: size,
        storage: try stored.member("covariance").numbers(count: size * size)),
      basis: basis)
  }
}

extension FittedBasis {
  /// Every column of the expanded features, with its name.
  var stored: JSONValue {
    .array(
      zip(terms, names).map { term, name in
        var members: [JSONValue.Member] = [("name", .string(name))]
        switch term {
        case .feature(let column): members.append(("feature", .integer(column)))
        case .product(let factors):
          members.append(
            ("product", .array(factors.map { .integers([$0.column, $0.exponent]) })))
        case .spline(let column, let knots, let index):
          members += [
            ("spline", .integer(column)), ("index", .integer(index)), ("low", .exact(knots.low)),
            ("range", .exact(knots.range)), ("knots", .exact(knots.knots)),
          ]
        }
        return .object(members)
      })
  }

  init(stored: JSONCursor, features: FeatureMatrix) throws(JSONShapeError) {
    guard features.columnCount > 0 else { throw stored.error("there is no feature to expand") }
    let last = features.columnCount - 1
    let entries = try stored.elements()
    guard entries.count <= Self.widest else {
      throw stored.error("expected at most \(Self.widest) terms, found \(entries.count)")
    }
    var terms: [Term] = []
    var names: [String] = []
    for entry in entries {
      names.append(try entry.member("name").text())
      if let feature = entry.optional("feature") {
        terms.append(.feature(try feature.integer(in: 0...last)))
      } else if let product = entry.optional("product") {
        terms.append(
          .product(
            try product.map { factor throws(JSONShapeError) in
              let pair = try factor.elements(count: 2)
              return (
                column: try pair[0].integer(in: 0...last), exponent: try pair[1].integer(in: 1...5)
              )
            }))
      } else {
        let knots = try SplineKnots(stored: entry)
        terms.append(
          .spline(
            column: try entry.member("spline").integer(in: 0...last), knots: knots,
            index: try entry.member("index").integer(in: 1...max(1, knots.columnCount - 1))))
      }
    }
    self.init(terms: terms, names: names)
  }
}

extension SplineKnots {
  init(stored: JSONCursor) throws(JSONShapeError) {
    let list = try stored.member("knots")
    let knots = try list.numbers()
    guard knots.count >= 3, zip(knots, knots.dropFirst()).allSatisfy({ $0 < $1 }) else {
      throw list.error("expected three or more ascending numbers")
    }
    self.init(
      low: try stored.member("low").number(), range: try stored.member("range").number(),
      knots: knots)
  }
}
