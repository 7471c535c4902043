import Diagnostics
import Execution
import Frames
import Learners

/// A fitted model of effects in the session: what `predict`, `evaluate`, `plot`, `policy` and
/// others read.
struct FittedEffect: SessionObject {
  static let typeName = "model"

  let kind: EffectKind
  /// The columns that it was fitted with, and where the notebook names them.
  var roles: CausalRoles
  /// The control's label, then the arms'.
  let labels: [String]
  /// How nuisances are fitted; `propensity` there is what it meant on the fit rows.
  var settings: NuisanceSettings
  let encoder: FeatureEncoder
  var fitted: FittedEffects
  /// What was found of each arm when it was fitted; empty after a fit on other rows.
  var summaries: [ArmSummary]
  /// Where the rows of its fit came from.
  var lineage: Lineage
  /// How many rows it was fitted on, and the notebook and cell that fitted it.
  let provenance: ModelProvenance
  /// Which rows those were; nil for a model from a file, to which all rows are new.
  let fitRows: FitRows?

  /// The rows of a fit as positions in a frame that is at hand.
  struct FitRows: Sendable {
    /// How many rows that frame has: with the lineage it tells the same frame again.
    let frameRowCount: Int
    let positions: [Int]
  }

  /// The model of a key, or the one last fitted where the key is absent.
  static func named(
    _ reference: NameReference?, _ context: RunContext
  ) throws(Diagnostic) -> FittedEffect {
    if let reference { return try context.object(FittedEffect.self, reference) }
    guard let found = context.lastObject(FittedEffect.self) else {
      throw context.error(.noModel, "no model is fitted above")
    }
    return found.object
  }

  func read(at range: SourceRange) -> FittedEffect {
    var model = self
    model.roles = roles.placed(at: range)
    return model
  }

  var control: String { labels[0] }
  var arms: [String] { Array(labels.dropFirst()) }
  var outcome: String { roles.outcome.name }
  var treatment: String { roles.treatment.column.name }
  var features: [String] { roles.features.map(\.name) }
  var controls: [String] { roles.controls.map(\.name) }
  var weights: String? { roles.weights?.name }

  /// Whether the treatment is an amount: effects are slopes, per unit of it.
  var isSlope: Bool { labels.first == TreatmentArms.unitLess }

  /// Whether its scores are predicted outcomes and not effects; every legend says so.
  var isResponse: Bool { kind == .response }

  /// Whether a frame holds the rows that the model was fitted on, in the same places.
  func wasFitted(on frame: FrameObject) -> Bool {
    frame.lineage == lineage && frame.frame.rowCount == fitRows?.frameRowCount
  }

  /// The score of every row of a frame, for each arm: τ̂, or μ̂ of a response model.
  ///
  /// NaN never stands for a row that could not be scored: a missing feature that the model does
  /// not take throws `missingValues`, an unseen level `unseenLevels`, an absent column
  /// `missingColumn`.
  func scores(_ frame: Frame) throws(LearnerError) -> [[Double]] {
    try applied(to: frame, forEffects: true) { rows, _ throws(LearnerError) in try effects(rows) }
  }

  /// What `body` makes of the encoded rows of a frame.
  ///
  /// An error about missing values says so where they are levels that the model never saw.
  func applied<Result>(
    to frame: Frame, forEffects: Bool = false,
    _ body: (EffectRows, [FeatureEncoder.UnseenLevels]) throws(LearnerError) -> Result
  ) throws(LearnerError) -> Result {
    let (rows, unseen) = try rows(of: frame, forEffects: forEffects)
    do throws(LearnerError) { return try body(rows, unseen) } catch {
      throw error.explained(by: unseen)
    }
  }

  /// τ̂ of each arm for encoded rows.
  func effects(_ rows: EffectRows) throws(LearnerError) -> [[Double]] {
    var scores: [[Double]] = []
    for arm in 1..<labels.count { scores.append(try fitted.model.effects(rows, arm: arm)) }
    return scores
  }

  /// Every row of a frame as the model's features, with what could not be encoded.
  ///
  /// A last stage over the features alone has no use for controls, so that a frame without them can
  /// be ranked: `forEffects` lets them be absent there.
  func rows(
    of frame: Frame, forEffects: Bool = false
  ) throws(LearnerError) -> (rows: EffectRows, unseen: [FeatureEncoder.UnseenLevels]) {
    let all = Array(0..<frame.rowCount)
    var columns: [FeatureColumn] = []
    for (position, name) in (features + controls).enumerated() {
      guard let column = frame[name] else {
        guard forEffects, position >= features.count, effectsIgnoreControls else {
          throw .missingColumn(name)
        }
        columns.append(absent(name, at: position, rowCount: frame.rowCount))
        continue
      }
      columns.append(try feature(column, at: position, rows: all))
    }
    let encoded = try encoder.encode(columns, rowCount: frame.rowCount)
    let width = features.count
    let rows = EffectRows(
      features: encoded.matrix.selecting(columns: 0..<width),
      controls: controls.isEmpty
        ? nil : encoded.matrix.selecting(columns: width..<width + controls.count),
      propensities: try propensities(in: frame))
    return (rows, encoded.unseen)
  }

  private var effectsIgnoreControls: Bool {
    switch kind {
    case .rLearner, .drLearner, .linearDML, .nonparamDML, .forestDML, .causalForest,
      .transformedOutcome:
      true
    case .sLearner, .tLearner, .xLearner, .upliftTree, .upliftForest, .interactionOLS, .response:
      false
    }
  }

  /// A column as what it was when the model was fitted: text can be levels, and a column without a
  /// value is of any kind.
  private func feature(
    _ column: Column, at position: Int, rows: [Int]
  ) throws(LearnerError) -> FeatureColumn {
    let expectsCategory = encoder.categories[position] != nil
    if let feature = FeatureColumns.feature(column, rows: rows),
      feature.isCategorical == expectsCategory
    {
      return feature
    }
    if rows.allSatisfy({ column.isMissing($0) }) {
      return absent(column.name, at: position, rowCount: rows.count)
    }
    guard expectsCategory, case .text = column.storage else {
      throw .columnKind(column.name, expectedCategory: expectsCategory)
    }
    let view = column.levelView
    return FeatureColumn(
      name: column.name, values: .categorical(codes: view.codes, levels: view.levels))
  }

  /// A column without a value in any row.
  private func absent(_ name: String, at position: Int, rowCount: Int) -> FeatureColumn {
    encoder.categories[position] == nil
      ? FeatureColumn(
        name: name, values: .numeric([Double](repeating: .nan, count: rowCount)))
      : FeatureColumn(
        name: name,
        values: .categorical(codes: [Int32](repeating: -1, count: rowCount), levels: []))
  }

  /// The known probabilities of the control and each arm, where columns or a model give them.
  private func propensities(in frame: Frame) throws(LearnerError) -> [[Double]]? {
    switch roles.propensity?.form {
    case .column(let column):
      return frame.doubles(column.name).map { treated in [treated.map { 1 - $0 }, treated] }
    case .columns(let pairs):
      let columns = labels.compactMap { label in
        TreatmentArms.position(of: label, in: pairs.map(\.level.value))
          .flatMap { frame.doubles(pairs[$0].column.name) }
      }
      return columns.count == labels.count ? columns : nil
    case .model(_, let model): return try model.propensities(of: labels, in: frame)
    case nil, .design, .share, .shares: return nil
    }
  }
}
