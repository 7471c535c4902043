import Execution
import NotebookSyntax
import Platform

/// Title, subtitle, authors, date and abstract.
enum TitleBlock {
  static func node(_ page: PageContext, _ prose: inout ProseRenderer) -> HTMLNode {
    let front = page.run.notebook.frontMatter
    let title = page.title.map { prose.inlines($0) } ?? [.text(plainTitle(page))]
    var content: [HTMLNode] = [.element("h1", [:], title)]
    if let subtitle = front.subtitle {
      content.append(.element("p", ["class": "subtitle"], prose.inlines(subtitle.inlines)))
    }
    var line: [HTMLNode] = []
    for author in front.authors {
      if !line.isEmpty { line.append(.text(", ")) }
      line += prose.inlines(author.inlines)
    }
    if let date = front.date {
      if !line.isEmpty { line.append(.text(" · ")) }
      line += prose.inlines(date.inlines)
    }
    if !line.isEmpty { content.append(.element("p", ["class": "byline"], line)) }
    if let abstract = front.abstract {
      content.append(.element("p", ["class": "abstract"], prose.inlines(abstract.inlines)))
    }
    return prose.placed(.element("header", ["class": "title"], content))
  }

  /// The title as plain text, for the window and for links; the file's name where there is none.
  static func plainTitle(_ page: PageContext) -> String {
    guard let title = page.title, !title.isEmpty else { return Path.stem(page.path) }
    return text(title, page.run)
  }

  /// Running text with its inline values filled in, without markup.
  static func text(_ inlines: [Inline], _ run: PageRun) -> String {
    inlines.plainText { value in
      run.inlineValues[value.range.lower.offset]?.text.map(Typography.minus) ?? value.source
    }
  }
}
