import Causal
import Charts
import Diagnostics
import Execution
import Frames
import Learners
import NotebookSyntax
import Numerics
import Statistics

/// `segment quadrants`: bounds on the shares of the four types of customers.
package struct SegmentQuadrantsDirective: Directive {
  package static let manual = DirectiveManual(
    verb: "segment", kind: "quadrants",
    summary:
      "Bounds the shares of persuadables, sure things, lost causes and do-not-disturbs.",
    discussion: """
      A type is what a customer would do with and without treatment, and only one of the two is ever
      seen. So the shares lie between bounds, and no customer is labelled: acting after an e-mail
      makes nobody a persuadable. Under `monotone: true`, treatment keeps nobody from acting, and
      the shares are known. `by` gives bounds for each level of a column, whose mean over the levels
      is at least as narrow. The outcome has to be 0 or 1.
      """,
    example: """
      ```{segment quadrants}
      data: customers
      outcome: visit
      treatment: segment
      control: No E-Mail
      arms: [Womens E-Mail]
      ```
      """,
    values: [
      ("low[TYPE], high[TYPE]", "bounds of the share; types: \(types.joined(separator: ", "))"),
      ("ci[TYPE]", "interval that holds both bounds, sampling error counted"),
      ("low[TYPE LEVEL]", "any of these for a level of by:"),
      ("low[TYPE by COLUMN]", "bounds over all rows from those of the levels"),
      ("treated, control", "P₁ and P₀, with .se and .ci"),
      ("ate, ate.se, ate.ci", "persuadables less do-not-disturbs"),
    ])

  static let types = TypeBounds.CustomerType.allCases.map(\.rawValue)

  static let monotone = Parameter<Bool>(
    "monotone", .boolean, default: false,
    "Assume that treatment keeps nobody from acting: there are no do-not-disturbs.")
  static let by = Parameter<ColumnReference?>.optional(
    "by", .column, "A column of at most 20 levels, with bounds for each.")
  private static let mostLevels = 20

  package static let parameters: [any AnyParameter] =
    [JudgingParameters.model, JudgingParameters.data]
    + [
      JudgingParameters.outcome, JudgingParameters.treatment, JudgingParameters.control,
      JudgingParameters.arms, JudgingParameters.propensity, JudgingParameters.features,
      JudgingParameters.models, JudgingParameters.folds, JudgingParameters.clip,
      JudgingParameters.weights, JudgingParameters.cluster, monotone, by,
    ]
  package static let diagnostics: [DiagnosticKind] = [
    .unjudgeable, .severalScores, .missingRole, .notTwoOutcomes, .againstMonotone,
    .manyLevels,
  ]

  private let arguments: Arguments

  package init(arguments: Arguments) { self.arguments = arguments }

  package func plan(_ plan: inout CellPlan) {
    let schema = plan.readFrame(arguments[JudgingParameters.data])
    if let model = arguments[JudgingParameters.model] {
      plan.readObject(model, types: [FittedEffect.typeName])
    } else if !plan.readLastObject(type: FittedEffect.typeName),
      arguments[JudgingParameters.outcome] == nil || arguments[JudgingParameters.treatment] == nil
    {
      plan.error(
        .missingRole, "without a model, say outcome: and treatment:",
        hint: "for example outcome: visit")
    }
    JudgingParameters.checkRoles(arguments, in: schema, &plan)
    plan.check(arguments[Self.by], in: schema)
    plan.bind(.values)
  }

  package func run(_ context: RunContext) throws -> CellResult {
    let frame = try context.frame(arguments[JudgingParameters.data]).frame
    let model = try model(context)
    let labels = model.flatMap { $0.arms.count == 1 ? $0.labels : nil }
    let rows = try ValuedRows.gather(model: model, labels: labels, frame: frame, context)
    guard rows.labels.count == 2, let scores = rows.sample.scores else {
      throw context.error(
        .severalScores,
        "the treatment has \(rows.labels.count - 1) arms, and the types are of one",
        hint: "choose one with arms: [\(rows.labels.dropFirst().first ?? "")]")
    }
    guard rows.sample.outcome.allSatisfy({ $0 == 0 || $0 == 1 }) else {
      throw context.error(
        .notTwoOutcomes, at: arguments.range(of: JudgingParameters.outcome),
        "“\(rows.outcome)” is not 0 or 1 in every row, and the types are of those who act or do not",
        hint: "derive a 0/1 outcome with transform")
    }
    func bounds(_ positions: [Int]) -> TypeBounds {
      func taking<Value>(_ values: [Value]) -> [Value] { positions.map { values[$0] } }
      return TypeBounds(
        treated: taking(scores[1]), control: taking(scores[0]),
        weights: rows.sample.weights.map(taking), clusters: rows.sample.clusters.map(taking),
        isMonotone: arguments[Self.monotone], level: context.level)
    }
    let all = bounds(Array(rows.rows.indices))
    let groups = try groups(rows, frame, context).map {
      (label: $0.label, $0.share, bounds($0.rows))
    }
    warnOfMonotone(all, context)
    return result(all, groups, rows, context)
  }

  private func model(_ context: RunContext) throws(Diagnostic) -> FittedEffect? {
    if let named = arguments[JudgingParameters.model] {
      return try context.object(FittedEffect.self, named)
    }
    let isComplete =
      arguments[JudgingParameters.outcome] != nil && arguments[JudgingParameters.treatment] != nil
    return isComplete ? nil : context.lastObject(FittedEffect.self)?.object
  }

  /// Rows of each level of `by`, with the level's share of the rows.
  private func groups(
    _ rows: ValuedRows, _ frame: Frame, _ context: RunContext
  ) throws(Diagnostic) -> [(label: String, share: Double, rows: [Int])] {
    guard let reference = arguments[Self.by] else { return [] }
    let view = try context.column(reference, in: frame).levelView
    var members: [Int32: [Int]] = [:]
    for (position, row) in rows.rows.enumerated() where view.codes[row] >= 0 {
      members[view.codes[row], default: []].append(position)
    }
    guard members.count <= Self.mostLevels else {
      throw context.error(
        .manyLevels, at: reference.range,
        "“\(reference.name)” has \(members.count) levels, and at most \(Self.mostLevels) are told",
        hint: "bin it with transform")
    }
    let total = Double(members.values.reduce(0) { $0 + $1.count })
    return members.keys.sorted().map { code in
      let own = members[code] ?? []
      return (view.levels[Int(code)], Double(own.count) / total, own)
    }
  }

  private func warnOfMonotone(_ bounds: TypeBounds, _ context: RunContext) {
    guard arguments[Self.monotone] else { return }
    let high = bounds.effect.interval(level: context.level).high
    if high < 0 {
      context.warn(
        .againstMonotone, at: arguments.range(of: Self.monotone),
        "fewer act with treatment than without, so it does keep some from acting",
        hint: "leave out monotone:")
    }
  }

  // MARK: - Result

  private func result(
    _ all: TypeBounds, _ groups: [(label: String, share: Double, bounds: TypeBounds)],
    _ rows: ValuedRows, _ context: RunContext
  ) -> CellResult {
    var result = CellResult()
    record(all, nil, &result.values)
    for (key, estimate) in [
      ("treated", all.treatedShare), ("control", all.controlShare), ("ate", all.effect),
    ] {
      let interval = estimate.interval(level: context.level)
      result.values.set(key, estimate.value)
      result.values.set(key + ".se", estimate.standardError)
      result.values.set(key + ".ci", low: interval.low, high: interval.high)
    }
    for group in groups { record(group.bounds, group.label, &result.values) }
    var tables = [table("all rows", all)]
    if !groups.isEmpty, let by = arguments[Self.by] {
      tables += groups.map { table("\(by.name) \($0.label)", $0.bounds) }
      let pooled = pooled(groups)
      for bound in pooled {
        result.values.set("low[\(bound.type.rawValue) by \(by.name)]", bound.low)
        result.values.set("high[\(bound.type.rawValue) by \(by.name)]", bound.high)
      }
      result.notes.append(
        "Over all rows, the bounds of the levels of \(by.name) together say: "
          + pooled.map { "\($0.type.rawValue) \(Self.percent($0.low)) to \(Self.percent($0.high))" }
          .joined(separator: ", ") + ".")
    }
    result.items = [.chart(chart([("all rows", all)] + groups.map { ($0.label, $0.bounds) }))]
    result.items += tables.map { .table($0) }
    result.notes += rows.notes
    result.notes.append(
      arguments[Self.monotone]
        ? "Assumed, not tested: treatment keeps nobody from acting."
        : "Nobody is labelled: which type a customer is of cannot be known.")
    result.definitions = [.init("types", TypeBounds.definition)]
    return result
  }

  private func record(_ bounds: TypeBounds, _ level: String?, _ values: inout ResultValues) {
    for type in TypeBounds.CustomerType.allCases {
      guard let bound = bounds.bounds[type] else { continue }
      let key = "[\(type.rawValue)\(level.map { " " + $0 } ?? "")]"
      values.set("low" + key, bound.low)
      values.set("high" + key, bound.high)
      values.set("ci" + key, low: bound.outer.low, high: bound.outer.high)
    }
  }

  /// Bounds over all rows from those of groups: their mean by size.
  private func pooled(
    _ groups: [(label: String, share: Double, bounds: TypeBounds)]
  ) -> [(type: TypeBounds.CustomerType, low: Double, high: Double)] {
    TypeBounds.CustomerType.allCases.map { type in
      (
        type, groups.reduce(0) { $0 + $1.share * ($1.bounds.bounds[type]?.low ?? 0) },
        groups.reduce(0) { $0 + $1.share * ($1.bounds.bounds[type]?.high ?? 1) }
      )
    }
  }

  private func table(_ title: String, _ bounds: TypeBounds) -> ResultTable {
    let told: [TypeBounds.CustomerType: (String, String)] = [
      .persuadable: ("no", "yes"), .sureThing: ("yes", "yes"), .lostCause: ("no", "no"),
      .doNotDisturb: ("yes", "no"),
    ]
    return ResultTable(
      title: "Shares of the types, \(title)",
      columns: [
        TableColumn("Type"), TableColumn("Acts untreated"), TableColumn("Acts treated"),
        TableColumn("At least", .share(1)), TableColumn("At most", .share(1)),
        TableColumn("With sampling error", .share(1)),
      ],
      rows: TypeBounds.CustomerType.allCases.compactMap { type in
        guard let bound = bounds.bounds[type], let words = told[type] else { return nil }
        return [
          .text(type.rawValue), .text(words.0), .text(words.1), .number(bound.low),
          .number(bound.high), .interval(bound.outer.low, bound.outer.high),
        ]
      })
  }

  /// Between the bounds of each type a bar, for all rows and for each level.
  private func chart(_ parts: [(label: String, bounds: TypeBounds)]) -> Chart {
    let panels = parts.map { part in
      let found = TypeBounds.CustomerType.allCases.map { part.bounds.bounds[$0] }
      let lows = found.map { $0?.low ?? .nan }
      let highs = found.map { $0?.high ?? .nan }
      return Panel(
        title: parts.count > 1 ? part.label : nil,
        marks: [
          .intervals(
            IntervalMark(
              name: "bounds", positions: lows.indices.map(Double.init),
              values: zip(lows, highs).map { ($0 + $1) / 2 }, low: lows, high: highs,
              role: .series(0)))
        ])
    }
    return Chart(
      kind: "quadrants", x: Axis("share of customers", format: .share, lower: 0),
      y: .categories(Self.types), panels: panels,
      remarks: ["Every share between the ends agrees with the data; the dot is only their middle."])
  }

  private static func percent(_ share: Double) -> String {
    NumberFormat.fixed(share * 100, digits: 1) + "%"
  }
}

extension DiagnosticKind {
  static let notTwoOutcomes = DiagnosticKind(
    "segment.notBinary", .error, "The four types are of customers who act or do not: a 0/1 outcome."
  )
  static let againstMonotone = DiagnosticKind(
    "segment.notMonotone", .warning,
    "`monotone: true` assumes that treatment keeps nobody from acting, and the data speak against it."
  )
  static let manyLevels = DiagnosticKind(
    "segment.manyLevels", .error, "A column that is told level by level has too many levels.")
}
