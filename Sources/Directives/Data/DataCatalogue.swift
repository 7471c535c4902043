import Platform

/// The public data sets that `load` knows by name.
///
/// The files themselves are never part of the product: they are sought in `$CASEBOOK_DATA`, the cache
/// and, where allowed, the network; where absent, a calibrated stand-in is simulated and announced.
package enum DataCatalogue {
  package struct Entry: Sendable {
    package let name: String
    package let title: String
    /// The file's name in the data folder or the cache, where it may also be packed with gzip.
    package let file: String
    /// Where people read about the data.
    package let page: String
    /// Where the file itself is; nil where it must be asked for, or made from others.
    package let download: String?
    package let licence: String
    /// Of the file that `download` gives; nil where none was recorded.
    package let sha256: String?
    /// Of a further file with the same data, such as one with other line ends.
    package var otherSHA256: String?
    package let rows: Int
    package let columns: [String]
    /// The `simulate` kind that stands in; nil where there is none.
    package var standIn: StandIn?

    /// The file's name as it is fetched.
    package var cachedFile: String { download?.hasSuffix(".gz") == true ? file + ".gz" : file }
  }

  package static let entries: [Entry] = [
    hillstrom, retailHero, pricing, campaign, discounts, discountsRandom, criteo, lenta, megafon,
    marketingAB,
  ]

  package static func entry(_ name: String) -> Entry? { entries.first { $0.name == name } }

  /// A catalogued file, in the first of the folders that has it.
  package static func file(
    of entry: Entry, in folders: [String], exists: (String) -> Bool = FileSystem.exists
  ) -> String? {
    for folder in folders {
      for name in [entry.file, entry.file + ".gz"] {
        let path = Path.join(folder, name)
        if exists(path) { return path }
      }
    }
    return nil
  }

  /// The settings of a stand-in that is simulated for lack of the file.
  static func settings(_ name: String) -> SimulationSettings {
    var settings = SimulationSettings(rows: entry(name)?.rows)
    if name == "discounts-random" { settings.assignment = .random }
    return settings
  }
}
