import Diagnostics
import FoundationEssentials
import Platform
import Report

/// What the cache keeps of one book's run: the key that it was made for, and its pages.
struct CachedBook: Codable {
  struct Page: Codable {
    var slug: String
    var entry: IndexEntry
    /// The page's problems as the terminal shows them, without and with colour.
    var messages: String
    var colouredMessages: String
    var worst: Severity?
  }

  /// Everything known before the run that the result depends on: name → digest.
  var parts: [String: String]
  /// The files that the run touched, with their stamps.
  var files: [String: String]
  var pages: [Page]

  /// Why the book would run again, in words; empty where nothing has changed.
  func changes(since parts: [String: String]) -> [String] {
    let names = Set(self.parts.keys).union(parts.keys).sorted()
    var changes = names.filter { self.parts[$0] != parts[$0] }.map { name in
      switch (self.parts[name], parts[name]) {
      case (nil, _): "\(name) is new"
      case (_, nil): "\(name) is gone"
      default: "\(name) has changed"
      }
    }
    for (path, stamp) in files.sorted(by: { $0.key < $1.key }) {
      let now = FileSystem.stamp(path) ?? Self.absent
      guard now != stamp else { continue }
      changes.append(
        now == Self.absent
          ? "the file \(path) is gone"
          : stamp == Self.absent
            ? "the file \(path) is new" : "the file \(path) has changed")
    }
    return changes
  }

  private static let absent = "absent"
}
