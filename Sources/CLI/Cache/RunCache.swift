import Diagnostics
import FoundationEssentials
import Frames
import Platform

/// Pages of earlier runs, by what they were made from.
///
/// A book is taken from here when nothing that it depends on has changed: the text of its pages,
/// the project file, parameters and options, the program itself, and every file that its cells
/// read, wrote or looked for. A book with a failed cell is never kept.
struct RunCache {
  let folder: String

  /// The cache in the user's cache folder; nil where there is none.
  init?(userFolder: String?) {
    guard let userFolder else { return nil }
    folder = Path.join(userFolder, "runs")
  }

  /// The entry of a book, whether or not it still holds.
  func entry(_ key: BookKey) -> CachedBook? {
    guard let bytes = try? FileSystem.read(path(key, "book.json")) else { return nil }
    return try? JSONDecoder().decode(CachedBook.self, from: Data(bytes))
  }

  /// The stored page and its JSON.
  func page(_ slug: String, of key: BookKey) -> (html: [UInt8], json: [UInt8])? {
    let name = SHA256.hexadecimal(Array(slug.utf8))
    guard let html = try? FileSystem.read(path(key, name + ".html")),
      let json = try? FileSystem.read(path(key, name + ".json"))
    else { return nil }
    return (html, json)
  }

  /// Keeps a run.
  ///
  /// That the cache cannot be written costs time and nothing else, so it is no error.
  func keep(_ book: CachedBook, pages: [(slug: String, html: String, json: String)], key: BookKey) {
    do {
      try FileSystem.makeDirectory(path(key, ""))
      for page in pages {
        let name = SHA256.hexadecimal(Array(page.slug.utf8))
        try FileSystem.writeAtomically(page.html, to: path(key, name + ".html"))
        try FileSystem.writeAtomically(page.json, to: path(key, name + ".json"))
      }
      let encoder = JSONEncoder()
      encoder.outputFormatting = .sortedKeys
      // Last, so that an entry never names pages that are not there.
      try FileSystem.writeAtomically(
        Array(try encoder.encode(book)), to: path(key, "book.json"))
    } catch {
      FileSystem.remove(path(key, "book.json"))
    }
  }

  func clean() { FileSystem.removeFolder(folder) }

  private func path(_ key: BookKey, _ name: String) -> String {
    Path.join(Path.join(folder, key.identity), name)
  }
}
