import Causal
import Frames
import Numerics

/// The simulators by the names that `simulate` and `fallback:` have for them.
package enum StandIn: String, Sendable, CaseIterable {
  case hillstrom
  case retailHero = "retail-hero"
  case pricing, campaign, discounts
  case nieWager = "nie-wager"
  case kunzel

  /// The simulated frame; one seed gives the same bytes everywhere.
  func frame(_ settings: SimulationSettings, seed: UInt64) -> Frame {
    Self.frame(table(settings, RandomStream(seed: seed, purpose: "simulate " + rawValue)))
  }

  private func table(_ settings: SimulationSettings, _ stream: RandomStream) -> SimulatedTable {
    switch self {
    case .hillstrom:
      HillstromSimulator.table(
        rows: settings.rows ?? HillstromSimulator.defaultRows, stream: stream)
    case .retailHero:
      RetailHeroSimulator.table(
        rows: settings.rows ?? RetailHeroSimulator.defaultRows, redeemed: settings.redeemed,
        stream: stream)
    case .pricing:
      PricingSimulator.table(
        rows: settings.rows ?? PricingSimulator.defaultRows, noise: settings.noise ?? 0,
        stream: stream)
    case .campaign:
      CampaignSimulator.table(
        rows: settings.rows ?? CampaignSimulator.defaultRows, effect: settings.effect,
        stream: stream)
    case .discounts:
      DiscountsSimulator.table(
        rows: settings.rows ?? DiscountsSimulator.defaultRows, assignment: settings.assignment,
        margin: settings.margin, stream: stream)
    case .nieWager:
      NieWagerSimulator.table(
        setup: settings.nieWager, rows: settings.rows ?? NieWagerSimulator.defaultRows,
        features: settings.features, noise: settings.noise ?? 1, stream: stream)
    case .kunzel:
      KunzelSimulator.table(
        setup: settings.kunzel, rows: settings.rows ?? KunzelSimulator.defaultRows, stream: stream)
    }
  }

  /// A simulator's columns as a frame.
  private static func frame(_ table: SimulatedTable) -> Frame {
    Frame(table.columns.map(column), rowCount: table.rowCount)
  }

  private static func column(_ column: SimulatedTable.Column) -> Column {
    switch column.values {
    case .integers(let values):
      Column(name: column.name, storage: .integer(values.map { Int64($0) }))
    case .numbers(let values): Column(name: column.name, numbers: values)
    case .labels(let codes, let levels):
      Column(
        name: column.name,
        storage: .category(codes: codes.map { Int32(truncatingIfNeeded: $0) }, levels: levels))
    case .texts(let values): Column(name: column.name, storage: .text(values))
    }
  }
}

/// The keys of all simulators, at their defaults.
struct SimulationSettings: Sendable, Hashable {
  /// nil: as many as the data set that the kind stands in for.
  var rows: Int?
  /// nil: the kind's own.
  var noise: Double?
  var effect = CampaignSimulator.Effect.constant
  var assignment = DiscountsSimulator.Assignment.targeted
  var margin = 0.05
  var redeemed = true
  var nieWager = NieWagerSimulator.Setup.a
  var kunzel = KunzelSimulator.Setup.one
  var features = 6

  init(rows: Int? = nil) { self.rows = rows }
}
