import Diagnostics
import Execution
import Frames
import NotebookSyntax

/// `fallback:`: what takes the place of a file that is not at hand.
enum Fallback: Sendable, Hashable {
  case none
  case simulate(StandIn, SimulationSettings)
}

extension ParameterType where Value == Fallback {
  static let fallback = ParameterType("none, or {simulate: KIND, rows: N}") { raw, context in
    guard case .map(let entries) = raw.kind else {
      guard let text = context.text(of: raw, expected: "none, or {simulate: KIND}") else {
        return nil
      }
      if text == "none" { return Fallback.none }
      return context.fail(
        .wrongType, at: raw.range, "expected none, or {simulate: KIND}, found “\(text)”")
    }
    var kind: StandIn?
    var settings = SimulationSettings()
    for entry in entries {
      switch entry.key.value {
      case "simulate": kind = ParameterType<StandIn>.choice().decode(entry.value, &context)
      default:
        guard SimulationKeys.set(entry, &settings, &context) else {
          return context.fail(
            .unknownKey, at: entry.key.range, "fallback has no key “\(entry.key.value)”",
            hint: "keys: simulate, rows, and those of the kind")
        }
      }
    }
    guard let kind else {
      return context.diagnostics.isEmpty
        ? context.fail(.wrongType, at: raw.range, "fallback needs simulate: KIND") : nil
    }
    return .simulate(kind, settings)
  }
}

extension ParameterType where Value == DeclaredType {
  /// `int`, `number`, `{number: {strip: "US$ "}}`, `{date: dmy}`, ….
  static let declaredType = ParameterType(
    "int, number, text, category, boolean, date, timestamp, or {number: {strip, thousands, decimal, percent}}, {date: dmy}",
    choices: ColumnType.allCases.map(\.rawValue)
  ) { raw, context in
    guard case .map(let entries) = raw.kind else {
      return ParameterType<ColumnType>.choice().decode(raw, &context).map(DeclaredType.init)
    }
    guard entries.count == 1, let entry = entries.first else {
      return context.fail(.wrongType, at: raw.range, "a type has one name, such as number")
    }
    switch entry.key.value {
    case "number": return notation(entry.value, &context).map { .number($0) }
    case "date":
      return ParameterType<DateNotation>.choice().decode(entry.value, &context).map { .date($0) }
    case "timestamp":
      return ParameterType<DateNotation>.choice().decode(entry.value, &context)
        .map { .timestamp($0) }
    default:
      return context.fail(
        .unknownChoice, at: entry.key.range, "“\(entry.key.value)” takes no settings",
        hint: "types with settings: number, date, timestamp")
    }
  }

  private static func notation(
    _ raw: RawValue, _ context: inout DecodingContext
  ) -> NumberNotation? {
    guard case .map(let entries) = raw.kind else {
      return context.fail(
        .wrongType, at: raw.range, "expected settings such as {strip: \"US$ \"}")
    }
    var notation = NumberNotation.plain
    for entry in entries {
      switch entry.key.value {
      case "strip":
        guard let affixes = ParameterType<[String]>.list(of: .string).decode(entry.value, &context)
        else { return nil }
        notation.strip = affixes
      case "thousands":
        guard let mark = context.text(of: entry.value, expected: "a mark") else { return nil }
        notation.thousands = mark
      case "decimal":
        guard let mark = context.text(of: entry.value, expected: ". or ,") else { return nil }
        guard mark == "." || mark == "," else {
          return context.fail(.unknownChoice, at: entry.value.range, "decimal is . or ,")
        }
        notation.decimal = mark
      case "percent":
        guard let flag = ParameterType<Bool>.boolean.decode(entry.value, &context) else {
          return nil
        }
        notation.percent = flag
      default:
        return context.fail(
          .unknownKey, at: entry.key.range, "number has no setting “\(entry.key.value)”",
          hint: "settings: strip, thousands, decimal, percent")
      }
    }
    return notation
  }
}

extension DeclaredType {
  init(_ type: ColumnType) {
    switch type {
    case .integer: self = .integer
    case .number: self = .number(.plain)
    case .boolean: self = .boolean
    case .category: self = .category
    case .text: self = .text
    case .date: self = .date(.yearMonthDay)
    case .timestamp: self = .timestamp(.yearMonthDay)
    }
  }
}

extension ParameterType where Value == MissingMarkers {
  /// A token, a list of tokens for all columns, or a map column → tokens.
  static let missingMarkers = ParameterType("tokens, or a map column → tokens") { raw, context in
    let tokens = ParameterType<[String]>.list(of: .string)
    guard case .map(let entries) = raw.kind else {
      return tokens.decode(raw, &context).map { MissingMarkers(everywhere: $0) }
    }
    var markers = MissingMarkers()
    for entry in entries {
      guard let list = tokens.decode(entry.value, &context) else { return nil }
      markers.byColumn[entry.key.value] = list
    }
    return markers
  }
}

/// The marks that may part fields, by the names that a notebook has for them.
enum DelimiterName: String, Sendable, CaseIterable {
  case comma = ","
  case semicolon = ";"
  case tab
  case bar = "|"

  var byte: UInt8 {
    switch self {
    case .comma: UInt8(ascii: ",")
    case .semicolon: UInt8(ascii: ";")
    case .tab: UInt8(ascii: "\t")
    case .bar: UInt8(ascii: "|")
    }
  }
}
