/// The regressors that a linear model makes of features: an intercept, numbers as they are, and
/// an indicator for each level of a category but the first.
///
/// The layout depends on the columns alone and not on the rows, so that the models of all folds
/// and arms have the same coefficients.
package struct LinearDesign: Sendable, Equatable {
  package enum Term: Sendable, Equatable {
    case intercept
    case number(column: Int)
    case indicator(column: Int, level: Int)
  }

  package let terms: [Term]
  /// `intercept`, `age`, `channel[Web]`.
  package let names: [String]
  /// The level that each category's indicators are compared with.
  package let references: [(column: String, level: String)]

  package init(_ features: FeatureMatrix) {
    var terms: [Term] = [.intercept]
    var names = ["intercept"]
    var references: [(column: String, level: String)] = []
    for (column, name) in features.names.enumerated() {
      guard let levels = features.categories[column] else {
        terms.append(.number(column: column))
        names.append(name)
        continue
      }
      if let first = levels.first { references.append((name, first)) }
      for level in levels.indices.dropFirst() {
        terms.append(.indicator(column: column, level: level))
        names.append("\(name)[\(levels[level])]")
      }
    }
    self.terms = terms
    self.names = names
    self.references = references
  }

  package static func == (left: LinearDesign, right: LinearDesign) -> Bool {
    left.terms == right.terms && left.names == right.names
  }

  package var columnCount: Int { terms.count }

  /// The regressors of these rows, column-major, intercept first.
  package func expand(_ features: FeatureMatrix) -> [Double] {
    let count = features.rowCount
    var expanded: [Double] = []
    expanded.reserveCapacity(count * terms.count)
    for term in terms {
      switch term {
      case .intercept: expanded.append(contentsOf: repeatElement(1, count: count))
      case .number(let column): expanded.append(contentsOf: features.column(column))
      case .indicator(let column, let level):
        let wanted = Double(level)
        for code in features.column(column) {
          expanded.append(code.isNaN ? .nan : code == wanted ? 1 : 0)
        }
      }
    }
    return expanded
  }

  /// The linear predictor Σ_j coefficient_j · term_j of each row.
  package func predict(_ features: FeatureMatrix, coefficients: [Double]) -> [Double] {
    var sums = [Double](repeating: 0, count: features.rowCount)
    var next = 0
    while next < terms.count {
      switch terms[next] {
      case .intercept:
        for row in sums.indices { sums[row] += coefficients[next] }
        next += 1
      case .number(let column):
        let values = features.column(column)
        for (row, value) in values.enumerated() { sums[row] += coefficients[next] * value }
        next += 1
      case .indicator(let column, _):
        let ofLevels = Self.coefficientsOfLevels(column, terms[next...], coefficients)
        for (row, code) in features.column(column).enumerated() {
          if code.isNaN {
            sums[row] = .nan
          } else if code < Double(ofLevels.count) {
            sums[row] += ofLevels[Int(code)]
          }
        }
        next += ofLevels.count - 1
      }
    }
    return sums
  }

  /// The coefficient of each level of a category, whose terms come first; 0 for the reference.
  private static func coefficientsOfLevels(
    _ column: Int, _ terms: ArraySlice<Term>, _ coefficients: [Double]
  ) -> [Double] {
    var ofLevels = [0.0]
    for (position, term) in zip(terms.indices, terms) {
      guard case .indicator(column, _) = term else { break }
      ofLevels.append(coefficients[position])
    }
    return ofLevels
  }
}
