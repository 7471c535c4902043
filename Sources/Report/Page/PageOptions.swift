/// What a page needs to know beyond its run: its place in a site, its looks, and how to read files.
package struct PageOptions: Sendable {
  /// nil for a page that stands alone.
  package var site: SiteContext?
  package var theme: Theme
  /// An image beside the site's name, as a data address.
  package var logo: String?
  /// Whether computed values stand unmarked in the prose, unless a page says otherwise.
  package var plainValues = false
  /// The content of the user's own style sheet, put after ours.
  package var stylesheet: String?
  /// Put before links to other pages of the site: "", or "../" for a page in a folder.
  package var linkPrefix: String
  /// The bytes of an image by the path written in the notebook; nil where it cannot be read.
  package var readImage: @Sendable (String) -> [UInt8]?
  /// The text of a BibTeX file by the path written in the front matter; nil where it cannot be read.
  package var readText: @Sendable (String) -> String?

  package init(
    site: SiteContext? = nil, theme: Theme = Theme(), stylesheet: String? = nil,
    linkPrefix: String = "", readImage: @escaping @Sendable (String) -> [UInt8]? = { _ in nil },
    readText: @escaping @Sendable (String) -> String? = { _ in nil }
  ) {
    self.site = site
    self.theme = theme
    self.stylesheet = stylesheet
    self.linkPrefix = linkPrefix
    self.readImage = readImage
    self.readText = readText
  }
}

/// A page of a site as a link.
package struct PageLink: Sendable, Equatable {
  package var title: String
  /// Relative to the site's root.
  package var path: String

  package init(title: String, path: String) {
    self.title = title
    self.path = path
  }
}

/// Where a page stands in its site.
package struct SiteContext: Sendable, Equatable {
  /// The title of the site, which links to its index.
  package var index: PageLink?
  /// The title of the book that the page belongs to.
  package var book: String?
  /// The pages of the book in order, this one among them.
  package var pages: [PageLink]
  /// The position of this page among `pages`.
  package var current: Int?
  /// Names of figures, tables, sections and equations on the book's other pages.
  package var references: [String: CrossReference] = [:]

  package init(
    index: PageLink? = nil, book: String? = nil, pages: [PageLink] = [], current: Int? = nil
  ) {
    self.index = index
    self.book = book
    self.pages = pages
    self.current = current
  }

  package var previous: PageLink? {
    current.flatMap { pages.indices.contains($0 - 1) ? pages[$0 - 1] : nil }
  }

  package var next: PageLink? {
    current.flatMap { pages.indices.contains($0 + 1) ? pages[$0 + 1] : nil }
  }
}
