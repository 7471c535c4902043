import Causal
import Diagnostics
import Execution
import Frames
import Learners
import Numerics

/// Refits an estimate on data that were changed as refuters say, many times and in parallel.
///
/// Draw number i of a refuter has a random stream of its own, so that results do not depend on the
/// number of threads, nor on which other refuters are asked for.
struct RefuteRun {
  let target: RefitTarget
  let draws: Int
  let subset: Double
  /// Whether the quantity is the AUTOC of held-out halves in the place of an average effect.
  let isAutoc: Bool
  let seed: UInt64

  /// What one refit gave.
  private enum Draw: Sendable {
    case value(Double)
    case failed(String)
  }

  /// The refits of one refuter, with progress from `start` to `end`.
  func refutation(
    _ refuter: Refuter, strength: HiddenStrength? = nil, draws: Int? = nil,
    _ context: RunContext, progress: ClosedRange<Double>
  ) -> Refutation {
    let recipe =
      refuter == .randomCommonCause
      ? target.adding(control: noiseName) ?? target.recipe : target.recipe
    return collect(refuter, draws ?? self.draws, context, progress) { index in
      let stream = stream(refuter.rawValue, index)
      let frame = changed(refuter, strength, stream)
      return try quantity(recipe, frame, stream)
    }
  }

  /// The quantity on the data as they are, once for each split: only AUTOC varies with its halves.
  func baseline(_ context: RunContext, progress: ClosedRange<Double>) -> Refutation {
    collect(.subset, draws, context, progress) { index in
      try quantity(target.recipe, target.frame, stream("baseline", index))
    }
  }

  private func stream(_ purpose: String, _ index: Int) -> RandomStream {
    RandomStream(seed: seed, purpose: "refute " + purpose, content: UInt64(index))
  }

  private func collect(
    _ refuter: Refuter, _ draws: Int, _ context: RunContext, _ progress: ClosedRange<Double>,
    _ body: @Sendable (Int) throws -> Double
  ) -> Refutation {
    var results: [Draw] = []
    let batch = max(4, 2 * Parallel.threads)
    while results.count < draws {
      let done = results.count
      let share = Double(done) / Double(draws)
      context.progress(
        progress.lowerBound + share * (progress.upperBound - progress.lowerBound),
        "\(refuter.rawValue), refit \(done) of \(draws)")
      results += Parallel.map(count: min(batch, draws - done)) { offset in
        do {
          let value = try body(done + offset)
          return value.isFinite ? .value(value) : .failed("the refit gave no number")
        } catch let diagnostic as Diagnostic {
          return .failed(diagnostic.message)
        } catch {
          return .failed("\(error)")
        }
      }
    }
    var refutation = Refutation(refuter: refuter, values: [], failed: 0, reason: nil)
    for result in results {
      switch result {
      case .value(let value): refutation.values.append(value)
      case .failed(let reason):
        refutation.failed += 1
        refutation.reason = refutation.reason ?? reason
      }
    }
    return refutation
  }

  // MARK: - Changed data

  /// A column name that the frame does not have.
  var noiseName: String {
    var name = "random_common_cause"
    while target.frame[name] != nil { name += "_" }
    return name
  }

  private func changed(
    _ refuter: Refuter, _ strength: HiddenStrength?, _ stream: RandomStream
  ) -> Frame {
    var stream = stream
    let frame = target.frame
    let count = frame.rowCount
    switch refuter {
    case .randomCommonCause:
      let noise = (0..<count).map { _ in stream.normal() }
      return frame.with(Column(name: noiseName, numbers: noise))
    case .placebo:
      // Instruments go with the treatment: the first stage stays, and only the effect goes.
      return permuted(frame, [target.treatment].compactMap { $0 } + target.instruments, &stream)
    case .dummyOutcome: return permuted(frame, [target.outcome].compactMap { $0 }, &stream)
    case .subset:
      let size = max(1, Int((subset * Double(count)).rounded()))
      return frame.taking(stream.sample(size, of: count).sorted())
    case .bootstrap: return frame.taking(stream.resample(count))
    case .unobserved:
      guard let strength else { return frame }
      let u = (0..<count).map { _ in stream.normal() }
      let treated = confounded(
        frame, target.treatment, strength.treatment, u, stream.substream(1))
      return confounded(treated, target.outcome, strength.outcome, u, stream.substream(2))
    }
  }

