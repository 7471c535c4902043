import Diagnostics
import Execution
import Learners
import NotebookSyntax

/// The last stage of a learner as `final:` names it: linear on a basis, or a base learner.
struct FinalStage: Sendable {
  var learner: any BaseLearner

  /// Linear in the features, in their polynomials, or in splines of them.
  static let linear = Parameter<FinalStage?>.optional(
    "final", .linearFinal, shown: "linear",
    "What the effect is linear in: linear (the features), {polynomial: 2}, or {spline: {df: 5}}.")

  /// Any of them, or a base learner.
  static let any = Parameter<FinalStage?>.optional(
    "final", .final, shown: "models' effect learner",
    "The last stage: linear, {polynomial: 2}, {spline: {df: 5}}, or a base learner, as forest or {boosting: {depth: 2}}."
  )
}

extension ParameterType where Value == FinalStage {
  static let linearFinal = ParameterType(
    "linear, {polynomial: DEGREE} or {spline: {df: COLUMNS}}", choices: ["linear"]
  ) { raw, context in
    if case .scalar = raw.kind {
      guard let text = context.text(of: raw, expected: "a final stage") else { return nil }
      if text == "linear" { return FinalStage(learner: LinearLearner()) }
      return context.fail(
        .unknownChoice, at: raw.range, "this learner's final stage is not “\(text)”",
        hint: "write linear, {polynomial: 2} or {spline: {df: 5}}, or fit nonparam-dml")
    }
    let before = context.diagnostics.count
    if let stage = series(raw, &context) { return stage }
    if context.diagnostics.count > before { return nil }
    return context.fail(
      .wrongType, at: raw.range, "expected linear, {polynomial: 2} or {spline: {df: 5}}")
  }

  static let final = ParameterType(
    "linear, {polynomial: DEGREE}, {spline: {df: COLUMNS}}, or a base learner",
    choices: BaseLearnerName.allCases.map(\.rawValue)
  ) { raw, context in
    if case .map(let entries) = raw.kind, entries.count == 1,
      ["polynomial", "spline"].contains(entries[0].key.value)
    {
      return series(raw, &context)
    }
    return BaseLearnerDecoder.decode(raw, &context).map(FinalStage.init)
  }

  /// `{polynomial: 2}` or `{spline: {df: 5}}`; nil with or without a diagnostic.
  private static func series(_ raw: RawValue, _ context: inout DecodingContext) -> FinalStage? {
    guard case .map(let entries) = raw.kind, entries.count == 1 else { return nil }
    var value = entries[0].value
    let basis: (Int) -> EffectBasis
    switch entries[0].key.value {
    case "polynomial": basis = { .polynomial(degree: $0) }
    case "spline":
      basis = { .spline(degreesOfFreedom: $0) }
      if case .map(let inner) = value.kind {
        guard inner.count == 1, inner[0].key.value == "df" else {
          return context.fail(.unknownKey, at: value.range, "a spline takes df alone")
        }
        value = inner[0].value
      }
    default: return nil
    }
    guard let number = ParameterType<Int>.integer().decode(value, &context) else { return nil }
    do throws(LearnerError) {
      return FinalStage(learner: try SeriesLearner(basis(number)))
    } catch {
      guard case .invalidParameter(let name, let allowed) = error else { return nil }
      return context.fail(.outOfRange, at: value.range, "\(name) is \(allowed)")
    }
  }
}
