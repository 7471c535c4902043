/// One feature as it stands in the data, before any encoding.
package struct FeatureColumn: Sendable, Equatable {
  package enum Values: Sendable, Equatable {
    /// Numbers; NaN where the value is missing.
    case numeric([Double])
    /// `codes[i]` indexes `levels`; a negative code is a missing value.
    case categorical(codes: [Int32], levels: [String])
  }

  package var name: String
  package var values: Values

  package init(name: String, values: Values) {
    self.name = name
    self.values = values
  }

  package var isCategorical: Bool {
    if case .categorical = values { true } else { false }
  }

  package var count: Int {
    switch values {
    case .numeric(let numbers): numbers.count
    case .categorical(let codes, _): codes.count
    }
  }
}
