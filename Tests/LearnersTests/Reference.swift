import FoundationEssentials
import Learners
import Platform
import TestSupport
import Testing

/// A value of a file of reference numbers.
enum Reference: Decodable {
  case object([String: Reference])
  case list([Reference])
  case number(Double)
  case text(String)
  case null

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if container.decodeNil() {
      self = .null
    } else if let number = try? container.decode(Double.self) {
      self = .number(number)
    } else if let text = try? container.decode(String.self) {
      self = .text(text)
    } else if let list = try? container.decode([Reference].self) {
      self = .list(list)
    } else {
      self = .object(try container.decode([String: Reference].self))
    }
  }

  static func load(_ name: String) throws -> Reference {
    let folder = try #require(SharedData.expectedFolder)
    let bytes = try FileSystem.read(Path.join(folder, name))
    return try JSONDecoder().decode(Reference.self, from: Data(bytes))
  }

  func has(_ key: String) -> Bool {
    if case .object(let members) = self { members[key] != nil } else { false }
  }

  func at(_ path: String...) throws -> Reference {
    var value = self
    for key in path {
      guard case .object(let members) = value else { throw Missing(key: key) }
      value = try #require(members[key], "no \(key)")
    }
    return value
  }

  struct Missing: Error { var key: String }

  func number(_ path: String...) throws -> Double {
    var value = self
    for key in path { value = try value.at(key) }
    guard case .number(let number) = value else { throw Missing(key: path.joined(separator: ".")) }
    return number
  }

  func numbers(_ path: String...) throws -> [Double] {
    var value = self
    for key in path { value = try value.at(key) }
    guard case .list(let list) = value else { throw Missing(key: path.joined(separator: ".")) }
    return try list.map { try $0.number() }
  }
}

/// Whether two numbers agree to a relative tolerance, with an absolute one near zero.
func close(_ a: Double, _ b: Double, relative: Double = 1e-8, absolute: Double = 1e-12) -> Bool {
  abs(a - b) <= max(absolute, relative * max(abs(a), abs(b)))
}

func expectClose(
  _ actual: [Double], _ expected: [Double], relative: Double = 1e-8, absolute: Double = 1e-12,
  sourceLocation: SourceLocation = #_sourceLocation
) {
  #expect(actual.count == expected.count, sourceLocation: sourceLocation)
  for (index, pair) in zip(actual, expected).enumerated() {
    #expect(
      close(pair.0, pair.1, relative: relative, absolute: absolute),
      "element \(index): \(pair.0) is not \(pair.1)", sourceLocation: sourceLocation)
  }
}
