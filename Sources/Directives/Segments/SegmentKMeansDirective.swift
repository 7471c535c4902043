import Causal
import Charts
import Diagnostics
import Execution
import Frames
import Learners
import NotebookSyntax
import Numerics

/// `segment kmeans`: groups of rows that are alike in their columns.
package struct SegmentKMeansDirective: Directive {
  package static let manual = DirectiveManual(
    verb: "segment", kind: "kmeans",
    summary: "Divides rows into clusters of like columns, and tells the effect in each.",
    discussion: """
      K-means with seeded k-means++ starts; clusters are numbered by size. Without `k`, the number
      from 2 to 8 with the widest mean silhouette is taken, and all are shown. Columns are scaled to
      one standard deviation unless `scale: false`; levels of a category are 0/1 columns. Clusters
      are made without the outcome, so their effects are free of selection. Without a model, an
      outcome or a treatment, only the clusters are told.
      """,
    example: """
      ```{segment kmeans #kind}
      data: customers
      columns: [recency, history]
      k: 4
      ```
      """,
    values: SegmentParameters.values + [
      ("silhouette", "mean silhouette of the clusters, on a sample"),
      ("silhouette[K]", "mean silhouette for K clusters, where k is chosen"),
      ("inertia", "sum of squared distances to the own centre"),
    ])

  static let clusters = Parameter<Int?>.optional(
    "k", .integer(from: 2, to: 50), shown: "chosen by silhouette, 2 to 8", "How many clusters.")
  static let scale = Parameter<Bool>(
    "scale", .boolean, default: true, "Whether every column counts in standard deviations.")
  private static let choices = 2...8
  /// Below this mean silhouette there is no structure to speak of.
  private static let leastSilhouette = 0.25
  private static let sampleForChoice = 10_000
  private static let sampleForSilhouette = 2_000

  package static let parameters: [any AnyParameter] = SegmentParameters.all + [clusters, scale]
  package static let diagnostics =
    SegmentParameters.diagnostics + [.notClusterable, .oneColumnRules, .missingRole]

  private let arguments: Arguments

  package init(arguments: Arguments) { self.arguments = arguments }

  package func plan(_ plan: inout CellPlan) {
    let schema = plan.readFrame(arguments[JudgingParameters.data])
    if let model = arguments[JudgingParameters.model] {
      plan.readObject(model, types: [FittedEffect.typeName])
    }
    if arguments[JudgingParameters.scores] != nil {
      JudgedScores.plan(arguments, &plan)
    } else {
      let hasModel = plan.readLastObject(type: FittedEffect.typeName)
      if !hasModel, arguments[JudgingParameters.model] == nil,
        arguments[SegmentParameters.columns] == nil
      {
        plan.error(
          .missingRole, "say with columns: by what rows are alike",
          hint: "without a model there are no features to take")
      }
    }
    JudgingParameters.checkRoles(arguments, in: schema, &plan)
    SegmentParameters.bindColumn(arguments, &plan)
  }

  package func run(_ context: RunContext) throws -> CellResult {
    let object = try context.frame(arguments[JudgingParameters.data])
    let rows = try judgedRows(object, context)
    let references =
      arguments[SegmentParameters.columns]
      ?? rows?.model?.features.map { ColumnReference($0, arguments.headRange) } ?? []
    guard !references.isEmpty else {
      throw context.error(.missingRole, "say with columns: by what rows are alike")
    }
    let cloud = try ClusterPoints(
      references, in: object.frame, isScaled: arguments[Self.scale], context)
    warnOfOneColumn(cloud, context)
    let chosen = choose(cloud.points, context)
    let clusters = KMeans.fit(
      cloud.points, clusters: chosen.count, restarts: 5,
      stream: context.stream("k-means", content: UInt64(cloud.points.count)))
    var codes = [Int32](repeating: -1, count: object.frame.rowCount)
    for (position, row) in cloud.rows.enumerated() { codes[row] = clusters.assignment[position] }
    let report = SegmentReport(
      segmentation: Segmentation(
        labels: (0..<clusters.count).map { String($0 + 1) }, codes: codes,
        basis: "k-means on \(references.map(\.name).joined(separator: ", ")), largest first"),
      rows: rows, object: object,
      columns: unique(references.map(\.name) + (rows?.model?.features ?? [])), context: context)
    var result = try report.result()
    tell(&result, cloud, clusters, chosen, context)
    return result
  }

  /// The rows on which effects are told; nil where no outcome and treatment are known.
  private func judgedRows(
    _ object: FrameObject, _ context: RunContext
  ) throws -> SegmentRows? {
    let isNamed =
      arguments[JudgingParameters.model] != nil || arguments[JudgingParameters.scores] != nil
    if isNamed { return try SegmentRows.resolve(context) }
    if arguments[JudgingParameters.outcome] != nil, arguments[JudgingParameters.treatment] != nil {
      return try SegmentRows.unscored(context)
    }
    guard let model = context.lastObject(FittedEffect.self)?.object else { return nil }
    let needed = model.features + model.controls + [model.outcome, model.treatment]
    return needed.allSatisfy({ object.frame[$0] != nil }) ? try SegmentRows.resolve(context) : nil
  }

  private struct Choice {
    var count: Int
    /// Mean silhouettes of the numbers that were tried; empty where k is given.
    var tried: [(count: Int, silhouette: Double)]
    var silhouetteRows: Int
    var clusteredRows: Int
  }

  /// The number of clusters with the widest silhouette on a sample.
  private func choose(_ points: PointSet, _ context: RunContext) -> Choice {
    if let count = arguments[Self.clusters] {
      return Choice(count: count, tried: [], silhouetteRows: 0, clusteredRows: points.count)
    }
    let sample = sample(points, Self.sampleForChoice, context)
    let few = self.sample(sample, Self.sampleForSilhouette, context)
    var tried: [(count: Int, silhouette: Double)] = []
    for count in Self.choices where count < sample.count {
      let found = KMeans.fit(
        sample, clusters: count, restarts: 3,
        stream: context.stream("k-means choice", content: UInt64(count)))
      guard found.count == count else { continue }
      tried.append(
        (
          count,
          Silhouette.mean(
            few, assignment: KMeans.nearest(few, centers: found.centers), clusters: count)
        ))
    }
    let best = tried.max { a, b in
      (a.silhouette.isNaN ? -2 : a.silhouette) < (b.silhouette.isNaN ? -2 : b.silhouette)
    }
    return Choice(
      count: best?.count ?? 2, tried: tried, silhouetteRows: few.count,
      clusteredRows: sample.count)
  }

  /// Rows drawn without replacement; all where there are no more.
  private func sample(_ points: PointSet, _ size: Int, _ context: RunContext) -> PointSet {
    guard points.count > size else { return points }
    var stream = context.stream("silhouette sample", content: UInt64(points.count))
    return points.selecting(stream.sample(size, of: points.count).sorted())
  }

  private func warnOfOneColumn(_ cloud: ClusterPoints, _ context: RunContext) {
    guard cloud.distanceShares.count > 1,
      let first = cloud.distanceShares.max(by: { $0.share < $1.share }), first.share > 0.9
    else { return }
    context.warn(
      .oneColumnRules, at: arguments.range(of: Self.scale),
      "“\(first.name)” makes \(NumberFormat.fixed(first.share * 100, digits: 1))% of the distances, so the clusters are bands of it",
      hint: "leave out scale: false")
  }

  // MARK: - Result

  private func tell(
    _ result: inout CellResult, _ cloud: ClusterPoints, _ clusters: KMeans, _ choice: Choice,
    _ context: RunContext
  ) {
    let few = sample(cloud.points, Self.sampleForSilhouette, context)
    let silhouette = Silhouette.mean(
      few, assignment: KMeans.nearest(few, centers: clusters.centers), clusters: clusters.count)
    result.values.set("silhouette", silhouette)
    result.values.set("inertia", clusters.inertia)
    result.values.set("k", clusters.count)
    let of =
      few.count < cloud.points.count
      ? "a sample of \(CountText.rows(few.count))" : "all \(CountText.rows(few.count))"
    result.notes.append(
      "The mean silhouette is \(NumberFormat.fixed(silhouette, digits: 3)), from \(of).")
    if !choice.tried.isEmpty {
      for entry in choice.tried {
        result.values.set("silhouette[\(entry.count)]", entry.silhouette)
      }
      result.items.append(.chart(chart(choice)))
      result.notes.append(
        "k was chosen by the mean silhouette of \(CountText.rows(choice.silhouetteRows)), from clusters of \(CountText.rows(choice.clusteredRows))."
      )
      if choice.count == Self.choices.upperBound {
        result.notes.append("\(choice.count) is the largest k that was tried; k: sets another.")
      }
    }
    if silhouette < Self.leastSilhouette {
      result.notes.append(
        "Below \(NumberFormat.shortest(Self.leastSilhouette)) the clusters hardly stand apart (Kaufman and Rousseeuw 1990): they cut one cloud into parts."
      )
    }
    if clusters.count < choice.count {
      result.notes.append(
        "There are only \(clusters.count) clusters, for want of distinct rows.")
    }
    if !cloud.constant.isEmpty {
      result.notes.append(
        "Of one value, and so left out: \(cloud.constant.joined(separator: ", ")).")
    }
    if arguments[JudgingParameters.weights] != nil {
      result.notes.append("Clusters are made without the weights; effects use them.")
    }
    result.definitions.append(
      .init(
        "silhouette",
        "(b − a)/max(a, b), a the mean distance to the own cluster's rows, b to the nearest other's; 1 is apart, 0 between"
      ))
  }

  private func chart(_ choice: Choice) -> Chart {
    let best = choice.tried.firstIndex { $0.count == choice.count } ?? 0
    return Chart(
      kind: "silhouette", x: Axis("clusters"), y: Axis("mean silhouette", includesZero: true),
      marks: [
        .line(
          LineMark(
            name: "silhouette", x: choice.tried.map { Double($0.count) },
            y: choice.tried.map(\.silhouette), role: .series(0), label: "")),
        .text(
          TextMark(
            "k = \(choice.count)", x: Double(choice.count), y: choice.tried[best].silhouette)),
      ])
  }

  private func unique(_ names: [String]) -> [String] {
    var seen: Set<String> = []
    return names.filter { seen.insert($0).inserted }
  }
}

extension DiagnosticKind {
  static let oneColumnRules = DiagnosticKind(
    "segment.oneColumn", .warning,
    "One unscaled column makes more than nine tenths of the distances, and clusters are bands of it."
  )
}
