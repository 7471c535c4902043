import NotebookSyntax

/// Renders our tree as libcmark renders its own, so that the two can be compared.
struct ReferenceRenderer {
  private var out = ""

  static func html(_ notebook: Notebook) -> String {
    var renderer = ReferenceRenderer()
    renderer.render(notebook.blocks, tight: false)
    return renderer.out
  }

  private mutating func newline() { if !out.isEmpty, !out.hasSuffix("\n") { out += "\n" } }

  private mutating func render(_ blocks: [Block], tight: Bool) {
    for block in blocks { render(block, tight: tight) }
  }

  private mutating func render(_ block: Block, tight: Bool) {
    switch block.kind {
    case .heading(let level, _, let inlines):
      newline()
      out += "<h\(level)>"
      render(inlines)
      out += "</h\(level)>\n"
    case .paragraph(let inlines):
      if tight { return render(inlines) }
      newline()
      out += "<p>"
      render(inlines)
      out += "</p>\n"
    case .blockQuote(let blocks):
      newline()
      out += "<blockquote>\n"
      render(blocks, tight: false)
      newline()
      out += "</blockquote>\n"
    case .list(let list):
      newline()
      out +=
        list.ordered ? (list.start == 1 ? "<ol>\n" : "<ol start=\"\(list.start)\">\n") : "<ul>\n"
      for item in list.items {
        newline()
        out += "<li>"
        render(item.blocks, tight: list.tight)
        out += "</li>\n"
      }
      out += list.ordered ? "</ol>\n" : "</ul>\n"
    case .code(let info, let text):
      newline()
      let language = info.split(whereSeparator: { " \t\n\r\u{B}\u{C}".contains($0) }).first
      out +=
        language.map { "<pre><code class=\"language-\(escape(String($0)))\">" } ?? "<pre><code>"
      out += escape(text) + "</code></pre>\n"
    case .html(let text):
      newline()
      out += text
      newline()
    case .thematicBreak:
      newline()
      out += "<hr />\n"
    case .callout, .table, .math, .directive:
      newline()
      out += "<!-- \(block.kind) -->\n"
    }
  }

  private mutating func render(_ inlines: [Inline]) {
    for inline in inlines {
      switch inline.kind {
      case .text(let text): out += escape(text)
      case .softBreak: out += "\n"
      case .lineBreak: out += "<br />\n"
      case .code(let text): out += "<code>\(escape(text))</code>"
      case .emphasis(let inner): wrap("em", inner)
      case .strong(let inner): wrap("strong", inner)
      case .link(let destination, let title, let inner):
        out += "<a href=\"\(escapeURL(destination))\"\(attribute(title))>"
        render(inner)
        out += "</a>"
      case .image(let source, let title, let alt):
        out +=
          "<img src=\"\(escapeURL(source))\" alt=\"\(escape(plain(alt)))\"\(attribute(title)) />"
      case .html(let text): out += text
      default: out += "<!-- \(inline.kind) -->"
      }
    }
  }

  private mutating func wrap(_ tag: String, _ inner: [Inline]) {
    out += "<\(tag)>"
    render(inner)
    out += "</\(tag)>"
  }

  private func attribute(_ title: String) -> String {
    title.isEmpty ? "" : " title=\"\(escape(title))\""
  }

  private func plain(_ inlines: [Inline]) -> String {
    var text = ""
    for inline in inlines {
      switch inline.kind {
      case .text(let part), .code(let part), .html(let part): text += part
      case .softBreak, .lineBreak: text += " "
      case .emphasis(let inner), .strong(let inner), .link(_, _, let inner),
        .image(_, _, let inner):
        text += plain(inner)
      default: break
      }
    }
    return text
  }

  private func escape(_ text: String) -> String {
    var out = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": out += "&amp;"
      case "<": out += "&lt;"
      case ">": out += "&gt;"
      case "\"": out += "&quot;"
      default: out.unicodeScalars.append(scalar)
      }
    }
    return out
  }

  private func escapeURL(_ url: String) -> String {
    let safe = Set(
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789!#$%()*+,-./:;=?@_~".utf8)
    var out = ""
    for byte in url.utf8 {
      if safe.contains(byte) {
        out.unicodeScalars.append(Unicode.Scalar(byte))
      } else if byte == UInt8(ascii: "&") {
        out += "&amp;"
      } else if byte == UInt8(ascii: "'") {
        out += "&#x27;"
      } else {
        let hex = String(byte, radix: 16, uppercase: true)
        out += "%" + (hex.count == 1 ? "0" : "") + hex
      }
    }
    return out
  }
}
