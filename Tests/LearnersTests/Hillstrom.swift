import Learners
import Platform
import TestSupport
import Testing

/// The e-mail test of `hillstrom.csv`, one arm against the control, features as columns.
struct Hillstrom {
  let outcome: [String: [Double]]
  let treatment: [Int32]
  let columns: [FeatureColumn]

  init(arm: String = "Womens E-Mail", limit: Int = .max) throws {
    let folder = try #require(SharedData.dataFolder)
    let bytes = try FileSystem.read(Path.join(folder, "hillstrom.csv"))
    let lines = String(decoding: bytes, as: UTF8.self)
      .split(whereSeparator: \.isNewline).map { Self.fields($0) }
    let header = lines[0]
    let position = Dictionary(uniqueKeysWithValues: header.enumerated().map { ($1, $0) })
    let segment = try #require(position["segment"])
    let rows = lines.dropFirst().filter { $0[segment] == arm || $0[segment] == "No E-Mail" }
      .prefix(limit)
    func numbers(_ name: String) throws -> [Double] {
      let column = try #require(position[name])
      return try rows.map { try #require(Double($0[column])) }
    }
    func categories(_ name: String) throws -> FeatureColumn {
      let column = try #require(position[name])
      let texts = rows.map { $0[column] }
      var levels: [String] = []
      for text in texts where !levels.contains(text) { levels.append(text) }
      let codes = texts.map { Int32(levels.firstIndex(of: $0) ?? 0) }
      return FeatureColumn(name: name, values: .categorical(codes: codes, levels: levels))
    }
    var outcome: [String: [Double]] = [:]
    for name in ["visit", "conversion", "spend"] { outcome[name] = try numbers(name) }
    self.outcome = outcome
    treatment = rows.map { $0[segment] == arm ? 1 : 0 }
    columns =
      try ["recency", "history", "mens", "womens", "newbie"].map {
        FeatureColumn(name: $0, values: .numeric(try numbers($0)))
      } + [try categories("zip_code"), try categories("channel")]
  }

  /// The fields of a line; a quoted one may have commas.
  private static func fields(_ line: Substring) -> [String] {
    var fields = [""]
    var isQuoted = false
    for character in line {
      switch character {
      case "\"": isQuoted.toggle()
      case "," where !isQuoted: fields.append("")
      default: fields[fields.count - 1].append(character)
      }
    }
    return fields
  }

  var features: FeatureMatrix {
    get throws { try FeatureEncoder(fitting: columns).encode(columns).matrix }
  }

  func data(_ outcome: String) throws -> CausalData {
    try CausalData(
      outcome: try #require(self.outcome[outcome]), treatment: treatment,
      arms: ["No E-Mail", "Womens E-Mail"], features: try features)
  }

  /// The folds of the reference numbers: row i is in fold i mod 5.
  var referenceFolds: FoldPlan { .column(treatment.indices.map { Double($0 % 5) }) }
}
