import Execution
import NotebookSyntax

/// The notebooks of a run: books in order, each one session.
struct Project {
  var title: String
  /// The folder that notebooks may read.
  var folder: String
  var outputFolder: String
  var books: [Book]
  /// Whether a `casebook.yml` describes it; then the output gets an index.
  var isDeclared: Bool

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
