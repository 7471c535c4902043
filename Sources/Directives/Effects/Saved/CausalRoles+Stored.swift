import Diagnostics
import Execution
import JSON
import Learners
import NotebookSyntax

extension CausalRoles {
  /// The columns by the keys of `fit`.
  var stored: JSONValue {
    func name(_ column: ColumnReference?) -> JSONValue { .optional(column?.name) }
    return .object([
      ("outcome", .string(outcome.name)), ("treatment", .string(treatment.column.name)),
      ("treatment-as-arms", .boolean(treatment.asArms)), ("control", .optional(control?.value)),
      ("arms", arms.map { .texts($0.map(\.value)) } ?? .null),
      ("features", .texts(features.map(\.name))), ("controls", .texts(controls.map(\.name))),
      ("weights", name(weights)), ("cluster", name(cluster)),
      ("where", condition?.stored ?? .null), ("propensity", propensity?.stored ?? .null),
    ])
  }

  /// - Parameter range: where the notebook names the file that holds them.
  init(stored: JSONCursor, armCount: Int, at range: SourceRange) throws(JSONShapeError) {
    func column(_ key: String) throws(JSONShapeError) -> ColumnReference {
      ColumnReference(try stored.member(key).text(), range)
    }
    func optional(_ key: String) throws(JSONShapeError) -> ColumnReference? {
      try stored.optional(key).map { name throws(JSONShapeError) in
        ColumnReference(try name.text(), range)
      }
    }
    func columns(_ key: String) throws(JSONShapeError) -> [ColumnReference] {
      try stored.member(key).texts().map { ColumnReference($0, range) }
    }
    self.init(
      outcome: try column("outcome"),
      treatment: TreatmentReference(
        column: try column("treatment"), asArms: try stored.member("treatment-as-arms").flag()),
      control: try stored.optional("control").map { control throws(JSONShapeError) in
        Located(try control.text(), range)
      },
      arms: try stored.optional("arms").map { arms throws(JSONShapeError) in
        try arms.texts().map { Located($0, range) }
      },
      features: try columns("features"), controls: try columns("controls"),
      weights: try optional("weights"),
      propensity: try stored.optional("propensity").map { propensity throws(JSONShapeError) in
        try PropensityReference(stored: propensity, armCount: armCount, at: range)
      }, cluster: try optional("cluster"),
      condition: try stored.optional("where").map { condition throws(JSONShapeError) in
        try SQLExpression(stored: condition, at: range)
      })
  }
}

extension SQLExpression {
  /// The text with the values that its parameters had.
  fileprivate var stored: JSONValue {
    .object([
      ("text", .string(text)),
      (
        "parameters",
        .object(
          parameters.sorted { $0.key < $1.key }.map { name, value -> JSONValue.Member in
            switch value {
            case .number(let number): (name, .exact(number))
            case .text(let text): (name, .string(text))
            case .boolean(let flag): (name, .boolean(flag))
            }
          })
      ),
    ])
  }

  fileprivate init(stored: JSONCursor, at range: SourceRange) throws(JSONShapeError) {
    let list = try stored.member("parameters")
    guard case .object(let members) = list.value else { throw list.error("expected an object") }
    var parameters: [String: ParamValue] = [:]
    for (name, value) in members {
      switch value {
      case .string(let text): parameters[name] = .text(text)
      case .boolean(let flag): parameters[name] = .boolean(flag)
      default: parameters[name] = .number(try list.member(name).number())
      }
    }
    self.init(text: try stored.member("text").text(), parameters: parameters, range: range)
  }
}

extension PropensityReference {
  fileprivate var stored: JSONValue {
    switch form {
    case .design: .object([("design", .boolean(true))])
    case .share(let share): .object([("share", .exact(share))])
    case .shares(let pairs):
      .object([
        (
          "shares",
          .array(
            pairs.map {
              .object([("level", .string($0.level.value)), ("share", .exact($0.share))])
            })
        )
      ])
    case .column(let column): .object([("column", .string(column.name))])
    case .columns(let pairs):
      .object([
        (
          "columns",
          .array(
            pairs.map {
              .object([("level", .string($0.level.value)), ("column", .string($0.column.name))])
            })
        )
      ])
    case .model(let name, let model):
      .object([("name", .string(name)), ("model", .object(model.storedMembers))])
    }
  }

  fileprivate init(
    stored: JSONCursor, armCount: Int, at range: SourceRange
  ) throws(JSONShapeError) {
    let form: Form
    if let share = stored.optional("share") {
      form = .share(try share.number())
    } else if let shares = stored.optional("shares") {
      form = .shares(
        try shares.map { pair throws(JSONShapeError) in
          (
            level: Located(try pair.member("level").text(), range),
            share: try pair.member("share").number()
          )
        })
    } else if let column = stored.optional("column") {
      // It is the probability of the treated, of whom there is one arm.
      guard armCount == 2 else { throw column.error("expected a column for each arm") }
      form = .column(ColumnReference(try column.text(), range))
    } else if let columns = stored.optional("columns") {
      form = .columns(
        try columns.map { pair throws(JSONShapeError) in
          (
            level: Located(try pair.member("level").text(), range),
            column: ColumnReference(try pair.member("column").text(), range)
          )
        })
    } else if let model = stored.optional("model") {
      form = .model(
        name: try stored.member("name").text(), try FittedEffect(stored: model, at: range))
    } else {
      guard try stored.member("design").flag() else { throw stored.error("expected a propensity") }
      form = .design
    }
    self.init(form: form, range: range)
  }

  /// What a reference means for a model of these arms; the probabilities of rows are not kept.
  static func source(_ reference: PropensityReference?, labels: [String]) -> PropensitySource {
    switch reference?.form {
    case nil: .estimated
    case .design: .design
    case .share(let share): .shares([1 - share, share])
    case .shares(let pairs):
      .shares(
        labels.map { label in
          TreatmentArms.position(of: label, in: pairs.map(\.level.value)).map { pairs[$0].share }
            ?? 0
        })
    case .column, .columns, .model: .rows([])
    }
  }
}
