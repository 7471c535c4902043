import Causal
import Execution
import NotebookSyntax

/// The keys of the simulators, and how `fallback:` reads them.
enum SimulationKeys {
  static let rows = Parameter<Int?>.optional(
    "rows", .integer(from: 1, to: 100_000_000), shown: "those of the data it stands in for",
    "Number of rows.")
  static let demandNoise = Parameter<Double>(
    "noise", .number(from: 0), default: 0, shown: "0", "Standard deviation added to demand.")
  static let outcomeNoise = Parameter<Double>(
    "noise", .number(from: 0), default: 1, shown: "1", "Standard deviation of the outcome's noise.")
  static let effect = Parameter<CampaignSimulator.Effect>(
    "effect", .choice(), default: .constant, shown: "constant",
    "Whether the effect is the same for all, or larger for incomes above 80,000.")
  static let assignment = Parameter<DiscountsSimulator.Assignment>(
    "assignment", .choice(), default: .targeted, shown: "targeted",
    "Whether discounts follow predicted sales, or chance.")
  static let margin = Parameter<Double>(
    "margin", .number(from: 0, to: 1), default: 0.05, shown: "0.05",
    "The profit in a dollar of sales.")
  static let redeemed = Parameter<Bool>(
    "redeemed", .boolean, default: true, shown: "true",
    "Whether a first redemption goes unrecorded for some, a little less often after a text.")
  static let nieWagerSetup = Parameter<NieWagerSimulator.Setup>(
    "setup", .choice(), default: .a, shown: "A", "The paper's setup.")
  static let kunzelSetup = Parameter<KunzelSimulator.Setup>(
    "setup", .kunzelSetup, default: .one, shown: "1", "The paper's simulation.")
  static let features = Parameter<Int>(
    "features", .integer(from: 5, to: 1000), default: 6, shown: "6",
    "Number of features; those past the fifth have no say.")

  /// Sets the key of a `fallback:` map; false where it is none.
  static func set(
    _ entry: Entry, _ settings: inout SimulationSettings, _ context: inout DecodingContext
  ) -> Bool {
    func value<Value>(_ parameter: Parameter<Value>) -> Value? {
      parameter.type.decode(entry.value, &context)
    }
    switch entry.key.value {
    case rows.name: settings.rows = value(rows) ?? nil
    case "noise": settings.noise = value(demandNoise)
    case effect.name: settings.effect = value(effect) ?? settings.effect
    case assignment.name: settings.assignment = value(assignment) ?? settings.assignment
    case margin.name: settings.margin = value(margin) ?? settings.margin
    case redeemed.name: settings.redeemed = value(redeemed) ?? settings.redeemed
    default: return false
    }
    return true
  }
}

extension ParameterType where Value == KunzelSimulator.Setup {
  static let kunzelSetup = ParameterType<Int>.integer(from: 1, to: 6).map {
    KunzelSimulator.Setup(rawValue: $0) ?? .one
  }
}
