import NotebookSyntax

extension ProseRenderer {
  /// A pipe table: columns of numbers stand right with their decimals aligned.
  mutating func table(_ table: TableBlock) -> HTMLNode {
    let header = table.header.map { inlines($0) }
    var rows = table.rows.map { $0.map { inlines($0) } }
    var alignments = table.alignments
    for column in header.indices {
      let texts = rows.map { column < $0.count ? $0[column].plainText : "" }
      guard texts.contains(where: { !$0.isEmpty }),
        texts.allSatisfy({ $0.isEmpty || DecimalAlignment.isNumber($0) })
      else { continue }
      if !alignments.indices.contains(column) || alignments[column] == .left
        || alignments[column] == .center
      {
        continue
      }
      alignments[column] = .right
      let paddings = DecimalAlignment.paddings(texts)
      for row in rows.indices where column < rows[row].count && !paddings[row].isEmpty {
        rows[row][column].append(.text(paddings[row]))
      }
    }
    let head = HTMLNode.element(
      "thead", [:],
      [
        .element(
          "tr", [:],
          header.enumerated().map { column, content in
            cell("th", content, alignments, column, scope: "col")
          })
      ])
    let body = rows.map { row in
      HTMLNode.element(
        "tr", [:],
        row.enumerated().map { cell("td", $1, alignments, $0, scope: nil) })
    }
    return .element(
      "div", ["class": "scroll", "tabindex": "0", "role": "group", "aria-label": "Table"],
      [.element("table", [:], [head, .element("tbody", [:], body)])])
  }

  private func cell(
    _ name: String, _ content: [HTMLNode], _ alignments: [TableBlock.Alignment], _ column: Int,
    scope: String?
  ) -> HTMLNode {
    let alignment = alignments.indices.contains(column) ? alignments[column] : .none
    let style: String? =
      switch alignment {
      case .none, .left: nil
      case .center: "c"
      case .right: "n"
      }
    let content = content.map(\.breakingInCode)
    // Words need room, or a table that is wider than a phone leaves a column a word to a line.
    let words = content.plainText.unicodeScalars.count > Self.longestLabel ? "p" : nil
    let classes = [style, words].compactMap { $0 }
    // An empty heading has no scope: there is nothing that it could name.
    if name == "th", content.plainText.isEmpty { return .element("td", ["class": style], content) }
    return .element(
      name, ["class": classes.isEmpty ? nil : classes.joined(separator: " "), "scope": scope],
      content)
  }

  /// Characters of a cell that may be squeezed.
  private static let longestLabel = 24
}

extension HTMLNode {
  /// The same with places in long names of code at which a line may break: behind `_`, `.`, `-`
  /// and `/`, never inside a word.
  fileprivate var breakingInCode: HTMLNode {
    switch self {
    case .text, .trusted: return self
    case .fragment(let nodes): return .fragment(nodes.map(\.breakingInCode))
    case .element(var element):
      if element.name == "code", element.children.count == 1,
        case .text(let text) = element.children[0],
        text.unicodeScalars.count > 16
      {
        element.children = Self.parts(of: text)
      } else {
        element.children = element.children.map(\.breakingInCode)
      }
      return .element(element)
    }
  }

  private static func parts(of code: String) -> [HTMLNode] {
    var nodes: [HTMLNode] = []
    var part = ""
    for character in code {
      part.append(character)
      if "_.-/".contains(character) {
        nodes += [.text(part), .element("wbr")]
        part = ""
      }
    }
    return part.isEmpty ? nodes.dropLast() : nodes + [.text(part)]
  }
}

/// Aligns numbers of different decimals at their points by padding with spaces of a digit's width.
enum DecimalAlignment {
  /// Whether a text is one number, perhaps with signs of currency, percent or thousands.
  static func isNumber(_ text: String) -> Bool {
    var digits = 0
    for scalar in text.unicodeScalars {
      if Typography.isDigit(scalar) {
        digits += 1
        continue
      }
      switch scalar {
      case "-", "\u{2212}", "+", ".", ",", "%", "$", "€", "£", " ", "\u{A0}", "±", "–", "—": break
      default: return false
      }
    }
    return digits > 0 || text == "–" || text == "—" || text == "-"
  }

  /// What to put after each number so that the points stand below each other.
  static func paddings(_ texts: [String]) -> [String] {
    let decimals = texts.map(decimals)
    let most = decimals.max() ?? 0
    guard most > 0 else { return texts.map { _ in "" } }
    return zip(texts, decimals).map { text, count in
      guard text.unicodeScalars.contains(where: Typography.isDigit), count < most else { return "" }
      // U+2008 is as wide as a point, U+2007 as a digit.
      return (count == 0 ? "\u{2008}" : "") + String(repeating: "\u{2007}", count: most - count)
    }
  }

  private static func decimals(_ text: String) -> Int {
    guard let point = text.unicodeScalars.lastIndex(of: ".") else { return 0 }
    return text.unicodeScalars[text.unicodeScalars.index(after: point)...]
      .prefix(while: Typography.isDigit).count
  }
}
