import Diagnostics
import NotebookSyntax

extension ProseRenderer {
  /// An image in running text, with its data inside the page.
  mutating func image(
    source: String, title: String, alt: [Inline], _ range: SourceRange
  ) -> HTMLNode {
    let alternative = alternativeText(alt)
    if LinkPolicy.isRemote(source) {
      report(.remoteImage(source, range))
      let text = alternative.isEmpty ? source : alternative
      guard let address = LinkPolicy.address(source) else { return .text(text) }
      return .element("a", ["href": address], text: text)
    }
    if alternative.isEmpty { report(.missingAlternative(source, range)) }
    guard let bytes = page.options.readImage(source), let type = ImageData.mediaType(of: bytes)
    else {
      report(.unreadableImage(source, range))
      return .element("span", ["class": "failed"], text: alternative.isEmpty ? source : alternative)
    }
    return .element(
      "img",
      [
        "src": "data:\(type);base64," + ImageData.base64(bytes), "alt": alternative,
        "title": title.isEmpty ? nil : title,
      ])
  }

  /// An image that stands alone: a figure, numbered where it has a caption (the image's title).
  mutating func figure(
    source: String, title: String, alt: [Inline], block: Block, image: Inline
  ) -> HTMLNode {
    let node = self.image(source: source, title: "", alt: alt, image.range)
    guard let target = page.numbering.images[block.range.lower.offset] else {
      return .element("figure", [:], [node])
    }
    let caption = HTMLNode.element(
      "figcaption", [:],
      [.element("b", [:], text: "Figure\u{A0}\(target.number)."), .text(" " + title)])
    return .element("figure", ["id": target.id], [node, caption])
  }

  private mutating func alternativeText(_ alt: [Inline]) -> String {
    inlines(alt).plainText
  }
}

extension Diagnostic {
  fileprivate static func missingAlternative(_ source: String, _ range: SourceRange) -> Diagnostic {
    Diagnostic(
      ProseDiagnostics.missingAlternative, range: range,
      "the image “\(source.prefix(60))” has no alternative text",
      hint: "say between the brackets what it shows: ![…](\(source.prefix(60)))")
  }

  fileprivate static func unreadableImage(_ source: String, _ range: SourceRange) -> Diagnostic {
    Diagnostic(
      ProseDiagnostics.unreadableImage, range: range,
      "the image “\(source.prefix(60))” cannot be read as PNG, JPEG, GIF, WebP or SVG")
  }

  fileprivate static func remoteImage(_ source: String, _ range: SourceRange) -> Diagnostic {
    Diagnostic(
      ProseDiagnostics.remoteImage, range: range,
      "the image “\(source.prefix(60))” is on another server; the page links to it",
      hint: "save it beside the notebook to embed it")
  }
}
