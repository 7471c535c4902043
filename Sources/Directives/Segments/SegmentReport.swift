import Causal
import Charts
import Diagnostics
import Execution
import Frames
import Numerics

/// Rows of a frame divided into named segments.
struct Segmentation: Sendable {
  /// The segments' names, in order.
  var labels: [String]
  /// For every row of the frame its segment, −1 for none.
  var codes: [Int32]
  /// What the segments are made by, such as `tau, highest first`.
  var basis: String
  /// Positions among the judged rows whose scores may tell the effect; nil for all.
  ///
  /// An honest tree learns its segments on the other rows.
  var estimation: [Int]?
}

/// Sizes, effects, features and tests of segments: the same for every kind.
struct SegmentReport {
  let segmentation: Segmentation
  /// nil where nothing is known of an outcome and a treatment.
  let rows: SegmentRows?
  let object: FrameObject
  /// Columns that are told for each segment.
  let columns: [String]
  let context: RunContext

  /// The cell's result, with the column bound on the frame.
  func result() throws -> CellResult {
    guard segmentation.codes.contains(where: { $0 >= 0 }) else {
      throw context.error(.emptySegments, "no row could be put into a segment")
    }
    var result = CellResult()
    let effects = try effects()
    let features = SegmentFeatures(
      columns, in: object.frame, codes: segmentation.codes, count: segmentation.labels.count)
    result.values.set("segments", segmentation.labels.count)
    if let effects {
      record(effects, in: &result.values)
      result.items.append(.verdict(verdict(effects)))
      result.items.append(.chart(chart(effects)))
      result.items.append(.table(table(effects)))
      result.definitions.append(.init("effect", SegmentEffects.definition))
    } else {
      result.items.append(.table(sizes(&result.values)))
    }
    record(features, in: &result.values)
    if !features.lines.isEmpty { result.items.append(.table(table(features))) }
    if let heat = heat(features) { result.items.append(.chart(heat)) }
    if let rows {
      result.notes += rows.notes
      result.stamps += rows.stamps
    }
    result.notes += features.notes
    noteOutside(&result)
    bind(&result)
    return result
  }

  private func effects() throws(Diagnostic) -> SegmentEffects? {
    guard let rows else { return nil }
    var codes = rows.rows.map { segmentation.codes[$0] }
    if let used = segmentation.estimation {
      var kept = [Int32](repeating: -1, count: codes.count)
      for position in used { kept[position] = codes[position] }
      codes = kept
    }
    do throws(RankingError) {
      return try SegmentEffects(
        codes: codes, count: segmentation.labels.count, of: rows.sample, level: context.level)
    } catch {
      throw JudgingProblem.diagnostic(error, context)
    }
  }

  private func noteOutside(_ result: inout CellResult) {
    let outside = segmentation.codes.count { $0 < 0 }
    if outside > 0 {
      result.notes.append(
        "\(CountText.rowsAre(outside)) in no segment, for want of the values that make them.")
    }
  }

  /// The frame with a column of segment names.
  private func bind(_ result: inout CellResult) {
    let name = SegmentParameters.columnName(context.arguments)
    let codes = segmentation.codes
    let column = Column(
      name: name,
      storage: .category(codes: codes.map { max(0, $0) }, levels: segmentation.labels),
      missing: codes.contains { $0 < 0 } ? MissingMask(flags: codes.map { $0 < 0 }) : nil)
    let frameName = context.frameName(context.arguments[JudgingParameters.data])
    if object.frame[name] != nil {
      result.notes.append("The column “\(name)” of \(frameName) is replaced.")
    }
    result.bind(frameName, object.derived(object.frame.with(column)))
    result.notes.append("Each row's segment is the column “\(name)” of \(frameName).")
  }

  // MARK: - Values

  private func record(_ effects: SegmentEffects, in values: inout ResultValues) {
    for (label, segment) in zip(segmentation.labels, effects.segments) {
      values.set("rows[\(label)]", segment.rows)
      values.set("share[\(label)]", segment.share)
      values.set("effect[\(label)]", segment.effect.value)
      values.set("effect.se[\(label)]", segment.effect.standardError)
      values.set(
        "effect.ci[\(label)]", low: segment.simultaneous.low, high: segment.simultaneous.high)
      values.set(
        "effect.ci.pointwise[\(label)]", low: segment.pointwise.low, high: segment.pointwise.high)
      values.set("effect.p[\(label)]", segment.adjustedPValue)
      values.set("effect.shrunken[\(label)]", segment.shrunken)
      values.set("outcome.treated[\(label)]", segment.treatedMean)
      values.set("outcome.control[\(label)]", segment.controlMean)
    }
    values.set("equal.q", effects.heterogeneity.q)
    values.set("equal.df", effects.heterogeneity.degreesOfFreedom)
    values.set("equal.p", effects.heterogeneity.pValue)
    let interval = effects.overall.interval(level: context.level)
    values.set("ate", effects.overall.value)
    values.set("ate.se", effects.overall.standardError)
    values.set("ate.ci", low: interval.low, high: interval.high)
  }

  private func record(_ features: SegmentFeatures, in values: inout ResultValues) {
    for line in features.lines {
      for (label, mean) in zip(segmentation.labels, line.means) {
        values.set("mean[\(line.key) \(label)]", mean)
      }
      if let p = line.pValue {
        let column = columns.first { line.key == $0 || line.key.hasPrefix($0 + "=") } ?? line.key
        values.set("column.p[\(column)]", p)
      }
    }
  }

  func verdict(_ effects: SegmentEffects) -> String {
    let test = effects.heterogeneity
    guard test.degreesOfFreedom > 0, test.pValue.isFinite else {
      return "There is one segment with an effect that can be told, so nothing to compare."
    }
    let p =
      test.pValue < 0.001 ? "p < 0.001" : "p = \(NumberFormat.fixed(test.pValue, digits: 3))"
    let numbers =
      "Cochran's Q \(NumberFormat.significant(test.q, digits: 3)), df \(test.degreesOfFreedom), \(p)"
    return test.pValue < 1 - context.level
      ? "The effect differs between the segments (\(numbers))."
      : "No evidence that the effect differs between the segments (\(numbers))."
  }
}
