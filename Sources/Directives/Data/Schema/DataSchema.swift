import Diagnostics
import Execution
import Frames
import NotebookSyntax

/// What a data file promises of its columns: a subset of JSON Schema, written as YAML or JSON.
///
/// Columns stand under `columns:` (or JSON Schema's `properties:`, also below the `items:` of an
/// array of rows), each with `type`, `enum`, `minimum`, `maximum`, `pattern`, `required`, `unique`;
/// `required: [names]` may also stand at the top. A rule that is not known is an error: it would
/// else seem to hold.
struct DataSchema: Sendable {
  struct Rules: Sendable {
    var column: String
    /// As written, such as `integer`.
    var type: String?
    var allowed: [String]?
    var minimum: Double?
    var maximum: Double?
    var pattern: String?
    /// Whether every row needs a value.
    var isRequired = false
    var isUnique = false
  }

  var columns: [Rules] = []

  /// Reads a schema; problems are in `context`.
  static func read(_ source: SourceFile, _ context: inout DecodingContext) -> DataSchema {
    // A JSON object is a YAML value: it only lacks a key.
    let isObject = source.bytes.first { $0 > 0x20 } == UInt8(ascii: "{")
    let text =
      isObject
      ? SourceFile(path: source.path, bytes: Array("schema: ".utf8) + source.bytes) : source
    let (parsed, diagnostics) = ProjectReader.read(text)
    context.diagnostics += diagnostics
    var entries = parsed
    if isObject, case .map(let inner)? = parsed.first?.value.kind { entries = inner }
    if let items = entries.first(where: { $0.key.value == "items" }),
      case .map(let inner) = items.value.kind
    {
      entries = inner
    }
    var schema = DataSchema()
    var required: [String] = []
    for entry in entries {
      switch entry.key.value {
      case "columns", "properties":
        guard case .map(let columns) = entry.value.kind else {
          let _: Void? = context.fail(.wrongType, at: entry.value.range, "expected columns")
          continue
        }
        schema.columns = columns.map { rules($0, &context) }
      case "required":
        required = ParameterType<[String]>.list(of: .string).decode(entry.value, &context) ?? []
      default: continue
      }
    }
    for name in required {
      if let index = schema.columns.firstIndex(where: { $0.column == name }) {
        schema.columns[index].isRequired = true
      } else {
        schema.columns.append(Rules(column: name, isRequired: true))
      }
    }
    return schema
  }

  private static func rules(_ entry: Entry, _ context: inout DecodingContext) -> Rules {
    var rules = Rules(column: entry.key.value)
    guard case .map(let settings) = entry.value.kind else {
      rules.type = context.text(of: entry.value, expected: "a type, or rules")
      return rules
    }
    for setting in settings {
      let value = setting.value
      switch setting.key.value {
      case "type": rules.type = type(value, &context)
      case "enum", "values":
        rules.allowed = ParameterType<[String]>.list(of: .string).decode(value, &context)
      case "minimum": rules.minimum = ParameterType<Double>.number.decode(value, &context)
      case "maximum": rules.maximum = ParameterType<Double>.number.decode(value, &context)
      case "pattern": rules.pattern = context.text(of: value, expected: "a pattern")
      case "required":
        rules.isRequired = ParameterType<Bool>.boolean.decode(value, &context) ?? false
      case "unique": rules.isUnique = ParameterType<Bool>.boolean.decode(value, &context) ?? false
      case let name where remarks.contains(name): continue
      default:
        let _: Void? = context.fail(
          .unknownKey, at: setting.key.range,
          "“\(setting.key.value)” is no rule that is checked",
          hint: NearMiss.hint(for: setting.key.value, in: ruleNames, what: "rules"))
      }
    }
    return rules
  }

  private static let ruleNames = [
    "type", "enum", "minimum", "maximum", "pattern", "required", "unique",
  ]
  /// What readers are told, and no rule.
  private static let remarks: Set<String> = [
    "description", "title", "comment", "$comment", "unit", "examples", "example", "format",
  ]
  private static let types: Set<String> = [
    "integer", "int", "number", "float", "double", "boolean", "bool", "date", "timestamp",
    "datetime", "string", "text", "category",
  ]

  /// A type; `[integer, "null"]` means that a value may be missing, which it may by itself.
  private static func type(_ value: RawValue, _ context: inout DecodingContext) -> String? {
    let names = ParameterType<[String]>.list(of: .string).decode(value, &context) ?? []
    let kept = names.filter { $0 != "null" }
    guard kept.count == 1, let name = kept.first, types.contains(name) else {
      if context.diagnostics.contains(where: { $0.severity == .error }) { return nil }
      return context.fail(
        .wrongType, at: value.range,
        "“\(names.joined(separator: ", "))” is no type of a column",
        hint: "types: integer, number, boolean, string, date, timestamp")
    }
    return name
  }
}
