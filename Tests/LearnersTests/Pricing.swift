import Learners
import Platform
import TestSupport
import Testing

/// The table of `pricing_sample.csv`: logarithms of demand and price, income, eight confounders.
struct Pricing {
  let columns: [String: [Double]]
  let names: [String]

  init() throws {
    let folder = try #require(SharedData.dataFolder)
    let bytes = try FileSystem.read(Path.join(folder, "pricing_sample.csv"))
    let lines = String(decoding: bytes, as: UTF8.self)
      .split(whereSeparator: \.isNewline).map { $0.split(separator: ",").map(String.init) }
    names = lines[0]
    var columns: [String: [Double]] = [:]
    for (index, name) in names.enumerated() {
      columns[name] = try lines.dropFirst().map { try #require(Double($0[index])) }
    }
    self.columns = columns
  }

  func column(_ name: String) throws -> [Double] { try #require(columns[name]) }

  func features(_ names: [String]) throws -> FeatureMatrix {
    let columns = try names.map { (name: $0, values: try column($0)) }
    return FeatureMatrix(numeric: columns, rowCount: columns[0].values.count)
  }
}
