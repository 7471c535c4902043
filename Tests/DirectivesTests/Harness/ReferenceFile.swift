import Platform
import TestSupport
import Testing

/// A file of reference numbers, read without a JSON library: keys are sought one after another.
struct ReferenceFile {
  private let text: String

  init(_ name: String) throws {
    let folder = try #require(SharedData.expectedFolder)
    text = String(decoding: try FileSystem.read(Path.join(folder, name)), as: UTF8.self)
  }

  /// The number after the last of some keys, each sought behind the one before.
  func number(_ keys: String...) throws -> Double {
    var part = text[...]
    for key in keys {
      part = part[try #require(part.firstRange(of: "\"\(key)\"")).upperBound...]
    }
    let digits = part.drop { !"-0123456789".contains($0) }.prefix {
      "-+.e0123456789".contains($0)
    }
    return try #require(Double(digits))
  }
}
