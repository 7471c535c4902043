import Diagnostics
import Execution
import NotebookSyntax

/// Finds numbers in prose that were typed by hand where a run has computed them.
///
/// A number with three significant digits or more counts, and any percentage or amount. A number of
/// three digits may be one unit of its last digit off; one of fewer must be met closely, for by
/// chance many values come near “10%”.
package struct ProseLint {
  private let values: [LastRun.Value]
  private let source: SourceFile
  private(set) var diagnostics: [Diagnostic] = []

  /// - Parameters:
  ///   - page: the notebook as planned.
  ///   - runs: the last runs of the book's pages up to this one; nil where there was none.
  package static func diagnostics(_ plan: BookPlan, page: Int, runs: [LastRun?]) -> [Diagnostic] {
    let notebook = plan.pages[page].notebook
    // A name bound twice means this or that by place; what it would mean is not guessed.
    var counts: [String: Int] = [:]
    for cell in plan.cells { counts[cell.name, default: 0] += 1 }
    let values = runs.prefix(page + 1).reversed().compactMap { $0 }.flatMap(\.values)
      .filter { counts[$0.name] == 1 }
    guard !values.isEmpty else { return [] }
    var lint = ProseLint(values: values, source: notebook.source)
    let front = notebook.frontMatter
    for text in [front.title, front.subtitle, front.abstract].compactMap({ $0 }) {
      text.inlines.forEachInline { lint.check($0) }
    }
    notebook.blocks.forEachInline { lint.check($0) }
    for note in notebook.footnotes { note.blocks.forEachInline { lint.check($0) } }
    for cell in plan.cells where cell.page == page {
      for text in [cell.presentation.title, cell.presentation.caption].compactMap({ $0 }) {
        text.inlines.forEachInline { lint.check($0) }
      }
    }
    return BookPlan.sorted(lint.diagnostics)
  }

  private init(values: [LastRun.Value], source: SourceFile) {
    self.values = values
    self.source = source
  }

  private mutating func check(_ inline: Inline) {
    guard case .text = inline.kind else { return }
    let range = inline.range
    let lower = max(0, range.lower.offset)
    let upper = min(max(lower, range.upper.offset), source.bytes.count)
    for number in TypedNumberScanner.numbers(in: source.bytes[lower..<upper]) {
      guard let match = match(number) else { continue }
      let place = (lower + number.range.lowerBound)..<(lower + number.range.upperBound)
      let text = String(decoding: source.bytes[place], as: UTF8.self)
      let path = match.isNegated ? "-" + match.value.path : match.value.path
      diagnostics.append(
        Diagnostic(
          .typedNumber, path: source.path, range: source.range(place),
          "“\(text)” is typed by hand and \(match.isExact ? "equals" : "nearly equals") “\(match.value.path)”",
          hint: "write `{= \(path):\(number.format)}`"))
    }
  }

  // MARK: - Matching

  struct Match {
    var value: LastRun.Value
    var isExact: Bool
    var isNegated: Bool
  }

  /// The value that a number most probably repeats: one that it equals before one that it is near,
  /// then the one with the shortest path.
  func match(_ number: TypedNumber) -> Match? {
    guard number.counts else { return nil }
    var best: Match?
    for value in values {
      let scaled = value.number * number.scale
      let isNegated = !number.isSigned && scaled < 0
      let gap = abs((isNegated ? -scaled : scaled) - number.value) / number.unit
      guard scaled != 0, gap <= (number.significant >= 3 ? 1.5 : 0.05) else { continue }
      let isExact = gap <= 0.5 + 1e-9
      if let best {
        if best.isExact && !isExact { continue }
        if best.isExact == isExact, best.value.path.utf8.count <= value.path.utf8.count { continue }
      }
      best = Match(value: value, isExact: isExact, isNegated: isNegated)
    }
    return best
  }
}

extension TypedNumber {
  /// Whether the number says enough to be compared.
  fileprivate var counts: Bool {
    switch kind {
    case .percentage, .amount, .points: return value != 0 && abs(value) != 100
    case .plain:
      // A whole number from 1900 to 2100 is a year.
      let isYear = decimals == 0 && (1900...2100).contains(value) && !isSigned
      return !isYear && (significant >= 3 || decimals == 0 && abs(value) >= 10_000)
    }
  }

  /// What a computed value is multiplied by to be compared.
  fileprivate var scale: Double {
    switch kind {
    case .percentage, .points: 100
    case .plain, .amount: 1
    }
  }

  /// One unit of the last digit that was typed.
  fileprivate var unit: Double { (0..<decimals).reduce(1) { unit, _ in unit / 10 } }

  /// The format that writes a value as it was typed.
  fileprivate var format: String {
    switch kind {
    case .percentage: ".\(decimals)%"
    case .points: "points \(decimals)"
    case .amount(let sign): "\(sign),.\(decimals)f"
    case .plain: abs(value) >= 1000 ? (decimals == 0 ? "," : ",.\(decimals)f") : ".\(decimals)f"
    }
  }
}

extension DiagnosticKind {
  static let typedNumber = DiagnosticKind(
    "prose.typedNumber", .warning,
    "A number in the prose was typed by hand and is what the last run computed, or nearly so. It "
      + "will be wrong once the data change; an inline value will not. `casebook check` compares the "
      + "prose with the JSON of the last run, where there is one.")
}
