import Charts

/// Looks into drawn trees.
enum Markup {
  /// Every element of a tree with its attributes.
  static func elements(_ node: SVGNode) -> [(
    name: String, attributes: [String: String], text: String
  )] {
    guard case .element(let name, let attributes, let children) = node else { return [] }
    let values = Dictionary(attributes.map { ($0.name, $0.value) }, uniquingKeysWith: { a, _ in a })
    var text = ""
    for child in children {
      if case .text(let content) = child { text += content }
    }
    return [(name, values, text)] + children.flatMap(elements)
  }

  /// A text of a drawing with the place that it takes.
  struct PlacedText {
    let text: String
    let box: Box
  }

  /// The texts of a drawing that are not turned, under their groups' shifts; a text has its group's
  /// class and anchor where it has none of its own.
  static func texts(
    _ node: SVGNode, shift: Double = 0, group: [String: String] = [:]
  ) -> [PlacedText] {
    guard case .element(let name, let attributes, let children) = node else { return [] }
    let values = Dictionary(attributes.map { ($0.name, $0.value) }, uniquingKeysWith: { a, _ in a })
    let inherited = group.merging(values) { _, own in own }
    var shift = shift
    if name == "g", let transform = values["transform"], transform.hasPrefix("translate(0 ") {
      shift += Double(transform.dropFirst("translate(0 ".count).dropLast()) ?? 0
    }
    if name == "text", values["transform"] == nil {
      let isBold = ["title", "panel-title", "strong"].contains(values["class"] ?? "")
      let isSmall = (inherited["class"] ?? "").hasPrefix("value")
      var text = ""
      for child in children {
        if case .text(let content) = child { text += content }
        if case .element("tspan", _, let inner) = child, case .text(let content)? = inner.first {
          text += content
        }
      }
      let width = TextMetrics.width(text, size: isSmall ? 11 : 12, bold: isBold)
      let x = Double(values["x"] ?? "") ?? .nan
      let y = (Double(values["y"] ?? "") ?? .nan) + shift
      let left =
        switch inherited["text-anchor"] {
        case "middle": x - width / 2
        case "end": x - width
        default: x
        }
      // The height of capitals and digits, which must not touch.
      return [PlacedText(text: text, box: Box(x: left, y: y - 9, width: width, height: 9))]
    }
    let passed = inherited.filter { $0.key == "class" || $0.key == "text-anchor" }
    return children.flatMap { texts($0, shift: shift, group: passed) }
  }

  /// The strokes of a path of lines, as `PathBuilder` writes it: relative, save the first point.
  static func strokes(_ path: String) -> [[Point]] {
    var strokes: [[Point]] = []
    var point = Point(0, 0)
    var command: Character = "M"
    var numbers: [Double] = []
    for token in tokens(path) {
      guard let number = Double(token) else {
        command = token.first ?? "M"
        continue
      }
      numbers.append(number)
      guard numbers.count == ("hv".contains(command) ? 1 : 2) else { continue }
      let (dx, dy) = (command == "v" ? 0 : numbers[0], command == "h" ? 0 : numbers.last ?? 0)
      numbers = []
      point = command == "M" ? Point(dx, dy) : Point(point.x + dx, point.y + dy)
      if "Mm".contains(command) {
        strokes.append([point])
        command = "l"
      } else if !strokes.isEmpty {
        strokes[strokes.count - 1].append(point)
      }
    }
    return strokes
  }

  /// Letters and numbers of a path; a sign or a second decimal point begins a number.
  private static func tokens(_ path: String) -> [String] {
    var tokens: [String] = []
    for character in path where character != " " || tokens.last != "" {
      let isDigit = character.isNumber
      let last = tokens.last ?? ""
      let continues =
        (isDigit || (character == "." && !last.contains("."))) && !last.isEmpty
        && !(last.first?.isLetter ?? true)
      if character == " " {
        tokens.append("")
      } else if continues {
        tokens[tokens.count - 1].append(character)
      } else {
        tokens.append(String(character))
      }
    }
    return tokens.filter { !$0.isEmpty }
  }

  /// Checks that markup is well-formed: tags balanced, attributes quoted, characters escaped.
  static func problem(in markup: String) -> String? {
    var open: [String] = []
    var rest = Substring(markup)
    while let start = rest.firstIndex(of: "<") {
      let text = rest[..<start]
      if text.contains(">") { return "a bare > in \(text)" }
      if let problem = entityProblem(text) { return problem }
      guard let end = rest[start...].firstIndex(of: ">") else { return "an open tag" }
      let tag = rest[rest.index(after: start)..<end]
      if tag.hasPrefix("/") {
        guard open.popLast() == String(tag.dropFirst()) else { return "unbalanced \(tag)" }
      } else {
        let name = tag.prefix { $0 != " " && $0 != "/" }
        if name.isEmpty { return "a tag without a name" }
        if tag.filter({ $0 == "\"" }).count % 2 != 0 { return "unbalanced quotes in \(tag)" }
        if tag.contains("<") { return "a bare < in \(tag)" }
        if let problem = entityProblem(tag) { return problem }
        if tag.last != "/" { open.append(String(name)) }
      }
      rest = rest[rest.index(after: end)...]
    }
    return open.isEmpty ? nil : "unclosed \(open)"
  }

  private static func entityProblem(_ text: Substring) -> String? {
    var rest = text
    while let start = rest.firstIndex(of: "&") {
      let tail = rest[start...]
      if !["&amp;", "&lt;", "&gt;", "&quot;"].contains(where: { tail.hasPrefix($0) }) {
        return "a bare & in \(text)"
      }
      rest = tail.dropFirst()
    }
    return nil
  }
}
