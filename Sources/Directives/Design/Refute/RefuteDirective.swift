import Diagnostics
import Execution
import Frames
import NotebookSyntax
import Numerics

/// `refute`: refits an estimate on data where its effect should vanish, or should stay.
package struct RefuteDirective: Directive {
  /// Which quantity is refitted.
  enum Quantity: String, CaseIterable, Sendable { case ate, autoc }

  package static let manual = DirectiveManual(
    verb: "refute",
    summary: "Tries to refute an estimate by refitting it, nuisances included, on altered data.",
    discussion: """
      The whole cell of the estimate or model runs again for every draw. A placebo permutes the
      treatment, a dummy outcome permutes the outcome: both effects should vanish. A random common
      cause, subsets and bootstrap samples should leave the estimate where it is; the bootstrap's
      spread is compared with the printed standard error.

      An unobserved common cause U is standard normal. `strength` says by how many units it moves a
      numeric treatment and outcome for each of its standard deviations; where arms or a 0/1 column
      are moved, in what share of the rows U decides. Lists make a grid. By default four strengths each:
      0.1, 0.2, 0.3 and 0.5 standard deviations, or 5, 10, 20 and 30% of the rows, signed so that U
      works against the estimate.

      `target: autoc` asks whether what a model finds to vary is noise: it is fitted on random halves
      and judged on the others, on the data as they are and with treatment or outcome permuted. The
      spread is over draws; no p-value is given, since passing is not evidence of validity.
      """,
    example: """
      ```{refute #checks}
      model: effect
      by: [random-common-cause, placebo, subset, bootstrap, unobserved]
      draws: 100
      strength: {treatment: 0.1, outcome: 0.1}
      ```
      """,
    values: [
      ("estimate", "the quantity on the data as they are; also estimate.ci"),
      ("mean[REFUTER]", "mean of the refits: mean[placebo], mean[random-common-cause] …"),
      ("sd[REFUTER]", "their standard deviation"),
      ("ci[REFUTER]", "the middle of the refits, at level"),
      (
        "beyond[REFUTER]",
        "share of placebo or dummy refits at least as far from zero as the estimate"
      ),
      ("se.ratio", "bootstrap standard deviation over the printed standard error"),
      ("mean[unobserved TREATMENT, OUTCOME]", "mean estimate under a confounder of that strength"),
      ("verdict[REFUTER]", "the verdict, as text: passed or questioned"),
    ])

  static let model = Parameter<NameReference?>.optional(
    "model", .name("estimate or model"), shown: "the estimate or model last fitted",
    "What is refuted.")
  static let by = Parameter<[Refuter]>(
    "by", .list(of: .choice()),
    default: [.randomCommonCause, .placebo, .subset, .bootstrap],
    shown: "random-common-cause, placebo, subset, bootstrap; with target: autoc placebo",
    "The refuters.")
  static let arm = Parameter<Located<String>?>.optional(
    "arm", .located(.string), shown: "the first", "The arm whose effect is refuted.")
  static let draws = Parameter<Int>(
    "draws", .integer(from: 2, to: 10_000), default: 100, "Refits of each refuter.")
  static let subset = Parameter<Double>(
    "subset", .number(from: 0.01, to: 0.99), default: 0.8, "The share of rows in a subset.")
  static let strength = Parameter<HiddenStrengths?>.optional(
    "strength", .strengths, shown: "a grid of four by four",
    "How strongly an unobserved common cause acts on treatment and outcome.")
  static let target = Parameter<Quantity>(
    "target", .choice(), default: .ate, shown: "ate",
    "What is refuted: the average effect, or a model's AUTOC on held-out halves.")

  package static let parameters: [any AnyParameter] = [
    model, by, arm, draws, subset, strength, target,
  ]
  package static let diagnostics: [DiagnosticKind] = [
    .notRefittable, .unsuitedRefuter, .refitsFailed, .refuted,
  ]

  private let arguments: Arguments

  package init(arguments: Arguments) { self.arguments = arguments }

  private var isAutoc: Bool { arguments[Self.target] == .autoc }

  private var refuters: [Refuter] {
    if isAutoc, !arguments.isGiven(Self.by) { return [.placebo] }
    var seen: Set<Refuter> = []
    return arguments[Self.by].filter { seen.insert($0).inserted }
  }

  package func plan(_ plan: inout CellPlan) {
    let types =
      isAutoc
      ? [FittedEffect.typeName] : [AverageEffects.typeName, FittedEffect.typeName]
    if let reference = arguments[Self.model] {
      plan.readObject(reference, types: types)
    } else {
      let found = types.map { plan.readLastObject(type: $0) }
      if !found.contains(true) {
        plan.error(.notRefittable, "nothing that could be refuted is bound above")
      }
    }
    if isAutoc, let odd = refuters.first(where: { !$0.expectsZero }) {
      plan.error(
        .unsuitedRefuter, at: arguments.range(of: Self.by),
        "\(odd.rawValue) says nothing about AUTOC",
        hint: "target: autoc takes placebo and dummy-outcome")
    }
    plan.bind(.values)
  }

  package func run(_ context: RunContext) throws -> CellResult {
    let target = try RefitTarget.resolve(
      arguments[Self.model], arm: arguments[Self.arm], context)
    for refuter in refuters { try check(refuter, target, context) }
    let run = RefuteRun(
      target: target, draws: arguments[Self.draws], subset: arguments[Self.subset],
      isAutoc: isAutoc, seed: context.seed)
    let plain = refuters.filter { $0 != .unobserved }
    let steps = Double(refuters.count + (isAutoc ? 1 : 0))
    var step = 0.0
    func next() -> ClosedRange<Double> {
      step += 1
      return (step - 1) / steps...step / steps
    }
    let baseline = isAutoc ? run.baseline(context, progress: next()) : nil
    if let baseline { try refuseFailures(baseline, context) }
    var refutations: [Refutation] = []
    for refuter in plain {
      let refutation = run.refutation(refuter, context, progress: next())
      try refuseFailures(refutation, context)
      refutations.append(refutation)
    }
    var grid: HiddenGrid?
    if refuters.contains(.unobserved) {
      grid = try HiddenGrid(run, arguments[Self.strength], context, progress: next())
    }
    let report = RefuteReport(
      target: target, quantity: isAutoc ? "AUTOC" : "effect", baseline: baseline,
      refutations: refutations, grid: grid, subset: arguments[Self.subset],
      draws: arguments[Self.draws], level: context.level)
    for (refuter, sentence) in report.questions {
      context.warn(.refuted, at: arguments.range(of: Self.by), "\(refuter.title): \(sentence)")
    }
    return report.result()
  }

  private func check(
    _ refuter: Refuter, _ target: RefitTarget, _ context: RunContext
  ) throws(Diagnostic) {
    func refuse(_ what: String, _ hint: String) -> Diagnostic {
      context.error(.unsuitedRefuter, at: arguments.range(of: Self.by), what, hint: hint)
    }
    switch refuter {
    case .randomCommonCause:
      if target.adding(control: "noise") == nil {
        throw refuse(
          "“\(target.name)” takes no controls, so no common cause can be added",
          "leave random-common-cause out")
      }
    case .placebo, .unobserved, .dummyOutcome:
      if refuter != .dummyOutcome, target.treatment == nil {
        throw refuse(
          "“\(target.name)” has no treatment column that could be changed",
          "give the estimate treatment:")
      }
      if refuter != .placebo, target.outcome == nil {
        throw refuse(
          "the outcome of “\(target.name)” is computed by its formula and cannot be changed",
          "derive it with transform first")
      }
    case .subset, .bootstrap: break
    }
  }

  private func refuseFailures(
    _ refutation: Refutation, _ context: RunContext
  ) throws(Diagnostic) {
    guard refutation.values.count < 2 else { return }
    throw context.error(
      .refitsFailed, at: arguments.range(of: Self.by),
      "\(refutation.failed) of \(refutation.failed + refutation.values.count) refits of \(refutation.refuter.rawValue) failed",
      notes: refutation.reason.map { ["The first one: \($0)."] } ?? [])
  }
}

extension DiagnosticKind {
  static let unsuitedRefuter = DiagnosticKind(
    "refute.unsuited", .error,
    "The refuter needs something that the estimate does not have, as controls or a treatment column."
  )
  static let refitsFailed = DiagnosticKind(
    "refute.failed", .error, "The estimate could not be fitted on the altered data.")
  static let refuted = DiagnosticKind(
    "refute.questioned", .warning,
    "A refutation behaves as it should not: the estimate deserves a second look.")
}
