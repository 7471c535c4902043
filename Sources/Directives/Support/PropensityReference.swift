import Diagnostics
import Execution
import Frames
import Learners
import NotebookSyntax
import Numerics

/// Where a notebook says that the probability of each arm comes from.
struct PropensityReference: Sendable {
  enum Form: Sendable {
    /// `design`: the observed share of each arm among the used rows.
    case design
    /// The share that the design gave the treated.
    case share(Double)
    /// The share of each level.
    case shares([(level: Located<String>, share: Double)])
    /// A column of the treated arm's probability.
    case column(ColumnReference)
    /// A column of probabilities for each level.
    case columns([(level: Located<String>, column: ColumnReference)])
    /// What a fitted model says of each row.
    indirect case model(name: String, FittedEffect)
  }
  var form: Form
  var range: SourceRange

  /// The column of a single arm's probability, where there is one.
  var column: ColumnReference? {
    if case .column(let column) = form { column } else { nil }
  }

  /// The columns that rows must bring, where it is read from columns.
  var columns: [ColumnReference] {
    switch form {
    case .column(let column): [column]
    case .columns(let pairs): pairs.map(\.column)
    case .design, .share, .shares, .model: []
    }
  }
}

extension ParameterType where Value == PropensityReference {
  static let propensity = ParameterType(
    "design, number between 0 and 1, map from level to number or column, column, or model"
  ) { raw, context in
    if case .map(let entries) = raw.kind {
      if entries.contains(where: { !isNumber($0.value) }) {
        return columns(entries, at: raw.range, &context)
      }
      let map = ParameterType<[(key: Located<String>, value: Double)]>.map(
        of: .number(from: 0, excludingLow: true), keys: "level")
      return map.decode(raw, &context).map { pairs in
        PropensityReference(
          form: .shares(pairs.map { ($0.key, $0.value) }), range: raw.range)
      }
    }
    guard let text = context.text(of: raw, expected: "a propensity") else { return nil }
    if text == "design" { return PropensityReference(form: .design, range: raw.range) }
    guard let share = parseNumber(text) else {
      return PropensityReference(
        form: .column(ColumnReference(text, raw.range)), range: raw.range)
    }
    guard share > 0, share < 1 else {
      return context.fail(
        .outOfRange, at: raw.range, "a propensity is between 0 and 1, not \(text)")
    }
    return PropensityReference(form: .share(share), range: raw.range)
  }

  private static func isNumber(_ raw: RawValue) -> Bool {
    if case .scalar(let text, _) = raw.kind { parseNumber(text) != nil } else { false }
  }

  /// A map from level to column.
  private static func columns(
    _ entries: [Entry], at range: SourceRange, _ context: inout DecodingContext
  ) -> PropensityReference? {
    var pairs: [(level: Located<String>, column: ColumnReference)] = []
    for entry in entries {
      guard let name = context.text(of: entry.value, expected: "a column of probabilities")
      else { return nil }
      pairs.append((entry.key, ColumnReference(name, entry.value.range)))
    }
    return PropensityReference(form: .columns(pairs), range: range)
  }
}

/// What a propensity means for the arms and rows that a directive works on.
struct ResolvedPropensity: Sendable {
  var source: PropensitySource
  /// A sentence on where the probabilities come from.
  var note: String

  /// - Throws: a diagnostic where a share is missing for an arm, or a column is not a probability.
  static func resolve(
    _ reference: PropensityReference?, arms: TreatmentArms, frame: Frame,
    learner: String, _ context: RunContext
  ) throws(Diagnostic) -> ResolvedPropensity {
    if arms.doses != nil { return try ofAmount(reference, arms, context) }
    let reference = reference?.bound(to: frame, context)
    switch reference?.form {
    case nil:
      return ResolvedPropensity(
        source: .estimated,
        note:
          "The probability of each arm is estimated (\(learner)): state it with propensity: where the design is known."
      )
    case .design:
      let total = Double(arms.codes.count)
      let shares = zip(arms.labels, arms.counts).map { label, count in
        "\(label) \(NumberFormat.fixed(100 * Double(count) / total, digits: 1))%"
      }
      return ResolvedPropensity(
        source: .design,
        note: "The propensity is the observed share of each arm: \(shares.joined(separator: ", "))."
      )
    case .share(let share):
      return try known([1 - share, share], arms, at: reference?.range, context)
    case .shares(let pairs):
      var shares: [Double] = []
      for label in arms.labels {
        guard
          let pair = TreatmentArms.position(of: label, in: pairs.map(\.level.value))
            .map({ pairs[$0] })
        else {
          throw context.error(
            .invalidPropensity, at: reference?.range, "propensity has no share for “\(label)”",
            hint: "add \(label): and its share")
        }
        shares.append(pair.share)
      }
      return try known(shares, arms, at: reference?.range, context)
    case .column(let column):
      let values = try probabilities(column, arms: arms, frame: frame, context)
      return ResolvedPropensity(
        source: .rows(values), note: "The propensity is the column \(column.name).")
    case .columns(let pairs):
      return try ofColumns(pairs, at: reference?.range, arms: arms, frame: frame, context)
    case .model(let name, let model):
      return try ofModel(model, name, at: reference?.range, arms: arms, frame: frame, context)
    }
  }

