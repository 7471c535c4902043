import Learners
import Numerics

/// How many coefficients the linear models of a fit have, and how many rows each learns from.
struct ModelCounts {
  /// A model without a penalty on its coefficients.
  struct Entry {
    /// nil for a regression that is the whole fit.
    var role: ModelRole?
    var learner: String
    var coefficients: Int
    var rows: Int
    /// Whether the rows are those of the smallest arm.
    var isArm: Bool

    var model: String { role?.model ?? "regression" }
  }

  private let report: EffectReport
  private var entries: [Entry] = []

  init(_ report: EffectReport, _ uses: [ModelUse]) {
    self.report = report
    if report.model.kind == .interactionOLS { entries.append(interactions) }
    entries += uses.filter(\.isUnpenalised).map(entry)
  }

  /// That with the most coefficients for its rows.
  var worst: Entry? {
    entries.max { $0.coefficients * max(1, $1.rows) < $1.coefficients * max(1, $0.rows) }
  }

  /// Which categories the coefficients come from, the widest first.
  var widestColumns: [String] {
    let features = report.rows.data.nuisanceFeatures
    let wide = zip(features.names, features.categories).compactMap { name, levels in
      levels.map { (name: name, count: $0.count) }
    }.filter { $0.count > 10 }.sorted { $0.count > $1.count }
    if wide.isEmpty { return [] }
    let columns = wide.prefix(3).map {
      "“\($0.name)” has \(CountText.counted($0.count, "level"))"
    }
    return ["Each level of a category has a coefficient: \(columns.joined(separator: ", "))."]
  }

  private var data: CausalData { report.rows.data }
  private var width: Int { LinearDesign(data.nuisanceFeatures).columnCount }

  /// Least squares on features, arms and their products.
  private var interactions: Entry {
    let varying = LinearDesign(data.features).columnCount
    return Entry(
      learner: "interacted", coefficients: width + varying * (data.arms.count - 1),
      rows: counted.reduce(0, +), isArm: false)
  }

  private func entry(_ use: ModelUse) -> Entry {
    let all = counted.reduce(0, +)
    switch use.role {
    case .outcome:
      let isArm = data.dose == nil && (fitsArms || hasArmScores)
      let isCrossFitted = report.scores != nil || report.model.kind.isCrossFitted
      let rows = isArm ? counted.min() ?? 0 : all
      return Entry(
        role: .outcome, learner: use.learner.name,
        coefficients: width + (report.model.kind == .sLearner && !isArm ? 1 : 0),
        rows: isCrossFitted ? training(rows) : rows, isArm: isArm)
    case .propensity, .treatment:
      return Entry(
        role: use.role, learner: use.learner.name, coefficients: width, rows: training(all),
        isArm: false)
    case .effect:
      let isArm = report.model.kind == .xLearner
      return Entry(
        role: .effect, learner: use.learner.name,
        coefficients: max(
          LinearDesign(data.features).columnCount,
          report.model.fitted.coefficients.first?.count ?? 0),
        rows: isArm ? counted.min() ?? 0 : all, isArm: isArm)
    }
  }

  /// Whether the effects rest on an outcome model for each arm.
  private var fitsArms: Bool {
    [.tLearner, .xLearner, .drLearner].contains(report.model.kind)
  }

  /// Whether the average effects do; those of a forest of two arms have models of their own.
  private var hasArmScores: Bool {
    report.scores != nil && report.model.fitted.forest?.scores == nil
  }

  /// What is left of rows when a fold is held out.
  private func training(_ rows: Int) -> Int {
    let folds = report.scores?.foldCount ?? report.ownFoldCount
    return folds > 1 ? rows - rows / folds : rows
  }

  /// The rows of each arm that have a weight.
  private var counted: [Int] {
    guard data.dose == nil else {
      return [data.weights.map { $0.count { $0 > 0 } } ?? data.rowCount]
    }
    var counts = [Int](repeating: 0, count: data.arms.count)
    for (row, arm) in data.treatment.enumerated() where (data.weights?[row] ?? 1) > 0 {
      counts[Int(arm)] += 1
    }
    return counts
  }
}
