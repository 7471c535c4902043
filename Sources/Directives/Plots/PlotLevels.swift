import Execution
import Frames
import Numerics

/// A column cut into a handful of named groups: colours, panels, bars, cells of a heat map.
struct PlotLevels: Sendable {
  let name: String
  /// In the order in which they are shown.
  var labels: [String]
  /// One a row: an index of `labels`, or -1 where the row belongs to none.
  var codes: [Int32]
  /// How the groups came about, where they are not the column's own values.
  var note: String?
  /// Whether the groups follow each other, as numbers and dates do.
  var isOrdered: Bool
  /// Whether the labels are numbers, which need the column's name beside them.
  var areNumbers = false

  /// - Parameters:
  ///   - limit: how many groups there may be. Numbers with more values are cut at quantiles, of text
  ///     the rarest become “other”; `note` says so.
  ///   - bins: into how many groups numbers are cut; nil cuts them only where there are too many.
  init(_ column: Column, limit: Int, bins: Int? = nil) {
    name = column.name
    let view = column.levelView
    let isNumber = column.isNumeric && column.type != .boolean
    let isOrdered = isNumber || column.isTemporal
    areNumbers = isNumber || column.type == .boolean
    if isNumber, let values = column.doubles, view.levels.count > (bins ?? limit) {
      let cut = Self.cut(values, into: bins ?? min(limit, 10))
      labels = cut.labels
      codes = cut.codes
      self.isOrdered = true
      note = "“\(column.name)” is cut into \(labels.count) groups of about equal size."
      return
    }
    let order =
      isOrdered || column.type == .boolean
      ? Array(view.levels.indices)
      : view.levels.indices.sorted { NaturalOrder.isBefore(view.levels[$0], view.levels[$1]) }
    var kept = order
    note = nil
    var other: Int32 = -1
    var labels = order.map { view.levels[$0] }
    if order.count > limit {
      let counts = view.counts
      let common = Set(
        order.sorted { counts[$0] == counts[$1] ? $0 < $1 : counts[$0] > counts[$1] }
          .prefix(limit - 1))
      kept = order.filter(common.contains)
      other = Int32(kept.count)
      labels = kept.map { view.levels[$0] } + ["other"]
      note =
        "\(NumberFormat.count(order.count - kept.count)) values of “\(column.name)”, the rarest, are shown together as “other”."
    }
    var mapping = [Int32](repeating: other, count: view.levels.count)
    for (position, level) in kept.enumerated() { mapping[level] = Int32(position) }
    self.labels = labels
    codes = view.codes.map { $0 < 0 ? -1 : mapping[Int($0)] }
    self.isOrdered = isOrdered
  }

  /// One group that holds every row.
  init(all count: Int) {
    name = ""
    labels = [""]
    codes = [Int32](repeating: 0, count: count)
    isOrdered = false
  }

  /// Cuts values at quantiles; equal values stay together, so that groups may be fewer.
  private static func cut(
    _ values: [Double], into count: Int
  ) -> (labels: [String], codes: [Int32]) {
    let sorted = values.filter(\.isFinite).sorted()
    var edges: [Double] = []
    for index in 1..<count {
      let edge = Quantile.ofSorted(sorted, at: Double(index) / Double(count))
      if let low = sorted.first, edge > (edges.last ?? low) { edges.append(edge) }
    }
    let digits = Self.digits(edges)
    func text(_ x: Double) -> String {
      NumberFormat.typographic(NumberFormat.significant(x, digits: digits, grouping: true))
    }
    var labels: [String] = []
    for index in 0...edges.count {
      labels.append(
        index == 0
          ? edges.isEmpty ? "all" : "below \(text(edges[0]))"
          : index == edges.count
            ? "\(text(edges[index - 1])) and more"
            : "\(text(edges[index - 1])) to \(text(edges[index]))")
    }
    let codes = values.map { value -> Int32 in
      guard value.isFinite else { return -1 }
      var (low, high) = (0, edges.count)
      while low < high {
        let middle = (low + high) / 2
        if value < edges[middle] { high = middle } else { low = middle + 1 }
      }
      return Int32(low)
    }
    return (labels, codes)
  }

  /// The fewest significant digits, three or more, that tell the edges apart.
  private static func digits(_ edges: [Double]) -> Int {
    for digits in 3..<12 {
      let texts = Set(edges.map { NumberFormat.significant($0, digits: digits) })
      if texts.count == edges.count { return digits }
    }
    return 12
  }
}

/// Labels in the order in which people read them: by the number at their start, then those without
/// one by their text.
enum NaturalOrder {
  static func isBefore(_ a: String, _ b: String) -> Bool {
    switch (number(a), number(b)) {
    case (let x?, let y?) where x != y: return x < y
    case (.some, nil): return true
    case (nil, .some): return false
    default: return a.utf8.lexicographicallyPrecedes(b.utf8)
    }
  }

  /// The number in front, behind an opening bracket, a sign or a word of comparison: `[10, 20)`, `<5`,
  /// `below 5`, `above 100`.
  private static func number(_ text: String) -> Double? {
    var rest = Substring(text)
    for lower in ["<", "below ", "under "] where rest.hasPrefix(lower) {
      return number(String(rest.dropFirst(lower.count))).map { $0.nextDown }
    }
    for upper in ["above ", "over "] where rest.hasPrefix(upper) {
      return number(String(rest.dropFirst(upper.count))).map { $0.nextUp }
    }
    if rest.hasPrefix("up to ") { rest.removeFirst("up to ".count) }
    while let first = rest.first, first == "[" || first == "(" || first == ">" || first == "≥" {
      rest.removeFirst()
    }
    if rest.hasPrefix("\u{2212}") { rest = "-" + rest.dropFirst() }
    let token = rest.prefix { $0 == "-" || $0 == "." || $0 == "e" || ("0"..."9").contains($0) }
    var end = token
    while !end.isEmpty {
      if let value = Double(end) { return value }
      end.removeLast()
    }
    return nil
  }
}