  /// An amount has an expectation in the place of a probability: modelled, or the same for all.
  private static func ofAmount(
    _ reference: PropensityReference?, _ arms: TreatmentArms, _ context: RunContext
  ) throws(Diagnostic) -> ResolvedPropensity {
    switch reference?.form {
    case nil:
      return ResolvedPropensity(
        source: .estimated,
        note:
          "The treatment \(arms.column) is an amount: effects are slopes, per unit of it. Its expectation is modelled from features and controls."
      )
    case .design:
      return ResolvedPropensity(
        source: .design,
        note:
          "The treatment \(arms.column) is an amount drawn by design: effects are slopes, per unit of it, and every row had the same expectation, its mean."
      )
    default:
      throw context.error(
        .invalidPropensity, at: reference?.range,
        "“\(arms.column)” is an amount, which has no probability",
        hint:
          "leave propensity out, say design where it was drawn at random, or treatment: {column: \(arms.column), as: arms}"
      )
    }
  }

  private static func known(
    _ shares: [Double], _ arms: TreatmentArms, at range: SourceRange?, _ context: RunContext
  ) throws(Diagnostic) -> ResolvedPropensity {
    let total = shares.reduce(0, +)
    guard shares.count == arms.labels.count else {
      throw context.error(
        .invalidPropensity, at: range, "one share cannot serve \(arms.arms.count) arms",
        hint: "propensity: {\(arms.labels.map { "\($0): …" }.joined(separator: ", "))}")
    }
    return ResolvedPropensity(
      source: .shares(shares),
      note: abs(total - 1) < 1e-6
        ? "The propensity is known from the design."
        : "The propensity is known from the design: the stated shares of the used arms sum to \(NumberFormat.significant(total, digits: 4).trimmedZeros) and are divided by it."
    )
  }

  /// The probabilities of every level, each from a column, renormalised over the used arms.
  private static func ofColumns(
    _ pairs: [(level: Located<String>, column: ColumnReference)], at range: SourceRange?,
    arms: TreatmentArms, frame: Frame, _ context: RunContext
  ) throws(Diagnostic) -> ResolvedPropensity {
    var values: [[Double]] = []
    var names: [String] = []
    for label in arms.labels {
      guard
        let pair = TreatmentArms.position(of: label, in: pairs.map(\.level.value))
          .map({ pairs[$0] })
      else {
        throw context.error(
          .invalidPropensity, at: range, "propensity has no column for “\(label)”",
          hint: "add \(label): and the column of its probability")
      }
      values.append(try probabilities(in: pair.column, arms, frame, context))
      names.append(pair.column.name)
    }
    for row in values[0].indices {
      let total = values.reduce(0) { $0 + $1[row] }
      for arm in values.indices { values[arm][row] /= total }
    }
    return ResolvedPropensity(
      source: .rows(values),
      note:
        "The propensities are the columns \(names.joined(separator: ", ")), renormalised over the used arms."
    )
  }

  /// The probabilities of control and treated, from a column of the treated arm's.
  private static func probabilities(
    _ reference: ColumnReference, arms: TreatmentArms, frame: Frame, _ context: RunContext
  ) throws(Diagnostic) -> [[Double]] {
    guard arms.arms.count == 1 else {
      throw context.error(
        .invalidPropensity, at: reference.range,
        "a column of propensities serves one arm, and there are \(arms.arms.count)",
        hint: "choose one with arms:, or leave propensity out to estimate it")
    }
    let treated = try probabilities(in: reference, arms, frame, context)
    return [treated.map { 1 - $0 }, treated]
  }

  /// The values of a column on the used rows, each strictly between 0 and 1.
  private static func probabilities(
    in reference: ColumnReference, _ arms: TreatmentArms, _ frame: Frame, _ context: RunContext
  ) throws(Diagnostic) -> [Double] {
    let all = try NumericColumn.values(reference, role: "propensity", in: frame, context)
    let used = NumericColumn.taking(all, arms.rows)
    let wrong = used.count { !($0 > 0 && $0 < 1) }
    if wrong > 0 {
      throw context.error(
        .invalidPropensity, at: reference.range,
        "\(wrong) rows of “\(reference.name)” are not strictly between 0 and 1",
        hint: "leave these rows out, or correct the column")
    }
    return used
  }
}

extension DiagnosticKind {
  static let invalidPropensity = DiagnosticKind(
    "propensity.invalid", .error,
    "The propensity does not give every used arm a probability above 0. State one for each arm, name a column of probabilities, or leave it out to have it estimated."
  )
}
