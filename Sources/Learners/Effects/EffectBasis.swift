import Numerics

/// Terms that a linear effect is made of beside the features themselves.
package enum EffectBasis: Sendable, Equatable {
  /// Powers and products of numeric features up to a total degree.
  case polynomial(degree: Int)
  /// A natural cubic spline of each numeric feature, with this many columns in place of it.
  case spline(degreesOfFreedom: Int)
}

/// A linear last stage on a basis of the features.
///
/// Not a learner of outcomes: as a base learner it is least squares on the expanded features.
package struct SeriesLearner: BaseLearner {
  package let basis: EffectBasis

  /// - Throws: `invalidParameter` for a degree outside 1…5, or a spline outside 2…20 columns.
  package init(_ basis: EffectBasis) throws(LearnerError) {
    switch basis {
    case .polynomial(let degree) where !(1...5).contains(degree):
      throw .invalidParameter(name: "polynomial", allowed: "a degree from 1 to 5")
    case .spline(let columns) where !(2...20).contains(columns):
      throw .invalidParameter(name: "df", allowed: "from 2 to 20")
    default: self.basis = basis
    }
  }

  package var name: String {
    switch basis {
    case .polynomial(let degree): "polynomial of degree \(degree)"
    case .spline(let columns): "spline with \(columns) columns"
    }
  }

  package var identity: String { name }
  package var acceptsMissing: Bool { false }

  package func fit(_ task: LearningTask) throws(LearnerError) -> any Predictor {
    try LinearEffect(task, learner: name, basis: basis)
  }
}

/// A basis with what it learned from the rows of a fit: which powers make sense, and knots.
struct FittedBasis: Sendable {
  /// A column of the expanded features.
  enum Term: Sendable {
    case feature(Int)
    /// Powers of columns: (column, exponent).
    case product([(column: Int, exponent: Int)])
    /// A column of a natural spline: its feature, its knots on the unit interval, its position.
    case spline(column: Int, knots: SplineKnots, index: Int)
  }

  let terms: [Term]
  let names: [String]

  /// No more columns than this are made.
  static let widest = 500

  /// - Throws: `unsupported` where the expansion would be absurdly wide.
  init(_ basis: EffectBasis, _ features: FeatureMatrix) throws(LearnerError) {
    var terms: [Term] = (0..<features.columnCount).map { .feature($0) }
    var names = features.names
    // Squares of a column with two values are the column again.
    let numeric = (0..<features.columnCount).filter {
      features.categories[$0] == nil && !features.column($0).isTwoValued
    }
    switch basis {
    case .polynomial(let degree):
      let others = (0..<features.columnCount).filter { features.categories[$0] == nil }
      for product in Self.products(of: others, powersOf: numeric, degree: degree) {
        terms.append(.product(product))
        names.append(Self.name(product, features.names))
        if terms.count > Self.widest { break }
      }
    case .spline(let columns):
      for column in numeric {
        let knots = SplineKnots(features.column(column), columns: columns)
        for index in 1..<max(1, knots.columnCount) {
          terms.append(.spline(column: column, knots: knots, index: index))
          names.append("\(features.names[column]) spline \(index + 1)")
        }
      }
    }
    guard terms.count <= Self.widest else {
      throw .unsupported(
        "the final stage would have more than \(Self.widest) terms: name fewer features, or lower the degree"
      )
    }
    self.terms = terms
    self.names = names
  }

  /// Terms at hand, a name for each.
  init(terms: [Term], names: [String]) {
    self.terms = terms
    self.names = names
  }

