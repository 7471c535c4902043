extension MathMLWriter {
  func table(_ table: TableNode) -> MathMarkup {
    let columns = table.rows.map(\.cells.count).max() ?? 0
    let hasTags = showsRowTags && table.rows.contains { $0.tag != nil }
    var rows = MathMarkup()
    for (index, row) in table.rows.enumerated() {
      var cells = MathMarkup()
      let isLast = index == table.rows.count - 1
      for (column, nodes) in row.cells.enumerated() {
        cells.element(
          "mtd", cellAttributes(table, row, column, columns, isLast: isLast),
          cell(nodes, row, column, table))
      }
      if hasTags, let tag = row.tag {
        let missing = columns - row.cells.count
        if missing > 0 { cells.element("mtd", " columnspan=\"\(missing)\"", MathMarkup()) }
        cells.append(tagCell(tag))
      }
      rows.element("mtr", "", cells)
    }
    var out = MathMarkup()
    let style = table.isDisplay ? " displaystyle=\"true\"" : ""
    out.element("mtable", Self.tableClass(table.layout) + style, rows)
    return out
  }

  /// The content of a cell, spaced as if its line went on across the column's edge.
  private func cell(
    _ nodes: [MathNode], _ row: TableNode.Row, _ column: Int, _ table: TableNode
  ) -> MathMarkup {
    var lead: AtomClass?
    var trail: AtomClass?
    if table.layout == .pairs, !nodes.isEmpty {
      if column % 2 == 1 { lead = .ordinary }
      let next = column + 1 < row.cells.count ? row.cells[column + 1] : []
      if column % 2 == 0, let first = next.first(where: { $0.atomClass != nil }) {
        // `a = & b` keeps the space after its sign.
        trail = first.atomClass == .relation || first.atomClass == .binary ? nil : .ordinary
      }
    }
    return self.row(nodes, lead: lead, trail: trail, inScript: table.layout == .small)
  }

  private func cellAttributes(
    _ table: TableNode, _ row: TableNode.Row, _ column: Int, _ columns: Int, isLast: Bool
  ) -> String {
    var style = ""
    if case .columns(let alignments) = table.layout, column < alignments.count {
      switch alignments[column] {
      case .left: style += "text-align:left;"
      case .right: style += "text-align:right;text-align:-webkit-right;"
      case .centre: break
      }
    }
    if row.spaceBelow != 0 { style += "padding-bottom:\(MathMarkup.em(0.25 + row.spaceBelow));" }
    let rule = "0.06em solid;"
    if table.rulesBeforeColumns.contains(column) {
      style += "border-left:" + rule
      // The edge of a table has no room at its side but where a rule stands.
      if column == 0 { style += "padding-left:.4em;" }
    }
    if column == columns - 1, table.rulesBeforeColumns.contains(columns) {
      style += "border-right:" + rule + "padding-right:.4em;"
    }
    if row.ruleAbove { style += "border-top:" + rule }
    if isLast, table.ruleBelow { style += "padding-bottom:.25em;border-bottom:" + rule }
    return style.isEmpty ? "" : " style=\"\(style)\""
  }

  private func tagCell(_ tag: EquationTag) -> MathMarkup {
    var content = MathMarkup()
    content.leaf("mtext", "", tag.isBare ? tag.text : "(\(tag.text))")
    var out = MathMarkup()
    out.element("mtd", " class=\"tex-tag\"", content)
    return out
  }

  private static func tableClass(_ layout: TableNode.Layout) -> String {
    switch layout {
    case .centred, .columns: ""
    case .cases: " class=\"tex-cases\""
    case .pairs: " class=\"tex-pairs\""
    case .threeColumns: " class=\"tex-three\""
    case .gathered: " class=\"tex-lines\""
    case .small: " class=\"tex-small\""
    }
  }
}
