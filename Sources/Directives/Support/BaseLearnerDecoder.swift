import Diagnostics
import Execution
import Learners
import NotebookSyntax

/// The base learners, by the names that a notebook uses.
enum BaseLearnerName: String, CaseIterable {
  case linear, ridge, lasso, logistic, boosting, forest, mean, auto
}

/// Reads `boosting` or `{boosting: {trees: 200, depth: 4}}`.
enum BaseLearnerDecoder {
  static func decode(_ raw: RawValue, _ context: inout DecodingContext) -> (any BaseLearner)? {
    var name: String?
    var nameRange = raw.range
    var parameters: [Entry] = []
    switch raw.kind {
    case .scalar: name = context.text(of: raw, expected: "a base learner")
    case .map(let entries):
      guard let entry = entries.first, entries.count == 1 else { break }
      name = entry.key.value
      nameRange = entry.key.range
      switch entry.value.kind {
      case .map(let inner): parameters = inner
      case .scalar(let text, _) where text.isEmpty: break
      default:
        return context.fail(
          .wrongType, at: entry.value.range,
          "the parameters of \(entry.key.value) are key: value pairs")
      }
    case .list: break
    }
    guard let name else {
      return context.fail(
        .wrongType, at: raw.range, "expected a base learner, as boosting or {boosting: {depth: 4}}")
    }
    guard let learner = BaseLearnerName(rawValue: name) else {
      return context.fail(
        .unknownChoice, at: nameRange, "there is no base learner “\(name)”",
        hint: NearMiss.hint(
          for: name, in: BaseLearnerName.allCases.map(\.rawValue), what: "base learners"))
    }
    var reader = ParameterReader(name, parameters)
    let made = make(learner, &reader, &context)
    return reader.finish(&context) ? made : nil
  }

  private static func make(
    _ name: BaseLearnerName, _ reader: inout ParameterReader, _ context: inout DecodingContext
  ) -> (any BaseLearner)? {
    do throws(LearnerError) {
      switch name {
      case .linear: return LinearLearner()
      case .mean: return MeanLearner()
      case .auto: return AutoLearner()
      case .ridge: return try RidgeLearner(penalty: reader.number("penalty", &context))
      case .lasso: return try LassoLearner(penalty: reader.number("penalty", &context))
      case .logistic: return try LogisticLearner(ridge: reader.number("ridge", &context) ?? 0)
      case .forest: return ForestLearner(try forest(&reader, &context))
      case .boosting: return BoostingLearner(try boosting(&reader, &context))
      }
    } catch {
      guard case .invalidParameter(let key, let allowed) = error else { return nil }
      return context.fail(
        .outOfRange, at: reader.range(of: key), "\(key) of \(name.rawValue) is \(allowed)")
    }
  }

  private static func forest(
    _ reader: inout ParameterReader, _ context: inout DecodingContext
  ) throws(LearnerError) -> ForestParameters {
    let standard = ForestParameters.standard
    return try ForestParameters(
      trees: reader.integer("trees", &context) ?? standard.trees,
      depth: reader.integer("depth", &context),
      minimumLeaf: reader.integer("min-leaf", &context),
      sample: reader.number("sample", &context) ?? standard.sample,
      featuresPerSplit: reader.integer("features-per-split", &context))
  }

  private static func boosting(
    _ reader: inout ParameterReader, _ context: inout DecodingContext
  ) throws(LearnerError) -> BoostingParameters {
    let standard = BoostingParameters.standard
    return try BoostingParameters(
      trees: reader.integer("trees", &context),
      depth: reader.integer("depth", &context) ?? standard.depth,
      rate: reader.number("rate", &context) ?? standard.rate,
      minChildWeight: reader.number("min-child-weight", &context) ?? standard.minChildWeight,
      subsample: reader.number("subsample", &context) ?? standard.subsample,
      columns: reader.number("columns", &context) ?? standard.columns,
      lambda: reader.number("lambda", &context) ?? standard.lambda,
      minGain: reader.number("min-gain", &context) ?? standard.minGain,
      bins: reader.integer("bins", &context) ?? standard.bins,
      engine: reader.choice("engine", &context) ?? standard.engine,
      monotone: reader.choices("monotone", &context) ?? standard.monotone)
  }
}

/// The parameters of one learner: each is asked for by name, and none may be left over.
private struct ParameterReader {
  private let learner: String
  private let entries: [Entry]
  private var asked: [String] = []
  private var failed = false

  init(_ learner: String, _ entries: [Entry]) {
    self.learner = learner
    self.entries = entries
  }

  func range(of name: String) -> SourceRange {
    let entry = entries.first { $0.key.value == name } ?? entries.first
    return entry?.value.range ?? .start
  }

  mutating func number(_ name: String, _ context: inout DecodingContext) -> Double? {
    read(name, ParameterType<Double>.number(), &context)
  }

  mutating func integer(_ name: String, _ context: inout DecodingContext) -> Int? {
    read(name, ParameterType<Int>.integer(), &context)
  }

  mutating func choice<Value>(
    _ name: String, _ context: inout DecodingContext
  ) -> Value? where Value: RawRepresentable<String> & CaseIterable & Sendable {
    read(name, ParameterType<Value>.choice(), &context)
  }

  /// A map from names to choices; the last of a name that comes twice counts.
  mutating func choices<Value>(
    _ name: String, _ context: inout DecodingContext
  ) -> [String: Value]? where Value: RawRepresentable<String> & CaseIterable & Sendable {
    let type = ParameterType<[(key: Located<String>, value: Value)]>.map(
      of: .choice(), keys: "column")
    return read(name, type, &context).map {
      Dictionary($0.map { ($0.key.value, $0.value) }) { $1 }
    }
  }

  private mutating func read<Value>(
    _ name: String, _ type: ParameterType<Value>, _ context: inout DecodingContext
  ) -> Value? {
    asked.append(name)
    guard let entry = entries.first(where: { $0.key.value == name }) else { return nil }
    let value = type.decode(entry.value, &context)
    if value == nil { failed = true }
    return value
  }

  /// False where a parameter was not understood; an unknown one is reported.
  func finish(_ context: inout DecodingContext) -> Bool {
    guard let unknown = entries.first(where: { !asked.contains($0.key.value) }) else {
      return !failed
    }
    let _: Bool? = context.fail(
      .unknownKey, at: unknown.key.range, "\(learner) has no parameter “\(unknown.key.value)”",
      hint: asked.isEmpty
        ? nil : NearMiss.hint(for: unknown.key.value, in: asked, what: "parameters"))
    return false
  }
}
