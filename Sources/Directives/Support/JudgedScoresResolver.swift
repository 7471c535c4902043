import Causal
import Diagnostics
import Execution
import Frames
import Learners
import NotebookSyntax
import Numerics

/// Works out what a judging cell means: its models, columns, roles and rows.
struct JudgedScoresResolver {
  /// A named score with its numbers for every row of the frame, per arm where it is a model's.
  struct Source {
    let name: String
    let meaning: JudgedScores.Meaning
    /// The arms that it has scores for; nil for a column, which is judged on every arm.
    let arms: [String]?
    let values: [[Double]]
    /// The model behind it, and whether its order is reversed; nil for a column.
    var model: (name: String, model: FittedEffect, isReversed: Bool)?

    /// What the score of an arm is to its model.
    func modelSource(arm: String?) -> JudgedScores.ModelSource? {
      model.map { model in
        JudgedScores.ModelSource(
          name: model.name,
          arm: arm.flatMap { TreatmentArms.position(of: $0, in: model.model.arms) } ?? 0,
          isReversed: model.isReversed)
      }
    }

    func values(arm: String) -> [Double]? {
      guard let arms else { return values[0] }
      return TreatmentArms.position(of: arm, in: arms).map { values[$0] }
    }
  }

  let context: RunContext
  let arguments: Arguments
  let frameName: String
  let object: FrameObject
  private(set) var models: [(name: String, model: FittedEffect)] = []
  private(set) var sources: [Source] = []
  var notes: [String] = []
  private var stamps: [String] = []

  init(_ context: RunContext) throws(Diagnostic) {
    self.context = context
    arguments = context.arguments
    let whole = try context.frame(arguments[JudgingParameters.data])
    frameName = context.frameName(arguments[JudgingParameters.data])
    let condition =
      arguments.declares(JudgingParameters.condition)
      ? arguments[JudgingParameters.condition] : nil
    object = whole.derived(try context.filtered(whole.frame, where: condition))
    if condition != nil {
      guard object.frame.rowCount > 0 else {
        throw context.error(
          .unscoredRows, at: arguments.range(of: JudgingParameters.condition),
          "no row of “\(frameName)” meets the condition")
      }
      notes.append(
        "\(NumberFormat.count(object.frame.rowCount)) of \(CountText.rowsAre(whole.frame.rowCount)) judged: those that meet the condition."
      )
    }
  }

  mutating func resolve() throws(Diagnostic) -> JudgedScores {
    try findSources()
    let roles = try roles()
    let frame = try scoredFrame()
    if isDose(roles, in: frame.frame) {
      let comparison = try compareDose(roles, frame)
      return judged([comparison], roles)
    }
    var arms = try TreatmentArms.resolve(
      roles.treatment, control: roles.control, arms: roles.arms, in: frame.frame, context
    ).arms
    if roles.arms == nil {
      let scored = sources.compactMap(\.arms).flatMap { $0 }
      if !scored.isEmpty {
        arms = arms.filter { TreatmentArms.position(of: $0, in: scored) != nil }
      }
    }
    var comparisons: [JudgedScores.Comparison] = []
    for arm in arms {
      if let comparison = try compare(arm, of: arms, roles: roles, frame) {
        comparisons.append(comparison)
      }
    }
    guard !comparisons.isEmpty else {
      throw context.error(.unscoredRows, "no score belongs to an arm of “\(frameName)”")
    }
    if comparisons.count > 1 {
      notes.append("Every arm is judged on its own rows and the control's.")
    }
    return judged(comparisons, roles)
  }

  private mutating func judged(
    _ comparisons: [JudgedScores.Comparison], _ roles: CausalRoles
  ) -> JudgedScores {
    stampInSample()
    if arguments[JudgingParameters.folds] == 1 { stamps.append("not cross-fitted") }
    return JudgedScores(
      comparisons: comparisons, outcome: roles.outcome.name, frameName: frameName, frame: object,
      models: models, notes: unique(notes), stamps: stamps)
  }

  // MARK: - Scores

  private mutating func findSources() throws(Diagnostic) {
    guard let references = arguments[JudgingParameters.scores] else {
      let (name, model) = try baseModel()
      try add(model, name: name, arm: nil, isReversed: false, range: nil)
      notes += Extrapolation.check(models, on: object.frame, context)
      return
    }
    for reference in references {
      if reference.isRandom {
        try addRandom()
      } else if let model = context.object(named: reference.name, at: reference.range)
        as? FittedEffect
      {
        try add(
          model, name: reference.name, arm: reference.arm, isReversed: reference.isReversed,
          range: reference.range)
      } else {
        try addColumn(reference)
      }
    }
    notes += Extrapolation.check(models, on: object.frame, context)
    if models.isEmpty, let named = arguments[JudgingParameters.model] {
      models = [(named.name, try context.object(FittedEffect.self, named))]
    }
  }

  private func baseModel() throws(Diagnostic) -> (String, FittedEffect) {
    if let named = arguments[JudgingParameters.model] {
      return (named.name, try context.object(FittedEffect.self, named))
    }
    guard let last = context.lastObject(FittedEffect.self) else {
      throw context.error(.nothingToJudge, "no model is fitted above, so there is nothing to judge")
    }
    return (last.name, last.object)
  }

