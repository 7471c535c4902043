extension MathParser {
  /// Rows and cells as far as the surroundings allow; mostly one row of one cell.
  struct Grid {
    var rows: [TableNode.Row] = []
    var ruleBelow = false

    /// The nodes where there is but one cell, which most groups have.
    var onlyCell: [MathNode]? {
      guard rows.count == 1, let row = rows.first, row.cells.count == 1, !row.ruleAbove,
        !ruleBelow
      else { return nil }
      return row.cells[0]
    }
  }

  /// Reads up to the token that ends the current scope, and leaves that token.
  mutating func parseGrid() -> Grid {
    let outerTag = pendingTag
    pendingTag = nil
    var grid = Grid()
    var row = TableNode.Row(cells: [])
    var cell = CellBuilder()
    while let token = peek(), !endsScope(token) {
      switch token.kind {
      case .alignment:
        position += 1
        row.cells.append(cell.finish())
      case .command(let name):
        switch CommandTable.command(named: name) {
        case .structure(.newline):
          position += 1
          row.cells.append(cell.finish())
          row.spaceBelow = parseRowSpace()
          row.tag = pendingTag
          pendingTag = nil
          grid.rows.append(row)
          row = TableNode.Row(cells: [])
        case .structure(.horizontalRule):
          position += 1
          row.ruleAbove = true
        default: parseItem(into: &cell)
        }
      default: parseItem(into: &cell)
      }
    }
    let isDangling = row.cells.isEmpty && cell.isEmpty && !grid.rows.isEmpty
    if isDangling {
      // After the last `\\` nothing stands but perhaps a rule or a tag.
      grid.ruleBelow = row.ruleAbove
      if pendingTag != nil { grid.rows[grid.rows.count - 1].tag = pendingTag }
    } else {
      row.cells.append(cell.finish())
      row.tag = pendingTag
      grid.rows.append(row)
    }
    pendingTag = outerTag
    if grid.rows.count == 1, let tag = grid.rows[0].tag {
      // The only row's tag is that of the whole.
      pendingTag = tag
      grid.rows[0].tag = nil
    }
    return grid
  }

  /// The nodes of a scope as one node: a table where there are several cells.
  mutating func parseGridNode() -> MathNode {
    let grid = parseGrid()
    if let nodes = grid.onlyCell { return .grouped(nodes) }
    return .table(Self.looseTable(grid))
  }

  /// `a \\ b` and `a &= b` outside any environment.
  static func looseTable(_ grid: Grid) -> TableNode {
    let isAligned = grid.rows.contains { $0.cells.count > 1 }
    return TableNode(
      rows: grid.rows, layout: isAligned ? .pairs : .gathered, isDisplay: true,
      ruleBelow: grid.ruleBelow)
  }

  /// Whether the token ends the current scope.
  private mutating func endsScope(_ token: TeXToken) -> Bool {
    switch token.kind {
    case .closeBrace: return openBraces > 0
    case .character("]"): return scope.stopsAtBracket
    case .character("$"): return scope.stopsAtDollar
    case .command(let name):
      switch CommandTable.command(named: name) {
      case .structure(.right), .structure(.middle): return scope.lefts > 0
      case .structure(.end): return scope.environments > 0
      default: return false
      }
    default: return false
    }
  }

  /// One atom with its scripts, or a switch.
  private mutating func parseItem(into cell: inout CellBuilder) {
    guard let token = peek() else { return }
    if case .command(let name) = token.kind,
      case .structure(let structure)? = CommandTable.command(named: name)
    {
      switch structure {
      case .styleSwitch(let styling):
        position += 1
        cell.startStyling(styling)
        return
      case .infix(let kind):
        position += 1
        if !cell.startDenominator(kind) { report("a second \\\(name) in one group", at: token) }
        return
      case .alphabetSwitch(let alphabet):
        position += 1
        scope.alphabet = alphabet
        return
      case .colour:
        position += 1
        if let colour = parseColour() {
          if peek()?.kind == .openBrace {
            cell.append(.styled(.colour(colour), parseArgument(of: token)))
          } else {
            cell.startStyling(.colour(colour))
          }
        }
        return
      default: break
      }
    }
    if let node = parseScripted() { cell.append(node) }
  }

  /// `[2pt]` after `\\`, and the star that forbids a page break.
  private mutating func parseRowSpace() -> Double {
    if current?.kind == .character("*") { position += 1 }
    guard current?.kind == .character("["), let text = rawOptionalArgument() else { return 0 }
    return TeXLength.em(text) ?? 0
  }
}
