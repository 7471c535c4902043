// A first reader of notebooks: the head, and directives at the start of a line. The CommonMark
// parser takes its place, with prose, inline values and exact ranges.
package import Diagnostics
import Yams

package enum InlineParser {
  package static func parse(
    _ text: String, at range: SourceRange, in source: SourceFile, diagnostics: inout [Diagnostic]
  ) -> RichText {
    RichText(source: text, inlines: [Inline(.text(text), range)], range: range)
  }
}

package enum YAMLReader {
  package static func read(_ source: SourceFile) -> (RawValue?, [Diagnostic]) {
    (raw(String(decoding: source.bytes, as: UTF8.self), source, firstLine: 1), [])
  }

  static func raw(_ text: String, _ source: SourceFile, firstLine: Int) -> RawValue? {
    guard let node = try? Yams.compose(yaml: text) else { return nil }
    return convert(node, source, firstLine)
  }

  private static func range(_ mark: Mark?, _ length: Int, _ source: SourceFile, _ firstLine: Int) -> SourceRange {
    guard let mark else { return .start }
    let offset = source.startOffset(ofLine: firstLine + mark.line - 1) + mark.column - 1
    return source.range(offset, offset + length)
  }

  private static func convert(_ node: Node, _ source: SourceFile, _ line: Int) -> RawValue {
    switch node {
    case .scalar(let s):
      let quoted = s.style == .singleQuoted || s.style == .doubleQuoted
      return RawValue(.scalar(s.string, quoted: quoted), range(s.mark, s.string.utf8.count, source, line))
    case .sequence(let s):
      return RawValue(.list(s.map { convert($0, source, line) }), range(s.mark, 1, source, line))
    case .mapping(let m):
      let entries = m.map { key, value in
        let k = convert(key, source, line)
        let name: String = if case .scalar(let text, _) = k.kind { text } else { "" }
        return Entry(key: Located(name, k.range), value: convert(value, source, line))
      }
      return RawValue(.map(entries), range(m.mark, 1, source, line))
    case .alias: return RawValue(.scalar("", quoted: false), .start)
    }
  }
}

package enum NotebookParser {
  package static func parse(_ source: SourceFile, grammar: DirectiveGrammar) -> Notebook {
    var notebook = Notebook(source: source)
    var line = 1
    if source.lineText(1) == "---", let end = (2...max(2, source.lineCount)).first(where: { source.lineText($0) == "---" }) {
      let text = (2..<end).map { source.lineText($0) }.joined(separator: "\n")
      if case .map(let entries)? = YAMLReader.raw(text, source, firstLine: 2)?.kind {
        notebook.frontMatter.entries = entries
      }
      line = end + 1
    }
    while line <= source.lineCount {
      if source.lineText(line).hasPrefix("```{") {
        var end = line + 1
        while end <= source.lineCount, !source.lineText(end).hasPrefix("```") { end += 1 }
        notebook.cells.append(cell(source, line, end, notebook.cells.count, grammar))
        notebook.blocks.append(Block(.directive(notebook.cells.count - 1), notebook.cells[notebook.cells.count - 1].range))
        line = end
      }
      line += 1
    }
    return notebook
  }

  private static func cell(_ source: SourceFile, _ line: Int, _ end: Int, _ index: Int, _ grammar: DirectiveGrammar) -> Cell {
    let start = source.startOffset(ofLine: line)
    let info = source.lineText(line).dropFirst(4).prefix { $0 != "}" }
    var words: [Located<String>] = []
    var offset = start + 4
    for part in info.split(separator: " ", omittingEmptySubsequences: false) {
      if !part.isEmpty { words.append(Located(String(part), source.range(offset, offset + part.utf8.count))) }
      offset += part.utf8.count + 1
    }
    let verb = words.first ?? Located("", source.range(start, start))
    let kind = words.dropFirst().first { !$0.value.hasPrefix("#") && !$0.value.contains("=") }
    let name = words.first { $0.value.hasPrefix("#") }.map { Located(String($0.value.dropFirst()), $0.range) }
    let lines = line + 1 < end ? (line + 1..<end).map { source.lineText($0) } : []
    let range = source.range(start, source.startOffset(ofLine: end) + 3)
    var result = Cell(index: index, verb: verb, kind: kind, name: name, range: range, sourceText: lines.joined(separator: "\n"))
    if grammar.hasTextBody(verb.value) {
      result.body = Located(lines.joined(separator: "\n"), source.range(source.startOffset(ofLine: line + 1), source.startOffset(ofLine: end)))
      return result
    }
    let textKeys = grammar.textKeys(verb.value, kind?.value)
    let quoted = lines.map { line -> String in
      guard let colon = line.firstIndex(of: ":"), textKeys.contains(String(line[..<colon])) else { return line }
      let value = line[line.index(after: colon)...].drop { $0 == " " }
      guard let first = value.first, !"\"'|>".contains(first) else { return line }
      return line[...colon] + " '" + value.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "''") + "'"
    }
    if case .map(let entries)? = YAMLReader.raw(quoted.joined(separator: "\n"), source, firstLine: line + 1)?.kind {
      result.entries = entries
    }
    return result
  }
}

package enum SyntaxDiagnostics {
  package static let all: [DiagnosticKind] = []
}
