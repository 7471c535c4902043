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
    for (term, coefficient) in zip(terms, coefficients) {
      switch term {
      case .intercept: for row in sums.indices { sums[row] += coefficient }
      case .number(let column):
        let values = features.column(column)
        var position = values.startIndex
        for row in sums.indices {
          sums[row] += coefficient * values[position]
          position += 1
        }
      case .indicator(let column, let level):
        let codes = features.column(column)
        let wanted = Double(level)
        var position = codes.startIndex
        for row in sums.indices {
          let code = codes[position]
          if code == wanted { sums[row] += coefficient } else if code.isNaN { sums[row] = .nan }
          position += 1
        }
      }
    }
    return sums
  }
}
