/// Turns feature columns into matrices that all mean the same, whatever levels a frame happens to hold.
///
/// Fitted on the training columns: the levels of a categorical feature are those that occur
/// there, sorted by their text, so that neither the order of the rows nor that of the file's
/// levels changes a model. The first of them is the reference level of linear models.
package struct FeatureEncoder: Sendable {
  /// A categorical value that the training columns did not have; it is encoded as missing.
  package struct UnseenLevels: Sendable, Equatable {
    package var column: String
    package var levels: [String]
    package var rows: Int
  }

  package struct Encoded: Sendable {
    package var matrix: FeatureMatrix
    package var unseen: [UnseenLevels]
  }

  package let names: [String]
  /// The sorted levels of each categorical feature; nil for a numeric one.
  package let categories: [[String]?]

  /// The smallest and largest value of each numeric feature; nil for categories and empty columns.
  package let ranges: [ClosedRange<Double>?]

  /// An encoder whose columns are at hand.
  init(names: [String], categories: [[String]?], ranges: [ClosedRange<Double>?]) {
    self.names = names
    self.categories = categories
    self.ranges = ranges
  }

  package init(fitting columns: [FeatureColumn]) {
    names = columns.map(\.name)
    ranges = columns.map(Self.range)
    categories = columns.map { column in
      guard case .categorical(let codes, let levels) = column.values else { return nil }
      var occurs = [Bool](repeating: false, count: levels.count)
      for code in codes where code >= 0 { occurs[Int(code)] = true }
      return levels.indices.filter { occurs[$0] }.map { levels[$0] }.sorted()
    }
  }

  /// Columns by name, in the order of the training columns.
  ///
  /// - Parameter rowCount: how many rows there are, for an encoder without columns.
  /// - Throws: `LearnerError.missingColumn` or `.columnKind` where a column is absent, or was a
  ///   number at training and is a category now (or the reverse).
  package func encode(
    _ columns: [FeatureColumn], rowCount: Int? = nil
  ) throws(LearnerError) -> Encoded {
    let rowCount = columns.first?.count ?? rowCount ?? 0
    var values: [Double] = []
    values.reserveCapacity(rowCount * names.count)
    var unseen: [UnseenLevels] = []
    for (name, levels) in zip(names, categories) {
      guard let column = columns.first(where: { $0.name == name }) else {
        throw .missingColumn(name)
      }
      switch (column.values, levels) {
      case (.numeric(let numbers), nil): values += numbers
      case (.categorical(let codes, let own), let levels?):
        let position = positions(of: own, in: levels)
        var unknown: [Int: Int] = [:]
        for code in codes {
          let known = code < 0 ? .nan : position[Int(code)]
          values.append(known)
          if known.isNaN, code >= 0 { unknown[Int(code), default: 0] += 1 }
        }
        if !unknown.isEmpty {
          unseen.append(
            UnseenLevels(
              column: name, levels: unknown.keys.map { own[$0] }.sorted(),
              rows: unknown.values.reduce(0, +)))
        }
      default: throw .columnKind(name, expectedCategory: levels != nil)
      }
    }
    let matrix = FeatureMatrix(
      names: names, categories: categories, rowCount: rowCount, values: values)
    return Encoded(matrix: matrix, unseen: unseen)
  }

  private static func range(_ column: FeatureColumn) -> ClosedRange<Double>? {
    guard case .numeric(let numbers) = column.values else { return nil }
    var (low, high) = (Double.infinity, -Double.infinity)
    for number in numbers where number.isFinite {
      low = min(low, number)
      high = max(high, number)
    }
    return low <= high ? low...high : nil
  }

  /// The rows of a matrix whose numeric features leave the ranges of the training columns.
  ///
  /// - Returns: how many rows leave any range, and for each feature that some leave how many.
  package func outside(_ matrix: FeatureMatrix) -> (rows: Int, features: [(String, Int)]) {
    var isOutside = [Bool](repeating: false, count: matrix.rowCount)
    var features: [(String, Int)] = []
    for (index, range) in ranges.enumerated() {
      guard let range else { continue }
      var count = 0
      for (row, value) in matrix.column(index).enumerated()
      where value < range.lowerBound || value > range.upperBound {
        isOutside[row] = true
        count += 1
      }
      if count > 0 { features.append((names[index], count)) }
    }
    return (isOutside.count { $0 }, features)
  }

  /// Where each of a frame's own levels stands among the training levels; NaN for unseen ones.
  private func positions(of own: [String], in levels: [String]) -> [Double] {
    let index = Dictionary(uniqueKeysWithValues: levels.enumerated().map { ($1, Double($0)) })
    return own.map { index[$0] ?? .nan }
  }
}
