import Causal
import Diagnostics
import Execution
import Frames
import Learners
import NotebookSyntax
import Numerics

/// A tree of effects grown on one half of the judged rows, whose leaves the other half tells.
struct HonestTree: Sendable {
  let tree: EffectTree
  /// The columns of the whole frame that the tree asks about.
  let features: FeatureMatrix
  /// For every row of the frame its leaf.
  let leaves: [Int32]
  /// Positions among the judged rows on which leaf effects are found.
  let estimation: [Int]
  let rules: [String]
  let notes: [String]

  static let depth = Parameter<Int>(
    "depth", .integer(from: 1, to: 6), default: 2, "How many questions a row is asked at most.")
  static let minimumLeaf = Parameter<Int?>.optional(
    "min-leaf", .integer(from: 1), shown: "a twentieth of the growing half",
    "Rows of the growing half that every leaf keeps at least.")

  /// Grows the tree on the predicted effects of one half; on its doubly robust scores where what is
  /// judged is no model of effects.
  static func grow(_ rows: SegmentRows, _ context: RunContext) throws(Diagnostic) -> HonestTree {
    let arguments = context.arguments
    let frame = rows.object.frame
    let references =
      arguments[SegmentParameters.columns]
      ?? rows.model?.features.map { ColumnReference($0, arguments.headRange) } ?? []
    guard !references.isEmpty else {
      throw context.error(
        .noTreeColumns, "say with columns: what the tree may ask about",
        hint: "without a model there are no features to take")
    }
    let features = try matrix(references, frame, context)
    let halves = halves(rows, context)
    guard halves.growing.count >= 2, halves.estimation.count >= 2 else {
      throw context.error(
        .unjudgeable, "\(CountText.rows(rows.rows.count)) are too few for a tree on one half")
    }
    let isPredicted = rows.score?.meaning == .effect
    let target = (isPredicted ? rows.score?.values : rows.sample.effectScores) ?? []
    guard target.count == rows.rows.count else {
      throw context.error(.unjudgeable, "there are no effects to explain")
    }
    let minimum =
      arguments[minimumLeaf] ?? max(1, (halves.growing.count + 19) / 20)
    let tree = EffectTreeGrower(depth: arguments[depth], minimumLeaf: minimum).grow(
      features.selecting(rows: halves.growing.map { rows.rows[$0] }),
      target: halves.growing.map { target[$0] },
      weights: rows.sample.weights.map { weights in halves.growing.map { weights[$0] } })
    let what = isPredicted ? "predicted effects" : "doubly robust scores"
    let notes = [
      "Grown on the \(what) of \(CountText.rows(halves.growing.count)), at least \(NumberFormat.count(minimum)) a leaf; leaf effects are mean doubly robust scores of the other \(NumberFormat.count(halves.estimation.count))."
    ]
    return HonestTree(
      tree: tree, features: features, leaves: tree.leaves(features), estimation: halves.estimation,
      rules: EffectTreeText(features: features).rules(tree), notes: notes)
  }

  private static func matrix(
    _ references: [ColumnReference], _ frame: Frame, _ context: RunContext
  ) throws(Diagnostic) -> FeatureMatrix {
    let columns = try FeatureColumns.columns(
      references, in: frame, rows: Array(0..<frame.rowCount), context)
    do throws(LearnerError) {
      return try FeatureEncoder(fitting: columns).encode(columns, rowCount: frame.rowCount).matrix
    } catch {
      throw context.error(.unjudgeable, "the columns cannot be encoded")
    }
  }

  /// A random half of the judged rows, and the other; rows of one cluster stay together.
  private static func halves(
    _ rows: SegmentRows, _ context: RunContext
  ) -> (growing: [Int], estimation: [Int]) {
    let units = rows.sample.clusters ?? (0..<Int32(rows.rows.count)).map { $0 }
    let count = Int((units.max() ?? -1) + 1)
    var stream = context.stream("honest halves", content: UInt64(count))
    var isGrowing = [Bool](repeating: false, count: count)
    for unit in stream.sample(count / 2, of: count) { isGrowing[unit] = true }
    let positions = rows.rows.indices
    return (
      positions.filter { isGrowing[Int(units[$0])] },
      positions.filter { !isGrowing[Int(units[$0])] }
    )
  }
}

extension DiagnosticKind {
  static let noTreeColumns = DiagnosticKind(
    "tree.noColumns", .error,
    "A tree needs columns to ask about: the model's features, or those named with `columns:`.")
}
