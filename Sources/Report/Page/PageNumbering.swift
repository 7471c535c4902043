import Execution
import NotebookSyntax

/// The numbers of a page's sections, figures, tables and equations, and the ids they are found by.
///
/// It is made before anything is rendered, so that a reference may point ahead.
struct PageNumbering: Sendable {
  enum TargetKind: String, Sendable { case figure, table, section, equation }

  /// Something that a `@name` may mean.
  struct Target: Sendable {
    var kind: TargetKind
    /// "3", or "2.1" for a section; empty where sections carry no numbers.
    var number: String
    var id: String
    /// The heading's text, for a section.
    var title: String
    /// Where it stands in the source.
    var offset: Int
  }

  /// A heading of the body, in document order.
  struct Section: Sendable {
    /// The level on the page, 2 to 6.
    var level: Int
    var number: String
    var id: String
    var inlines: [Inline]
    var offset: Int
  }

  private(set) var sections: [Section] = []
  /// For each cell, for each item of its result: the target, where the item is numbered.
  private(set) var items: [[Target?]]
  /// Display equations by the offset of their block.
  private(set) var equations: [Int: Target] = [:]
  /// Images that stand alone with a caption, by the offset of their block.
  private(set) var images: [Int: Target] = [:]
  private var targets: [String: [Target]] = [:]
  private var ids: Set<String> = []
  /// How many figures the page shows.
  private(set) var figureCount = 0
  private var tableCount = 0
  private var countOfEquations = 0

  /// Numbers the blocks; `blocks` are those of the body, without a heading that became the title.
  init(_ run: PageRun, blocks: [Block]) {
    items = run.outcomes.map { _ in [] }
    let numbered = !blocks.contains(where: Self.isNumberedByHand)
    var open: [(written: Int, count: Int)] = []
    var counts = [0]
    for block in blocks {
      switch block.kind {
      case .heading(let level, let anchor, let inlines):
        while let last = open.last, last.written >= level { open.removeLast() }
        counts.removeLast(max(0, counts.count - open.count - 1))
        counts[open.count] += 1
        let number = counts.map(String.init).joined(separator: ".")
        open.append((level, 0))
        counts.append(0)
        let section = Section(
          level: min(open.count + 1, 6), number: numbered ? number : "", id: anchor,
          inlines: inlines, offset: block.range.lower.offset)
        sections.append(section)
        ids.insert(anchor)
        add(
          Target(
            kind: .section, number: section.number, id: anchor, title: inlines.plainText,
            offset: section.offset),
          as: anchor)
      default: number(block, run, depth: 0)
      }
    }
  }

  /// The target that a name means for a reader at `offset`: the nearest above, else the first below.
  func target(_ name: String, from offset: Int) -> Target? {
    guard let candidates = targets[name] else { return nil }
    return candidates.last { $0.offset <= offset } ?? candidates.first
  }

  /// All names that can be referred to, sorted.
  var names: [String] { targets.keys.sorted() }

  private mutating func number(_ block: Block, _ run: PageRun, depth: Int) {
    // What lies deeper is shown as source.
    guard depth <= ProseRenderer.deepestNesting else { return }
    switch block.kind {
    case .directive(let index):
      if run.outcomes.indices.contains(index) { number(run.outcomes[index], index) }
    case .math(_, let label?):
      let target = Target(
        kind: .equation, number: tag(block) ?? String(equationCount()),
        id: identifier("eq." + label),
        title: "", offset: block.range.lower.offset)
      equations[block.range.lower.offset] = target
      add(target, as: label)
    case .paragraph(let inlines):
      guard inlines.count == 1, case .image(_, let title, _) = inlines[0].kind, !title.isEmpty
      else { return }
      figureCount += 1
      images[block.range.lower.offset] = Target(
        kind: .figure, number: String(figureCount), id: identifier("fig.\(figureCount)"),
        title: title, offset: block.range.lower.offset)
    case .blockQuote(let blocks), .callout(_, _, let blocks):
      for block in blocks { number(block, run, depth: depth + 1) }
    case .list(let list):
      for item in list.items {
        for block in item.blocks { number(block, run, depth: depth + 1) }
      }
    default: break
    }
  }

  /// The text of a formula's own `\tag{…}`, which stands in place of a number.
  private func tag(_ block: Block) -> String? {
    guard case .math(let tex, _) = block.kind, tex.utf8.contains(UInt8(ascii: "\\")) else {
      return nil
    }
    return MathRenderer.render(tex: tex, display: true).tag
  }

  private mutating func equationCount() -> Int {
    countOfEquations += 1
    return countOfEquations
  }

  private mutating func number(_ outcome: CellOutcome, _ index: Int) {
    guard outcome.presentation.output, let result = outcome.result else { return }
    let offset = outcome.cell.range.lower.offset
    var numbered: [Target] = []
    for item in result.items {
      switch item {
      case .chart:
        figureCount += 1
        let target = Target(
          kind: .figure, number: String(figureCount), id: identifier("fig." + outcome.name),
          title: "", offset: offset)
        items[index].append(target)
        numbered.append(target)
      case .table:
        tableCount += 1
        let target = Target(
          kind: .table, number: String(tableCount), id: identifier("tbl." + outcome.name),
          title: "", offset: offset)
        items[index].append(target)
        numbered.append(target)
      case .verdict, .checklist: items[index].append(nil)
      }
    }
    // A cell's name means its figure, or its table where it drew none.
    if let target = numbered.first(where: { $0.kind == .figure }) ?? numbered.first {
      add(target, as: outcome.name)
    }
  }

  private mutating func add(_ target: Target, as name: String) {
    targets[name, default: []].append(target)
  }

  /// The name as an id that no other element has.
  mutating func identifier(_ name: String) -> String {
    let base = Self.slug(name)
    var id = base
    var count = 1
    while !ids.insert(id).inserted {
      count += 1
      id = "\(base)-\(count)"
    }
    return id
  }

  private static func slug(_ name: String) -> String {
    var out = ""
    for scalar in name.unicodeScalars {
      let keep =
        scalar.properties.isAlphabetic || ("0"..."9").contains(scalar) || scalar == "."
        || scalar == "_" || scalar == "-"
      if keep { out.unicodeScalars.append(scalar) } else if out.last != "-" { out += "-" }
    }
    return out
  }

  /// Whether a heading begins with a number that the author typed: "2.
  ///
  /// Data", "2.1 Data".
  private static func isNumberedByHand(_ block: Block) -> Bool {
    guard case .heading(_, _, let inlines) = block.kind else { return false }
    let text = inlines.plainText.utf8
    let digits = text.prefix { (0x30...0x39).contains($0) }
    guard !digits.isEmpty, let next = text.dropFirst(digits.count).first else { return false }
    return next == UInt8(ascii: ".") || next == UInt8(ascii: ")")
  }
}
