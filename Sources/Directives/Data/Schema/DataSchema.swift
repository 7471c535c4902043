import Diagnostics
import Execution
import Frames
import NotebookSyntax

/// What a data file promises of its columns: a subset of JSON Schema, written as YAML or JSON.
///
/// Columns stand under `columns:` (or JSON Schema's `properties:`), each with `type`, `enum`,
/// `minimum`, `maximum`, `pattern`, `required`, `unique`; `required: [names]` may also stand at the
/// top.
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
      case "type": rules.type = context.text(of: value, expected: "a type")
      case "enum", "values":
        rules.allowed = ParameterType<[String]>.list(of: .string).decode(value, &context)
      case "minimum": rules.minimum = ParameterType<Double>.number.decode(value, &context)
      case "maximum": rules.maximum = ParameterType<Double>.number.decode(value, &context)
      case "pattern": rules.pattern = context.text(of: value, expected: "a pattern")
      case "required":
        rules.isRequired = ParameterType<Bool>.boolean.decode(value, &context) ?? false
      case "unique": rules.isUnique = ParameterType<Bool>.boolean.decode(value, &context) ?? false
      // `description`, `title` and the like are for readers.
      default: continue
      }
    }
    return rules
  }
}
