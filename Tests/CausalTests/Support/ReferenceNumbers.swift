import FoundationEssentials
import Platform
import TestSupport

/// A JSON file of reference numbers, read by path: `numbers["visit"]["T_ols"]["rate"].double`.
enum ReferenceNumbers: Decodable {
  case null
  case bool(Bool)
  case number(Double)
  case text(String)
  case list([ReferenceNumbers])
  case map([String: ReferenceNumbers])

  static func load(_ name: String) throws -> ReferenceNumbers {
    guard let folder = SharedData.expectedFolder else { return .null }
    let bytes = try FileSystem.read(Path.join(folder, name))
    // Python writes NaN where JSON has nothing.
    let decoder = JSONDecoder()
    decoder.allowsJSON5 = true
    return try decoder.decode(ReferenceNumbers.self, from: Data(bytes))
  }

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if container.decodeNil() {
      self = .null
    } else if let value = try? container.decode(Bool.self) {
      self = .bool(value)
    } else if let value = try? container.decode(Double.self) {
      self = .number(value)
    } else if let value = try? container.decode(String.self) {
      self = .text(value)
    } else if let value = try? container.decode([ReferenceNumbers].self) {
      self = .list(value)
    } else {
      self = .map(try container.decode([String: ReferenceNumbers].self))
    }
  }

  subscript(key: String) -> ReferenceNumbers {
    if case .map(let map) = self { map[key] ?? .null } else { .null }
  }

  subscript(index: Int) -> ReferenceNumbers {
    if case .list(let list) = self, list.indices.contains(index) { list[index] } else { .null }
  }

  var double: Double { if case .number(let value) = self { value } else { .nan } }
  var text: String? { if case .text(let value) = self { value } else { nil } }
  var list: [ReferenceNumbers] { if case .list(let values) = self { values } else { [] } }
  var doubles: [Double] { list.map(\.double) }
}
