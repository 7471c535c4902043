import Diagnostics
import Execution
import Frames
import Glibc
import NotebookSyntax
import Numerics

/// `expect`: states what must hold of the values above; a false line fails the run.
package struct ExpectDirective: Directive {
  package static let manual = DirectiveManual(
    verb: "expect", summary: "Checks values of the cells above; a false line fails the run.",
    discussion: """
      Each line compares values with the expressions of the prose: `a > b`, `a == b`,
      `a within 1e-6 of b` (relative to b; absolute where b is 0), `a between b and c`, or a
      comparison alone. `max(abs(x)) in FRAME` on the left is an SQL aggregate over a frame. With `if:` the lines apply only where that holds, such as on the real file.
      """,
    example: """
      ```{expect}
      that:
        - tau.ate > 0
        - tau.ate within 1e-6 of 0.4244
      if: customers.origin == "file"
      ```
      """,
    values: [
      ("passed", "lines that hold"), ("failed", "lines that do not"),
      ("skipped", "lines that do not apply"),
    ])

  static let that = Parameter<[Expectation]>(
    "that", .list(of: .expectation), "What must hold, a line each.")
  static let condition = Parameter<Expectation?>.optional(
    "if", .expectation, shown: "always", "The lines apply only where this holds.")

  package static let parameters: [any AnyParameter] = [that, condition]
  package static let diagnostics: [DiagnosticKind] = [.expectationFailed, .expectationUnreadable]

  private let arguments: Arguments

  package init(arguments: Arguments) { self.arguments = arguments }

  package func plan(_ plan: inout CellPlan) {
    for expectation in arguments[Self.that] + [arguments[Self.condition]].compactMap({ $0 }) {
      for path in expectation.paths { Self.read(path, &plan) }
    }
  }

  /// Records a read of the longest bound name at the start of a path.
  private static func read(_ path: ValuePath, _ plan: inout CellPlan) {
    for length in stride(from: path.components.count, to: 0, by: -1)
    where plan.readIfBound(ValuePath.text(path.components[..<length])) != nil { return }
    guard plan.parameters[path.text] == nil else { return }
    let name = path.components.first.map { ValuePath.text([$0]) } ?? path.text
    plan.error(.unknownName, at: path.range, "nothing is named “\(name)” above")
  }

  package func run(_ context: RunContext) throws -> CellResult {
    var applies = true
    if let condition = arguments[Self.condition] {
      applies = try Self.judge(condition, context).holds
    }
    var checks: [CellResult.Check] = []
    var counts = (passed: 0, failed: 0, skipped: 0)
    for expectation in arguments[Self.that] {
      guard applies else {
        counts.skipped += 1
        checks.append(.init(text: expectation.source, passed: nil, detail: "does not apply"))
        continue
      }
      do throws(Diagnostic) {
        let judgement = try Self.judge(expectation, context)
        if judgement.holds { counts.passed += 1 } else { counts.failed += 1 }
        checks.append(
          .init(
            text: expectation.source, passed: judgement.holds, detail: judgement.detail))
        if !judgement.holds {
          context.warn(
            .expectationFailed, at: expectation.range, "“\(expectation.source)” does not hold",
            notes: judgement.detail.isEmpty ? [] : ["Found: \(judgement.detail)."])
        }
      } catch {
        counts.failed += 1
        checks.append(.init(text: expectation.source, passed: false, detail: error.message))
        context.warn(error.kind, at: error.range, error.message, hint: error.hint)
      }
    }
    var result = CellResult()
    result.values.set("passed", counts.passed)
    result.values.set("failed", counts.failed)
    result.values.set("skipped", counts.skipped)
    result.items = [.checklist(checks)]
    if !applies, let condition = arguments[Self.condition] {
      result.notes.append("Not checked, because “\(condition.source)” does not hold here.")
    }
    return result
  }

  /// Whether an expectation holds, and what was found.
  private static func judge(
    _ expectation: Expectation, _ context: RunContext
  ) throws(Diagnostic) -> (holds: Bool, detail: String) {
    let range = expectation.range
    func evaluate(_ expression: ValueExpression) throws(Diagnostic) -> ResultValue {
      try context.evaluator.evaluate(expression, at: range).value
    }
    func number(_ value: ResultValue) throws(Diagnostic) -> Double {
      if let number = value.number { return number }
      throw context.error(.wrongOperand, at: range, "a number is needed in “\(expectation.source)”")
    }
    let found =
      switch expectation.subject {
      case .value(let expression): try evaluate(expression)
      case .aggregate(let aggregate, let frame): try scalar(aggregate, of: frame, context)
      }
    switch expectation.check {
    case .holds:
      if case .boolean(let flag) = found { return (flag, flag ? "true" : "false") }
      return (try number(found) != 0, text(found))
    case .comparison(let comparison, let other):
      let target = try evaluate(other)
      let holds = try context.evaluator.evaluate(
        .binary(comparison, try literal(found, in: expectation, context), other), at: range)
      return (holds.value == .boolean(true), "\(text(found)) and \(text(target))")
    case .within(let tolerance, let target):
      let limit = try number(evaluate(tolerance))
      let goal = try number(evaluate(target))
      let gap = abs(try number(found) - goal)
      let relative = goal == 0 ? gap : gap / abs(goal)
      return (
        relative <= limit,
        "\(text(found)), \(NumberFormat.significant(relative, digits: 2)) from \(text(.number(goal)))"
      )
    case .between(let low, let high):
      let value = try number(found)
      let (low, high) = (try number(evaluate(low)), try number(evaluate(high)))
      return (low <= value && value <= high, text(found))
    case .invalid:
      throw context.error(
        .expectationUnreadable, at: range, "“\(expectation.source)” could not be read")
    }
  }

  /// A value as an expression, so that one comparison serves values and aggregates.
  private static func literal(
    _ value: ResultValue, in expectation: Expectation, _ context: RunContext
  ) throws(Diagnostic) -> ValueExpression {
    if case .text(let text) = value { return .text(text) }
    if let number = value.number { return .number(number) }
    throw context.error(
      .wrongOperand, at: expectation.range, "a number is needed in “\(expectation.source)”")
  }

  /// An aggregate over a frame's rows, such as `max(abs(profit - cost))`.
  private static func scalar(
    _ aggregate: Located<String>, of frame: Located<String>, _ context: RunContext
  ) throws(Diagnostic) -> ResultValue {
    guard let object = context.object(named: frame.value) as? FrameObject else {
      throw context.error(.wrongObject, at: frame.range, "“\(frame.value)” is not a frame")
    }
    do throws(SQLError) {
      switch try SQLEngine.scalar(aggregate.value, over: object.frame) {
      case .number(let number): return .number(number)
      case .integer(let count): return .number(Double(count))
      case .text(let text): return .text(text)
      case .boolean(let flag): return .boolean(flag)
      case .date(let date): return .date(Int(date.daysSinceEpoch))
      case .timestamp(let moment): return .text(moment.description)
      case .missing: return .missing
      }
    } catch {
      throw context.error(
        .expectationUnreadable, at: aggregate.range, SQLPlace.message(error),
        hint: SQLPlace.missingColumn(error).flatMap { name in
          NearMiss.hint(for: name, in: object.frame.visibleColumns.map(\.name), what: "columns")
        })
    }
  }

  /// Six digits at most, without the zeros that end a fraction; a whole number as it is.
  private static func number(_ x: Double) -> String {
    if x == x.rounded(), let whole = Int(exactly: x) { return NumberFormat.count(whole) }
    let text = NumberFormat.significant(x, digits: 6)
    guard text.contains("."), !text.contains("e") else { return text }
    let trimmed = text.reversed().drop { $0 == "0" }
    return String((trimmed.first == "." ? trimmed.dropFirst() : trimmed).reversed())
  }

  private static func text(_ value: ResultValue) -> String {
    switch value {
    case .number(let x): number(x)
    case .integer(let n): NumberFormat.count(n)
    case .text(let text): "“\(text)”"
    case .boolean(let flag): flag ? "true" : "false"
    case .interval(let low, let high):
      "\(number(low)) to \(number(high))"
    case .date(let days): "day \(days)"
    case .missing: "a missing value"
    }
  }
}

