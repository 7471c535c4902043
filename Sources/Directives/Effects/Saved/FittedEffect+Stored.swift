import Diagnostics
import Execution
import JSON
import Learners
import NotebookSyntax

extension FittedEffect {
  /// The members of the model's object, what a reader asks first before the trees and coefficients.
  var storedMembers: [JSONValue.Member] {
    [
      ("kind", .string(kind.rawValue)), ("fitted", provenance.stored(lineage)),
      ("columns", roles.stored), ("arms", .texts(labels)), ("features", encoder.stored),
      ("settings", settings.stored),
      ("effects", .array(summaries.map(\.stored))), ("model", fitted.model.stored),
    ]
  }

  init(stored: JSONCursor, at range: SourceRange) throws(JSONShapeError) {
    let name = try stored.member("kind")
    guard let kind = EffectKind(rawValue: try name.text()) else {
      throw name.error("there is no learner “\(try name.text())”")
    }
    let labels = try stored.member("arms").texts()
    guard labels.count >= 2, Set(labels).count == labels.count else {
      throw try stored.member("arms").error("expected the control and one other arm or more")
    }
    let roles = try CausalRoles(
      stored: try stored.member("columns"), armCount: labels.count, at: range)
    let encoder = try FeatureEncoder(stored: try stored.member("features"))
    guard encoder.names == (roles.features + roles.controls).map(\.name) else {
      throw try stored.member("features").error("expected the columns that “columns” names")
    }
    let origin = try stored.member("fitted")
    self.init(
      kind: kind, roles: roles, labels: labels,
      settings: try NuisanceSettings(
        stored: try stored.member("settings"),
        propensity: PropensityReference.source(roles.propensity, labels: labels)),
      encoder: encoder,
      fitted: FittedEffects(
        read: try StoredEffectModels.read(
          try stored.member("model"),
          shape: EffectShape(encoder, featureCount: roles.features.count, arms: labels))),
      summaries: try stored.member("effects").map(count: labels.count - 1) {
        arm throws(JSONShapeError) in
        try ArmSummary(stored: arm)
      },
      lineage: try Lineage(stored: try origin.member("lineage")),
      provenance: try ModelProvenance(stored: origin), fitRows: nil)
  }
}

extension ModelProvenance {
  fileprivate func stored(_ lineage: Lineage) -> JSONValue {
    .object([
      ("notebook", .string(notebook)), ("cell", .string(cell)), ("rows", .integer(rows)),
      ("origin", .string(origin)), ("lineage", lineage.stored),
    ])
  }

  fileprivate init(stored: JSONCursor) throws(JSONShapeError) {
    self.init(
      notebook: try stored.member("notebook").text(), cell: try stored.member("cell").text(),
      rows: try stored.member("rows").integer(in: 1...(1 << 53)),
      origin: try stored.member("origin").text())
  }
}

extension Lineage {
  /// Each source of rows with the parts of splits passed, in the order of the splits' names.
  fileprivate var stored: JSONValue {
    .array(
      strains.map { strain in
        .object([
          ("root", .string(strain.root)),
          (
            "parts",
            .object(strain.parts.sorted { $0.key < $1.key }.map { ($0.key, .string($0.value)) })
          ),
        ])
      })
  }

  fileprivate init(stored: JSONCursor) throws(JSONShapeError) {
    let strains = try stored.map { strain throws(JSONShapeError) in
      let parts = try strain.member("parts")
      guard case .object(let members) = parts.value else { throw parts.error("expected an object") }
      var own: [String: String] = [:]
      for (split, _) in members { own[split] = try parts.member(split).text() }
      return Strain(root: try strain.member("root").text(), parts: own)
    }
    self.init(strains: strains)
  }
}

extension ArmSummary {
  fileprivate var stored: JSONValue {
    func average(_ effect: AverageEffect?) -> JSONValue {
      effect.map {
        .object([("estimate", .exact($0.estimate)), ("error", .exact($0.standardError))])
      } ?? .null
    }
    return .object([
      ("rows", .integer(rows)), ("average", average(self.average)),
      ("on-treated", average(onTreated)), ("on-overlap", average(onOverlap)),
      ("mean", .exact(effects.mean)),
      ("sd", .exact(effects.standardDeviation)),
      ("quantiles", .exact([effects.minimum] + effects.quantiles + [effects.maximum])),
    ])
  }

  fileprivate init(stored: JSONCursor) throws(JSONShapeError) {
    func average(_ key: String) throws(JSONShapeError) -> AverageEffect? {
      guard let found = stored.optional(key) else { return nil }
      return AverageEffect(
        estimate: try found.member("estimate").number(),
        standardError: try found.member("error").number())
    }
    let quantiles = try stored.member("quantiles").numbers(count: EffectSummary.levels.count + 2)
    self.init(
      rows: try stored.member("rows").integer(), average: try average("average"),
      onTreated: try average("on-treated"), onOverlap: try average("on-overlap"),
      effects: EffectSummary(
        mean: try stored.member("mean").number(),
        standardDeviation: try stored.member("sd").number(), minimum: quantiles[0],
        maximum: quantiles[quantiles.count - 1], quantiles: Array(quantiles.dropFirst().dropLast()))
    )
  }
}
