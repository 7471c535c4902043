/// The public data sets that `load` knows by name.
///
/// The files themselves are never part of the product: they are sought in `$CASEBOOK_DATA` and the
/// cache; where absent, a calibrated stand-in is simulated and announced.
package enum DataCatalogue {
  package struct Entry: Sendable {
    package let name: String
    package let title: String
    /// The file's name in the data folder or the cache.
    package let file: String
    package let url: String
    package let licence: String
    /// Of the file that the reference numbers were computed from.
    package let sha256: String?
    package let rows: Int
    /// The `simulate` kind that stands in; nil where there is none.
    package let standIn: StandIn?
  }

  package static let entries: [Entry] = [
    Entry(
      name: "hillstrom", title: "MineThatData e-mail analytics challenge (2008)",
      file: "hillstrom.csv",
      url:
        "http://www.minethatdata.com/Kevin_Hillstrom_MineThatData_E-MailAnalytics_DataMiningChallenge_2008.03.20.csv",
      licence: "none stated",
      sha256: "0e5893329d8b93cefecc571777672028290ab69865718020c78c7284f291aece",
      rows: 64_000, standIn: .hillstrom)
  ]

  package static func entry(_ name: String) -> Entry? { entries.first { $0.name == name } }
}
