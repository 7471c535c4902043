import Execution
import NotebookSyntax
import Report

/// The notebooks of a run: books in order, each one session.
struct Project {
  var title: String
  /// The folder that notebooks may read.
  var folder: String
  var outputFolder: String
  var books: [Book]
  /// Looks, address and the like, as `casebook.yml` gives them.
  var settings = Settings()
  /// Whether a `casebook.yml` describes it; then the output gets an index.
  var isDeclared: Bool

  struct Settings {
    var description: String?
    var url: String?
    var theme = Theme()
    /// The content of the user's style sheet.
    var stylesheet: String?
    /// An image as a data address.
    var logo: String?
    var hasPlainValues = false
  }

  struct Book {
    var title: String
    var pages: [Page]
  }

  struct Page {
    var notebook: Notebook
    var files: FileAccess
    /// Where the page goes, without extension.
    var outputPath: String
    /// The output path relative to the output folder, without extension: stable, for links.
    var slug: String
    /// Whether the page was asked for, or runs only because a later page of its book was.
    var isWanted: Bool
  }
}
