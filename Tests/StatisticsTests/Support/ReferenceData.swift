import FoundationEssentials
import Numerics
import Platform
import TestSupport
import Testing

/// A tree of reference numbers, read by path: `json["ate"]["womens"]["n"]`.
enum ReferenceValue: Decodable {
  case number(Double)
  case text(String)
  case list([ReferenceValue])
  case object([String: ReferenceValue])
  case other

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if let value = try? container.decode(Double.self) {
      self = .number(value)
    } else if let value = try? container.decode(String.self) {
      self = .text(value)
    } else if let value = try? container.decode([ReferenceValue].self) {
      self = .list(value)
    } else if let value = try? container.decode([String: ReferenceValue].self) {
      self = .object(value)
    } else {
      self = .other
    }
  }

  static func load(_ name: String) throws -> ReferenceValue {
    let folder = try #require(SharedData.expectedFolder)
    let bytes = try FileSystem.read(Path.join(folder, name))
    return try JSONDecoder().decode(ReferenceValue.self, from: Data(bytes))
  }

  subscript(key: String) -> ReferenceValue {
    get throws {
      guard case .object(let fields) = self else { throw Missing(key: key) }
      guard let value = fields[key] else { throw Missing(key: key) }
      return value
    }
  }

  /// The names of an object's fields, sorted.
  var keys: [String] {
    get throws {
      guard case .object(let fields) = self else { throw Missing(key: "object") }
      return fields.keys.sorted()
    }
  }

  /// A number, also where the file holds it as text with more digits than a double.
  var number: Double {
    get throws {
      switch self {
      case .number(let value): return value
      case .text(let text): return try #require(Double(text))
      default: throw Missing(key: "number")
      }
    }
  }

  var numbers: [Double] {
    get throws {
      guard case .list(let values) = self else { throw Missing(key: "list") }
      return try values.map { try $0.number }
    }
  }

  struct Missing: Error { let key: String }
}

/// A comma-separated file as columns of text.
struct ReferenceTable {
  let columns: [String: [String]]

  init(_ name: String) throws {
    let folder = try #require(SharedData.dataFolder)
    // Bytes, for a test runs without optimisation.
    let lines = try FileSystem.read(Path.join(folder, name)).split(separator: 0x0A)
    let header = try #require(lines.first)
    let names = Self.cells(header)
    var columns = [[String]](repeating: [], count: names.count)
    for line in lines.dropFirst() {
      for (column, cell) in Self.cells(line).enumerated() { columns[column].append(cell) }
    }
    self.columns = Dictionary(uniqueKeysWithValues: zip(names, columns))
  }

  func text(_ name: String) throws -> [String] { try #require(columns[name]) }

  func numbers(_ name: String) throws -> [Double] {
    try text(name).map { try #require(Double($0)) }
  }

  /// The fields of a line; a comma within quotes does not end one.
  private static func cells(_ line: ArraySlice<UInt8>) -> [String] {
    var line = line
    if line.last == 0x0D { line.removeLast() }
    if !line.contains(0x22) {
      return line.split(separator: 0x2C, omittingEmptySubsequences: false)
        .map { String(decoding: $0, as: UTF8.self) }
    }
    var (cells, cell, isQuoted) = ([String](), [UInt8](), false)
    for byte in line {
      switch byte {
      case 0x22: isQuoted.toggle()
      case 0x2C where !isQuoted:
        cells.append(String(decoding: cell, as: UTF8.self))
        cell = []
      default: cell.append(byte)
      }
    }
    return cells + [String(decoding: cell, as: UTF8.self)]
  }
}

/// The e-mail experiment with the design matrix of the reference numbers.
struct Hillstrom {
  static let shared = Result { try Hillstrom() }

  let segment: [String]
  let outcomes: [String: [Double]]
  /// recency, history, mens, womens, newbie, two zip codes and two channels, by column.
  let covariates: Matrix

  private init() throws {
    let table = try ReferenceTable("hillstrom.csv")
    func indicator(_ name: String, _ level: String) throws -> [Double] {
      try table.text(name).map { $0 == level ? 1 : 0 }
    }
    segment = try table.text("segment")
    outcomes = try Dictionary(
      uniqueKeysWithValues: ["visit", "conversion", "spend"].map { ($0, try table.numbers($0)) })
    covariates = Matrix(columns: [
      try table.numbers("recency"), try table.numbers("history"), try table.numbers("mens"),
      try table.numbers("womens"), try table.numbers("newbie"),
      try indicator("zip_code", "Surburban"), try indicator("zip_code", "Urban"),
      try indicator("channel", "Phone"), try indicator("channel", "Web"),
    ])
  }

  /// One comparison of the references: `womens`, `mens` or `any` e-mail against none.
  struct Arm {
    let treated: [Bool]
    let outcome: [Double]
    let covariates: Matrix

    var first: [Double] { outcome.indices.filter { treated[$0] }.map { outcome[$0] } }
    var second: [Double] { outcome.indices.filter { !treated[$0] }.map { outcome[$0] } }
    var treatment: [Double] { treated.map { $0 ? 1 : 0 } }
    var intercept: [Double] { treated.map { _ in 1 } }
  }

  func arm(_ name: String, outcome: String) throws -> Arm {
    let arms = ["womens": ["Womens E-Mail"], "mens": ["Mens E-Mail"]]
    let treated = arms[name] ?? ["Womens E-Mail", "Mens E-Mail"]
    let rows = segment.indices.filter {
      segment[$0] == "No E-Mail" || treated.contains(segment[$0])
    }
    let values = try #require(outcomes[outcome])
    return Arm(
      treated: rows.map { segment[$0] != "No E-Mail" }, outcome: rows.map { values[$0] },
      covariates: covariates.selecting(rows: rows))
  }
}

/// Whether two numbers agree to a relative tolerance.
func expectClose(
  _ value: Double, _ expected: Double, within tolerance: Double = 1e-8, _ label: String = "",
  sourceLocation: SourceLocation = #_sourceLocation
) {
  let gap = abs(value - expected)
  #expect(
    gap <= tolerance * abs(expected) || gap <= 1e-300,
    "\(label): \(value), expected \(expected), relative \(gap / abs(expected))",
    sourceLocation: sourceLocation)
}
