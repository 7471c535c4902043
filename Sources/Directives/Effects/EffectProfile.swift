import Execution
import Frames
import Learners
import Numerics

/// Predicted effects along one feature, every other feature held at one value.
struct EffectProfile: Sendable {
  /// One arm's line.
  struct Line: Sendable {
    var arm: String
    var effects: [Double]
    /// Empty where the model has no standard errors.
    var standardErrors: [Double]
  }
  /// Values of the feature; positions of its levels where it is a category.
  var grid: [Double]
  /// The levels of a categorical feature; nil for a number.
  var levels: [String]?
  var lines: [Line]
  /// What the other features are held at, such as `age 41`.
  var held: [String]
}

/// Why a profile cannot be drawn.
enum EffectProfileError: Error, Sendable {
  case notAFeature(String, features: [String])
  case unknownLevel(String, feature: String, levels: [String])
  case notANumber(String, feature: String)
  case constant(String)
  case learner(LearnerError)
}

/// Builds profiles from a model and the rows that say what is typical.
struct EffectProfiler {
  let model: FittedEffect
  /// The encoded rows of the frame.
  let rows: EffectRows

  init(model: FittedEffect, frame: Frame) throws(EffectProfileError) {
    self.model = model
    do throws(LearnerError) { rows = try model.rows(of: frame).rows } catch {
      throw .learner(error)
    }
  }

  /// The effect of each arm along a feature; `held` overrides the typical values of others.
  func profile(
    along name: String, range: (from: Double, to: Double)?, count: Int, held: [String: String]
  ) throws(EffectProfileError) -> EffectProfile {
    guard let column = rows.features.names.firstIndex(of: name) else {
      throw .notAFeature(name, features: model.features)
    }
    let grid = try self.grid(column, name, range: range, count: count)
    var words: [String] = []
    let features = try repeated(
      rows.features, varying: (column, grid), held: held, &words)
    var controls: FeatureMatrix?
    if let given = rows.controls {
      controls = try repeated(given, varying: nil, rowCount: grid.count, held: held, &words)
    }
    let typical = EffectRows(
      features: features, controls: controls,
      propensities: rows.propensities.map { columns in
        columns.map {
          [Double](repeating: Quantile.median($0.filter(\.isFinite)), count: grid.count)
        }
      })
    var lines: [EffectProfile.Line] = []
    do throws(LearnerError) {
      for (index, arm) in model.arms.enumerated() {
        lines.append(
          EffectProfile.Line(
            arm: arm, effects: try model.fitted.model.effects(typical, arm: index + 1),
            standardErrors: try model.fitted.model.standardErrors(typical, arm: index + 1) ?? []))
      }
    } catch { throw .learner(error) }
    return EffectProfile(
      grid: grid, levels: rows.features.categories[column], lines: lines, held: words)
  }

  private func grid(
    _ column: Int, _ name: String, range: (from: Double, to: Double)?, count: Int
  ) throws(EffectProfileError) -> [Double] {
    if let levels = rows.features.categories[column] { return levels.indices.map(Double.init) }
    let values = rows.features.column(column).filter { !$0.isNaN }
    let low = range?.from ?? values.min() ?? 0
    let high = range?.to ?? values.max() ?? 0
    guard low < high, count > 1 else { throw .constant(name) }
    return (0..<count).map { low + (high - low) * Double($0) / Double(count - 1) }
  }

  /// The typical row as many times as the grid has points, with the varying column in its place.
  private func repeated(
    _ features: FeatureMatrix, varying: (column: Int, grid: [Double])?, rowCount: Int? = nil,
    held: [String: String], _ words: inout [String]
  ) throws(EffectProfileError) -> FeatureMatrix {
    let count = varying?.grid.count ?? rowCount ?? 0
    var values: [Double] = []
    for (column, name) in features.names.enumerated() {
      if let varying, varying.column == column {
        values += varying.grid
        continue
      }
      let levels = features.categories[column]
      let value =
        try held[name].map { text throws(EffectProfileError) in
          try Self.code(text, name, levels)
        } ?? Self.typical(features.column(column), isCategory: levels != nil)
      values += [Double](repeating: value, count: count)
      words.append("\(name) \(Self.text(value, levels))")
    }
    return FeatureMatrix(
      names: features.names, categories: features.categories, rowCount: count, values: values)
  }

  private static func code(
    _ text: String, _ name: String, _ levels: [String]?
  ) throws(EffectProfileError) -> Double {
    guard let levels else {
      guard let number = parseNumber(text) else { throw .notANumber(text, feature: name) }
      return number
    }
    guard let code = levels.firstIndex(of: text) else {
      throw .unknownLevel(text, feature: name, levels: levels)
    }
    return Double(code)
  }

  /// The median of numbers, the commonest level of a category (the first of equals).
  private static func typical(_ values: ArraySlice<Double>, isCategory: Bool) -> Double {
    let known = values.filter { !$0.isNaN }
    if known.isEmpty { return .nan }
    if !isCategory { return Quantile.median(Array(known)) }
    var counts: [Double: Int] = [:]
    for code in known { counts[code, default: 0] += 1 }
    return counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.first?.key ?? .nan
  }

  private static func text(_ value: Double, _ levels: [String]?) -> String {
    if value.isNaN { return "missing" }
    if let levels { return Int(exactly: value).map { levels[$0] } ?? "missing" }
    if let whole = Int(exactly: value) { return NumberFormat.count(whole) }
    return NumberFormat.significant(value, digits: 4, grouping: true)
  }
}
