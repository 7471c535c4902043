extension MathParser {
  /// `\begin{name} … \end{name}`, with `\begin` consumed.
  mutating func parseEnvironment(at begin: TeXToken) -> MathNode {
    let name = rawArgument(of: begin)
    let known = MathEnvironment.named(name)
    if known == nil {
      report(
        "unknown environment \(name)", at: begin,
        suggestion: MathEnvironment.suggestion(for: name))
    }
    let environment = known ?? MathEnvironment(layout: .centred)
    let columns = parseColumns(environment, at: begin)
    let outer = scope
    scope.environments += 1
    scope.lefts = 0
    scope.stopsAtBracket = false
    let grid = parseGrid()
    scope = outer
    parseEnd(of: name, at: begin)
    return Self.node(environment, columns, grid)
  }

  private mutating func parseEnd(of name: String, at begin: TeXToken) {
    guard let end = peek(), case .command("end") = end.kind else {
      report("no \\end{\(name)} for this \\begin", at: begin)
      return
    }
    position += 1
    let endName = rawArgument(of: end)
    if endName != name { report("\\end{\(endName)} where \\end{\(name)} must come", at: end) }
  }

  private mutating func parseColumns(
    _ environment: MathEnvironment, at begin: TeXToken
  ) -> ColumnSpecification {
    // `\begin{aligned}[t]`: the page has no use for the vertical place.
    if startsPlacement() { position += 3 }
    switch environment.argument {
    case .none: return ColumnSpecification()
    case .count:
      _ = rawArgument(of: begin)
      return ColumnSpecification()
    case .columns: return ColumnSpecification(rawArgument(of: begin))
    }
  }

  /// Whether `[t]`, `[b]` or `[c]` comes next.
  private func startsPlacement() -> Bool {
    guard position + 2 < tokens.count, tokens[position].kind == .character("["),
      tokens[position + 2].kind == .character("]"),
      case .character(let scalar) = tokens[position + 1].kind
    else { return false }
    return scalar == "t" || scalar == "b" || scalar == "c"
  }

  private static func node(
    _ environment: MathEnvironment, _ columns: ColumnSpecification, _ grid: Grid
  ) -> MathNode {
    guard let layout = environment.layout else {
      return grid.onlyCell.map { .grouped($0) } ?? .table(looseTable(grid))
    }
    var table = TableNode(
      rows: grid.rows, layout: layout, isDisplay: environment.isDisplay,
      ruleBelow: grid.ruleBelow)
    if case .columns = layout {
      table.layout = .columns(columns.alignments)
      table.rulesBeforeColumns = columns.rules
    }
    if environment.open.isEmpty, environment.close.isEmpty { return .table(table) }
    return .fenced(
      FencedNode(
        open: environment.open, close: environment.close, segments: [[.table(table)]], middles: []))
  }
}

/// The columns of an `array`: `l`, `c`, `r`, and `|` for a rule.
struct ColumnSpecification {
  var alignments: [TableNode.Alignment] = []
  var rules: [Int] = []

  private static let maximumColumns = 200

  init() {}

  init(_ text: String) {
    var braces = 0
    for character in text where alignments.count < Self.maximumColumns {
      if character == "{" { braces += 1 }
      if character == "}" { braces -= 1 }
      // What stands in braces, as in `@{\quad}` and `p{2cm}`, aligns nothing.
      guard braces == 0 else { continue }
      switch character {
      case "l", "p": alignments.append(.left)
      case "c": alignments.append(.centre)
      case "r": alignments.append(.right)
      case "|": if rules.last != alignments.count { rules.append(alignments.count) }
      default: break
      }
    }
  }
}
