/// The list of a site's pages for search engines (sitemaps.org).
package enum Sitemap {
  /// - Parameters:
  ///   - url: where the site is published, such as `https://example.org/studies`.
  ///   - paths: pages relative to it.
  package static func xml(url: String, paths: [String]) -> String {
    let base = url.hasSuffix("/") ? url : url + "/"
    let entries = paths.compactMap { LinkPolicy.address(base + $0) }.map { address in
      "  <url><loc>\(escaped(address))</loc></url>\n"
    }
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
      + "<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n"
      + entries.joined() + "</urlset>\n"
  }

  /// Whether an address can be where a site is published.
  package static func isAddress(_ url: String) -> Bool {
    (url.hasPrefix("https://") || url.hasPrefix("http://")) && LinkPolicy.address(url) != nil
  }

  private static func escaped(_ text: String) -> String {
    text.reduce(into: "") { out, character in
      switch character {
      case "&": out += "&amp;"
      case "'": out += "&apos;"
      default: out.append(character)
      }
    }
  }
}