  private mutating func add(
    _ model: FittedEffect, name: String, arm: String?, isReversed: Bool, range: SourceRange?
  ) throws(Diagnostic) {
    var scores: [[Double]]
    do throws(LearnerError) {
      scores = try model.scores(object.frame)
    } catch {
      throw LearnerProblem.diagnostic(error, roles: model.roles, context)
    }
    if isReversed { scores = scores.map { $0.map { -$0 } } }
    var arms = model.arms
    if let arm {
      guard let index = arms.firstIndex(of: arm) else {
        throw context.error(
          .unknownLevel, at: range, "“\(name)” has no arm “\(arm)”",
          hint: NearMiss.hint(for: arm, in: arms, what: "arms"))
      }
      (arms, scores) = ([arm], [scores[index]])
    }
    if !models.contains(where: { $0.name == name }) { models.append((name, model)) }
    sources.append(
      Source(
        name: (isReversed ? "-" : "") + name, meaning: model.isResponse ? .response : .effect,
        arms: arms, values: scores, model: (name, model, isReversed)))
  }

  private mutating func addColumn(_ reference: ScoreReference) throws(Diagnostic) {
    guard object.frame[reference.name] != nil else {
      let columns = object.frame.visibleColumns.filter(\.isNumeric).map(\.name)
      throw context.error(
        .invalidScore, at: reference.range,
        "“\(reference.name)” is no model, and “\(frameName)” has no such column",
        hint: NearMiss.hint(for: reference.name, in: columns, what: "numeric columns"))
    }
    let values = try NumericColumn.values(
      reference.column, role: "score", in: object.frame, context)
    sources.append(
      Source(
        name: reference.text, meaning: .order, arms: nil,
        values: [reference.isReversed ? values.map { -$0 } : values]))
  }

  private mutating func addRandom() throws(Diagnostic) {
    var stream = context.stream("random score", content: UInt64(object.frame.rowCount))
    let values = (0..<object.frame.rowCount).map { _ in stream.uniform() }
    sources.append(
      Source(name: ScoreReference.random, meaning: .order, arms: nil, values: [values]))
  }

  // MARK: - Rows

  /// The rows for which every score is a number.
  private mutating func scoredFrame() throws(Diagnostic) -> (frame: Frame, rows: [Int]) {
    let count = object.frame.rowCount
    let rows = (0..<count).filter { row in
      sources.allSatisfy { $0.values.allSatisfy { !$0[row].isNaN } }
    }
    guard !rows.isEmpty else {
      throw context.error(.unscoredRows, "no row of “\(frameName)” has all the scores")
    }
    if rows.count < count {
      notes.append("\(NumberFormat.count(count - rows.count)) rows without a score are left out.")
      return (object.frame.taking(rows), rows)
    }
    return (object.frame, rows)
  }

  private mutating func compare(
    _ arm: String, of arms: [String], roles: CausalRoles, _ frame: (frame: Frame, rows: [Int])
  ) throws(Diagnostic) -> JudgedScores.Comparison? {
    let judged = sources.filter { $0.values(arm: arm) != nil }
    guard !judged.isEmpty else { return nil }
    var roles = roles
    roles.arms = [Located(arm, arguments.headRange)]
    let doublyRobust = try DoublyRobustRows.build(roles, frame: frame.frame, context)
    // Rows of another judged arm are not left out of the cell, only of this comparison.
    let others = arms.filter { $0 != arm }
    notes += doublyRobust.notes.filter { note in
      !others.contains {
        note.contains("“\($0)” left out") || note.contains("“\($0)” are left out")
      }
    }
    let data = doublyRobust.causal.data
    let rows = doublyRobust.causal.rows
    let residuals = doublyRobust.scores.residuals(1)
    if let cluster = arguments[JudgingParameters.cluster] {
      notes += ClusterCodes.notes(of: cluster.name, in: frame.frame, rows: rows)
    }
    do throws(RankingError) {
      var scores: [JudgedScores.Score] = []
      for source in judged {
        guard let all = source.values(arm: arm) else { continue }
        let values = rows.map { all[frame.rows[$0]] }
        let isPerArm = arms.count > 1 && (source.arms.map { $0.count > 1 } ?? true)
        scores.append(
          JudgedScores.Score(
            name: isPerArm ? "\(source.name)[\(arm)]" : source.name, meaning: source.meaning,
            values: values, ranking: try Ranking(descending: values),
            model: source.modelSource(arm: arm)))
      }
      let sample = try JudgedSample(
        outcome: data.outcome, treatment: data.treatment.map { Double($0) },
        effectScores: doublyRobust.scores.contrast(1), weights: data.weights,
        clusters: try clusters(rows, in: frame.frame))
      return JudgedScores.Comparison(
        arm: arm, control: data.arms[0], scores: scores, sample: sample,
        doublyRobust: doublyRobust.scores,
        residuals: JudgedScores.Residuals(
          outcome: residuals.outcome, treatment: residuals.treatment),
        rows: rows.map { frame.rows[$0] })
    } catch {
      throw JudgingProblem.diagnostic(error, context)
    }
  }

  func clusters(_ rows: [Int], in frame: Frame) throws(RankingError) -> [Int32]? {
    guard let reference = arguments[JudgingParameters.cluster],
      let column = frame[reference.name]
    else { return nil }
    return ClusterCodes.codes(column.levelView, rows: rows)
  }

  /// Stamps what is judged on rows that a model may have learned from.
  private mutating func stampInSample() {
    for (name, model) in models where model.lineage.overlaps(object.lineage) {
      stamps.append("in-sample: \(name)")
      guard arguments[JudgingParameters.allow] != .inSample else { continue }
      context.warn(
        .inSample, at: arguments.range(of: JudgingParameters.data),
        "“\(name)” is judged on rows that it may have been fitted on, which flatters it",
        hint: "judge it on another part of a split")
    }
  }

  func unique(_ texts: [String]) -> [String] {
    var seen: Set<String> = []
    return texts.filter { seen.insert($0).inserted }
  }
}
