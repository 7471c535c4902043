import Causal
import Diagnostics
import Execution
import Frames
import NotebookSyntax
import Numerics

/// A cost, revenue or reward: a number, or an expression over columns and parameters.
struct AmountReference: Sendable, Hashable {
  /// nil for a number that stands where nothing is given.
  let expression: SQLExpression?
  /// The value, where it is one number for every row.
  let constant: Double?

  init(_ expression: SQLExpression) {
    self.expression = expression
    if case .number(let value)? = expression.parameters.first(where: {
      expression.text == ":" + $0.key
    })?.value {
      constant = value
    } else {
      constant = parseNumber(expression.text)
    }
  }

  /// One amount for every row.
  init(constant: Double) {
    expression = nil
    self.constant = constant
  }

  /// The same number for every row.
  static func number(_ value: Double) -> AmountReference { AmountReference(constant: value) }

  static let zero = AmountReference(constant: 0)
  static let one = AmountReference(constant: 1)

  /// Whether parameters of the notebook stand in the amount.
  var hasParameters: Bool { !(expression?.parameters.isEmpty ?? true) }

  /// Whether both mean the same amount for every row.
  func agrees(with other: AmountReference) -> Bool {
    if let constant { return constant == other.constant }
    return expression == other.expression
      && expression?.parameters == other.expression?.parameters
  }

  /// The same amount as a cell has it that reads it elsewhere.
  func placed(at range: SourceRange) -> AmountReference {
    guard var expression else { return self }
    expression.range = range
    return AmountReference(expression)
  }

  /// The amount of every row of a frame.
  func amounts(over frame: Frame, _ context: RunContext) throws(Diagnostic) -> RowAmount {
    if let constant { return .constant(constant) }
    guard let expression else { return .constant(0) }
    let column = try context.column(expression, over: frame, name: "amount")
    guard let values = column.doubles else {
      throw context.error(
        .invalidAmount, at: expression.range,
        "“\(expression.text)” gives text, and an amount is needed")
    }
    if let row = values.firstIndex(where: { !$0.isFinite }) {
      throw context.error(
        .invalidAmount, at: expression.range,
        "“\(expression.text)” gives no number in row \(row + 1)",
        hint: "fill the gap in the expression with coalesce(…, 0)")
    }
    return .column(values)
  }

  /// The amount in words: a number, or the expression.
  var text: String {
    if let constant { return Self.rounded(constant) }
    return expression?.text ?? ""
  }

  /// A number of at most four significant digits, without trailing zeros.
  static func rounded(_ amount: Double) -> String {
    let text = NumberFormat.significant(amount, digits: 4)
    return Double(text).map { NumberFormat.shortest($0) } ?? text
  }
}

extension RowAmount {
  /// The amounts of some rows.
  func taking(_ rows: [Int]) -> RowAmount {
    switch self {
    case .constant: self
    case .column(let values): .column(rows.map { values[$0] })
    }
  }
}

/// What each action costs: one amount for every treatment, or one an arm.
enum CostReference: Sendable {
  case one(AmountReference)
  case perArm([(arm: Located<String>, amount: AmountReference)])

  /// The cost of every action, the control's first; an arm without one costs nothing.
  func amounts(labels: [String]) -> [AmountReference] {
    switch self {
    case .one(let amount): [.zero] + labels.dropFirst().map { _ in amount }
    case .perArm(let pairs):
      labels.map { label in pairs.first { $0.arm.value == label }?.amount ?? .zero }
    }
  }
}

extension ParameterType where Value == AmountReference {
  static let amount = ParameterType<SQLExpression>.expression.map { AmountReference($0) }
}

extension ParameterType where Value == CostReference {
  /// An amount, or a map from arm to amount; both on the key's line or below it.
  static let cost = ParameterType("number, SQL expression, or map from arm to these", isText: true)
  {
    raw, context in
    if case .map(let entries) = raw.kind {
      var pairs: [(arm: Located<String>, amount: AmountReference)] = []
      for entry in entries {
        guard let amount = ParameterType<AmountReference>.amount.decode(entry.value, &context)
        else { return nil }
        pairs.append((entry.key, amount))
      }
      return .perArm(pairs)
    }
    guard case .scalar(let text, _) = raw.kind, text.hasPrefix("{"), text.hasSuffix("}") else {
      return ParameterType<AmountReference>.amount.decode(raw, &context).map { .one($0) }
    }
    // The line is taken verbatim, so a map on it comes as text.
    var pairs: [(arm: Located<String>, amount: AmountReference)] = []
    for part in text.dropFirst().dropLast().split(separator: ",") {
      guard let colon = part.lastIndex(of: ":"),
        let expression = SQLExpression.parse(
          String(part[part.index(after: colon)...].drop { $0 == " " }), at: raw.range, in: &context)
      else {
        return context.fail(.wrongType, at: raw.range, "expected arm: amount, found “\(part)”")
      }
      let arm = part[..<colon].drop { $0 == " " }
      pairs.append((Located(String(arm), raw.range), AmountReference(expression)))
    }
    return .perArm(pairs)
  }
}

extension DiagnosticKind {
  static let invalidAmount = DiagnosticKind(
    "policy.amount", .error, "A cost or revenue is not a number in every row.")
}
