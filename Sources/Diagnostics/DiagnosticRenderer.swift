import JSON

/// How diagnostics are written for people, editors and CI.
package enum DiagnosticFormat: String, CaseIterable, Sendable { case text, json, github }

/// Writes a diagnostic as text with the source line and a caret, or for machines.
package struct DiagnosticRenderer: Sendable {
  private let format: DiagnosticFormat
  private let colour: Bool
  private let sources: [String: SourceFile]

  /// `sources` are the files whose lines may be quoted, by path.
  package init(format: DiagnosticFormat = .text, colour: Bool = false, sources: [SourceFile] = []) {
    self.format = format
    self.colour = colour
    self.sources = Dictionary(
      sources.map { ($0.path, $0) }, uniquingKeysWith: { first, _ in first })
  }

  package func render(_ diagnostics: [Diagnostic]) -> String {
    switch format {
    case .text: diagnostics.map(text).joined()
    case .github: diagnostics.map(github).joined()
    case .json: "[" + diagnostics.map(json).joined(separator: ",\n ") + "]\n"
    }
  }

  /// The headline without colour: `path:line:column: error[id]: message`.
  package static func headline(_ diagnostic: Diagnostic) -> String {
    "\(place(diagnostic))\(diagnostic.severity.rawValue)[\(diagnostic.id)]: \(diagnostic.message)"
  }

  /// The source line and the caret line below it, or nil where there is no line to show.
  ///
  /// A line longer than `window` is cut to so many characters around the caret.
  package static func snippet(
    _ diagnostic: Diagnostic, in source: SourceFile, window: Int = 160
  ) -> [String]? {
    guard let range = diagnostic.range, range.lower.line <= source.lineCount else { return nil }
    let (all, after) = source.lineText(around: range.lower, before: window, after: window)
    let before = all.suffix(window - min(after.count, window / 2))
    let start = range.lower.column - 1 - before.count
    let shown = (before + after).prefix(window)
    let isCut = (before + after).count > window
    let end =
      range.upper.line == range.lower.line ? range.upper.column : start + shown.count + 1
    let width = max(
      1, min(end - range.lower.column, shown.count - (range.lower.column - 1 - start)))
    var text = ""
    var pad = ""
    for (offset, scalar) in shown.enumerated() {
      let visible = scalar == "\t" || scalar.value >= 0x20
      let isEdge = offset == 0 ? start > 0 : isCut && offset == shown.count - 1
      text.unicodeScalars.append(isEdge ? "…" : visible ? scalar : "\u{FFFD}")
      if start + offset < range.lower.column - 1 { pad += scalar == "\t" ? "\t" : " " }
    }
    let number = String(range.lower.line)
    let gutter = String(repeating: " ", count: number.count)
    return ["\(number) | \(text)", "\(gutter) | \(pad)\(String(repeating: "^", count: width))"]
  }

  private func text(_ diagnostic: Diagnostic) -> String {
    let colourCode =
      diagnostic.severity == .error ? "31" : diagnostic.severity == .warning ? "33" : "36"
    var lines = [
      Self.place(diagnostic)
        + paint("\(diagnostic.severity.rawValue)[\(diagnostic.id)]", "1;" + colourCode)
        + ": " + paint(diagnostic.message, "1")
    ]
    if let source = sources[diagnostic.path], let snippet = Self.snippet(diagnostic, in: source) {
      lines += ["  " + snippet[0], "  " + paint(snippet[1], colourCode)]
    }
    lines += diagnostic.notes.map { "  note: \($0)" }
    if let hint = diagnostic.hint { lines.append("  hint: \(hint)") }
    return lines.joined(separator: "\n") + "\n"
  }

  private func github(_ diagnostic: Diagnostic) -> String {
    let command = diagnostic.severity == .note ? "notice" : diagnostic.severity.rawValue
    var properties = ["file=\(Self.escape(diagnostic.path, property: true))"]
    if let range = diagnostic.range {
      properties.append("line=\(range.lower.line)")
      properties.append("col=\(range.lower.column)")
    }
    properties.append("title=\(diagnostic.id)")
    var message = diagnostic.message
    for note in diagnostic.notes { message += "\n" + note }
    if let hint = diagnostic.hint { message += "\n" + hint }
    return
      "::\(command) \(properties.joined(separator: ","))::\(Self.escape(message, property: false))\n"
  }

  private func json(_ diagnostic: Diagnostic) -> String {
    var fields = [
      "\"path\":\(JSONText.quote(diagnostic.path))",
      "\"severity\":\"\(diagnostic.severity.rawValue)\"",
      "\"code\":\(JSONText.quote(diagnostic.id))",
      "\"message\":\(JSONText.quote(diagnostic.message))",
    ]
    if let range = diagnostic.range {
      fields.append("\"line\":\(range.lower.line),\"column\":\(range.lower.column)")
      fields.append("\"endLine\":\(range.upper.line),\"endColumn\":\(range.upper.column)")
    }
    fields.append("\"notes\":[\(diagnostic.notes.map(JSONText.quote).joined(separator: ","))]")
    fields.append("\"hint\":\(diagnostic.hint.map(JSONText.quote) ?? "null")")
    return "{" + fields.joined(separator: ",") + "}"
  }

  private func paint(_ text: String, _ code: String) -> String {
    colour ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
  }

  private static func place(_ diagnostic: Diagnostic) -> String {
    guard !diagnostic.path.isEmpty else { return "" }
    guard let range = diagnostic.range else { return diagnostic.path + ": " }
    return "\(diagnostic.path):\(range.lower.line):\(range.lower.column): "
  }

  private static func escape(_ text: String, property: Bool) -> String {
    var out = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "%": out += "%25"
      case "\r": out += "%0D"
      case "\n": out += "%0A"
      case ":" where property: out += "%3A"
      case "," where property: out += "%2C"
      default: out.unicodeScalars.append(scalar)
      }
    }
    return out
  }
}
