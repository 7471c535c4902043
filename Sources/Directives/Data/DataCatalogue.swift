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
    /// Of the file that the reference numbers were computed from; nil where none was at hand.
    package let sha256: String?
    package let rows: Int
    /// The `simulate` kind that stands in; nil where there is none.
    package let standIn: StandIn?
  }

  package static let entries: [Entry] = [
    Entry(
      name: "hillstrom", title: "MineThatData e-mail analytics challenge, 2008",
      file: "hillstrom.csv",
      url:
        "http://www.minethatdata.com/Kevin_Hillstrom_MineThatData_E-MailAnalytics_DataMiningChallenge_2008.03.20.csv",
      licence: "none stated",
      sha256: "0e5893329d8b93cefecc571777672028290ab69865718020c78c7284f291aece", rows: 64_000,
      standIn: .hillstrom),
    Entry(
      name: "retail-hero", title: "X5 RetailHero uplift modelling competition, 2019",
      file: "retail_hero.csv",
      url: "https://ods.ai/competitions/x5-retailhero-uplift-modeling/data",
      licence: "competition terms", sha256: nil, rows: 200_039, standIn: .retailHero),
    Entry(
      name: "pricing", title: "Online media pricing, EconML's customer segmentation study",
      file: "pricing_sample.csv",
      url:
        "https://raw.githubusercontent.com/py-why/EconML/refs/heads/data/datasets/Pricing/pricing_sample.csv",
      licence: "MIT", sha256: "c700d674c1eb0597e8b5a11cec66c735d846c6521c1dba27e40be02758d2b1bf",
      rows: 10_000, standIn: .pricing),
    Entry(
      name: "campaign", title: "Bank campaign, synthetic", file: "campaign_data.csv",
      url: "https://github.com/Fatemeh-Esmaeili/campaign-performance-modeling",
      licence: "none stated",
      sha256: "6484a46c1ae0a8bcde4e36002be8f6f2be12607cf1a0102b66bd5a0dc48784c9", rows: 5000,
      standIn: .campaign),
    Entry(
      name: "discounts", title: "Discounts set by predicted sales", file: "discount_nonrand.csv",
      url: "https://github.com/GregoryTomy/causal-inference", licence: "none stated",
      sha256: "9e81a8e7eb924adfd03d23118f799e106a135939aecbffff6261421184e09db9", rows: 15_000,
      standIn: .discounts),
    Entry(
      name: "discounts-random", title: "Discounts set at random", file: "discount_random.csv",
      url: "https://github.com/GregoryTomy/causal-inference", licence: "none stated",
      sha256: "590acfc92cd5baf3ed6a4524086fd43d0a544615b2ca29515257dfbf09c68e3d", rows: 5000,
      standIn: .discounts),
  ]

  package static func entry(_ name: String) -> Entry? { entries.first { $0.name == name } }

  /// The settings of a stand-in that is simulated for lack of the file.
  static func settings(_ name: String) -> SimulationSettings {
    var settings = SimulationSettings(rows: entry(name)?.rows)
    if name == "discounts-random" { settings.assignment = .random }
    return settings
  }
}