  /// The expanded features, all but the given ones numeric.
  func expand(_ features: FeatureMatrix) -> FeatureMatrix {
    let count = features.rowCount
    var values: [Double] = []
    values.reserveCapacity(terms.count * count)
    var categories: [[String]?] = []
    for term in terms {
      switch term {
      case .feature(let column):
        values += features.column(column)
        categories.append(features.categories[column])
      case .product(let factors):
        var product = [Double](repeating: 1, count: count)
        for factor in factors {
          let base = features.column(factor.column)
          for (row, value) in base.enumerated() {
            for _ in 0..<factor.exponent { product[row] *= value }
          }
        }
        values += product
        categories.append(nil)
      case .spline(let column, let knots, let index):
        values += features.column(column).map { knots.value($0, column: index) }
        categories.append(nil)
      }
    }
    return FeatureMatrix(names: names, categories: categories, rowCount: count, values: values)
  }

  /// All products of total degree 2…degree; a column with two values has no higher power.
  private static func products(
    of columns: [Int], powersOf numeric: [Int], degree: Int
  ) -> [[(column: Int, exponent: Int)]] {
    var found: [[(column: Int, exponent: Int)]] = []
    func extend(_ product: [(column: Int, exponent: Int)], from start: Int, left: Int) {
      if found.count > widest { return }
      for position in start..<columns.count {
        let column = columns[position]
        let highest = numeric.contains(column) ? left : min(1, left)
        for exponent in stride(from: 1, through: highest, by: 1) {
          let next = product + [(column, exponent)]
          found.append(next)
          extend(next, from: position + 1, left: left - exponent)
        }
      }
    }
    extend([], from: 0, left: degree)
    func total(_ product: [(column: Int, exponent: Int)]) -> Int {
      product.reduce(0) { $0 + $1.exponent }
    }
    return (2...max(2, degree)).flatMap { wanted in found.filter { total($0) == wanted } }
  }

  private static func name(
    _ product: [(column: Int, exponent: Int)], _ names: [String]
  ) -> String {
    product.map { $0.exponent == 1 ? names[$0.column] : "\(names[$0.column])^\($0.exponent)" }
      .joined(separator: "*")
  }
}

/// The knots of a natural cubic spline: cubic between them, a straight line beyond the last.
///
/// The truncated power form of Hastie, Tibshirani and Friedman (2009), 5.2.1, on the range of the
/// values scaled to 0…1; its first column is the feature itself.
struct SplineKnots: Sendable {
  let low: Double
  let range: Double
  /// On 0…1, ascending, the ends among them.
  let knots: [Double]

  /// Knots at the ends and at equal shares of the values between.
  init(_ values: ArraySlice<Double>, columns: Int) {
    let sorted = values.filter { !$0.isNaN }.sorted()
    let low = sorted.first ?? 0
    let range = (sorted.last ?? 1) - low
    self.low = low
    self.range = range > 0 ? range : 1
    var knots: [Double] = []
    for index in 0...columns {
      let value = Quantile.ofSorted(sorted, at: Double(index) / Double(columns))
      let knot = (value - low) / (range > 0 ? range : 1)
      if knots.last.map({ knot > $0 }) ?? true { knots.append(knot) }
    }
    self.knots = knots
  }

  /// Knots at hand, ascending on 0…1.
  init(low: Double, range: Double, knots: [Double]) {
    self.low = low
    self.range = range
    self.knots = knots
  }

  /// Columns without the intercept: fewer than asked for where values repeat.
  var columnCount: Int { max(1, knots.count - 1) }

  /// Column 0 is the feature; the others are the curved parts.
  func value(_ x: Double, column: Int) -> Double {
    if column == 0 { return x }
    let u = (x - low) / range
    return curve(u, column - 1) - curve(u, knots.count - 2)
  }

  private func curve(_ u: Double, _ index: Int) -> Double {
    let last = knots[knots.count - 1]
    return (cube(u - knots[index]) - cube(u - last)) / (last - knots[index])
  }

  private func cube(_ value: Double) -> Double { value > 0 ? value * value * value : 0 * value }
}

extension ArraySlice<Double> {
  /// Whether at most two values occur, missing ones aside.
  fileprivate var isTwoValued: Bool {
    var seen: [Double] = []
    for value in self where !value.isNaN && !seen.contains(value) {
      seen.append(value)
      if seen.count > 2 { return false }
    }
    return true
  }
}