  /// The frame with some columns dealt anew over the rows, all in one order.
  private func permuted(_ frame: Frame, _ names: [String], _ stream: inout RandomStream) -> Frame {
    let order = stream.permutation(frame.rowCount)
    return names.compactMap { frame[$0] }.reduce(frame) { $0.with($1.taking(order)) }
  }

  private func confounded(
    _ frame: Frame, _ name: String?, _ strength: Double, _ u: [Double], _ stream: RandomStream
  ) -> Frame {
    guard strength != 0, let name, let column = frame[name] else { return frame }
    if let values = column.doubles, !Self.actsOnLevels(column) {
      return frame.with(
        Column(name: name, numbers: HiddenConfounder.shifting(values, by: strength, u)))
    }
    let view = column.levelView
    let codes = HiddenConfounder.deciding(view.codes, share: strength, u, stream: stream)
    // The first row of each level stands for it, so that the column keeps its type.
    var rows = [Int](repeating: 0, count: view.levels.count)
    for row in view.codes.indices.reversed() where view.codes[row] >= 0 {
      rows[Int(view.codes[row])] = row
    }
    return frame.with(
      column.taking(codes.indices.map { codes[$0] < 0 ? $0 : rows[Int(codes[$0])] }))
  }

  /// Whether a confounder decides levels of the column rather than shifting numbers.
  static func actsOnLevels(_ column: Column) -> Bool {
    !column.isNumeric || column.type == .boolean || column.levelView.levels.count <= 2
  }

  // MARK: - The quantity

  private func quantity(
    _ recipe: CellRecipe, _ frame: Frame, _ stream: RandomStream
  ) throws -> Double {
    if isAutoc { return try autoc(recipe, frame, stream.substream(7)) }
    guard let effect = target.effect(in: try recipe.run(on: frame)) else {
      throw Missing(arm: target.arm)
    }
    return effect.value
  }

  /// The AUTOC on one half of the rows of the model fitted on the other half.
  private func autoc(
    _ recipe: CellRecipe, _ frame: Frame, _ stream: RandomStream
  ) throws -> Double {
    var stream = stream
    let order = stream.permutation(frame.rowCount)
    let half = frame.rowCount / 2
    let learned = frame.taking(order[..<half].sorted())
    let judged = frame.taking(order[half...].sorted())
    let result = try recipe.run(on: learned)
    guard
      let model = result.bindings.first(where: { $0.name == recipe.name })?.object as? FittedEffect,
      let arm = model.arms.firstIndex(of: target.arm)
    else { throw Missing(arm: target.arm) }
    let context = recipe.context(on: judged)
    let causal = try CausalRows.gather(
      model.roles, from: judged, encoder: model.encoder,
      propensityLearner: model.settings.models.propensity.name, context)
    let scores = try DoublyRobustScores.compute(
      causal.data,
      settings: NuisanceSettings(
        models: model.settings.models, propensity: causal.propensity.source,
        clip: model.settings.clip, seed: recipe.seed))
    let effects = try model.scores(judged)[arm]
    let sample = try JudgedSample(
      outcome: causal.data.outcome,
      treatment: causal.arms.codes.map { $0 == arm + 1 ? 1 : 0 },
      effectScores: scores.contrast(arm + 1), weights: causal.data.weights)
    let ranking = try Ranking(descending: NumericColumn.taking(effects, causal.rows))
    return try RankWeightedEffect.autoc.estimate(of: sample, by: ranking).value
  }

  private struct Missing: Error, CustomStringConvertible {
    var arm: String
    var description: String { "the refit has no effect of “\(arm)”" }
  }
}
