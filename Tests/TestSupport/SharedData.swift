import Platform

/// Where the public data sets and the reference numbers lie, for tests that compare with them.
package enum SharedData {
  /// The folder of data sets: `$CASEBOOK_DATA`, else `../shared/data` beside the checkout.
  package static let dataFolder: String? = {
    let candidates = [Machine.environment("CASEBOOK_DATA"), "../shared/data"]
    return candidates.compactMap { $0 }.first { FileSystem.isDirectory($0) }
  }()

  /// The folder of reference numbers, beside the data.
  package static let expectedFolder: String? = dataFolder.flatMap {
    let folder = Path.join(Path.parent($0), "expected")
    return FileSystem.isDirectory(folder) ? folder : nil
  }

  package static var hasData: Bool { dataFolder != nil }
  package static var hasExpected: Bool { expectedFolder != nil }

  /// Use with `.enabled(if:)` so that a test says why it was skipped.
  package static let reason: String =
    "needs the public data sets: set CASEBOOK_DATA to their folder"
}