extension Expectation {
  /// Every path that the expectation reads.
  fileprivate var paths: [ValuePath] {
    var paths: [ValuePath] = []
    switch subject {
    case .value(let expression): paths += expression.paths
    case .aggregate(_, let frame):
      paths.append(ValuePath(components: [.name(frame.value)], range: frame.range))
    }
    switch check {
    case .comparison(_, let other): paths += other.paths
    case .within(let tolerance, let target): paths += tolerance.paths + target.paths
    case .between(let low, let high): paths += low.paths + high.paths
    case .holds, .invalid: break
    }
    return paths
  }
}

extension ValueExpression {
  fileprivate var paths: [ValuePath] {
    switch self {
    case .path(let path): [path]
    case .negate(let inner): inner.paths
    case .binary(_, let left, let right): left.paths + right.paths
    case .choose(let condition, let yes, let no): condition.paths + yes.paths + no.paths
    case .number, .text, .invalid: []
    }
  }
}

extension ParameterType where Value == Expectation {
  /// A line such as `tau.ate > 0`, verbatim.
  static let expectation = ParameterType("comparison of values", isText: true) { raw, context in
    guard let text = context.text(of: raw, expected: "a comparison of values") else { return nil }
    let parsed = ExpectationParser.parse(text, at: raw.range, in: context.source)
    context.diagnostics += parsed.diagnostics
    return parsed.diagnostics.contains { $0.severity == .error } ? nil : parsed.expectation
  }
}

extension DiagnosticKind {
  fileprivate static let expectationFailed = DiagnosticKind(
    "expect.failed", .error,
    "A line of `expect` does not hold of the values that were computed. Look at the cells it names, or correct the line."
  )
  fileprivate static let expectationUnreadable = DiagnosticKind(
    "expect.unreadable", .error, "A line of `expect` cannot be evaluated as written.")
}
