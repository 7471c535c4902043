import Platform
import Synchronization

/// The files that a run read, wrote, or looked for in vain: what its result depends on, beside
/// the notebooks.
package final class TouchedFiles: Sendable {
  private let paths = Mutex<Set<String>>([])

  /// Another list that everything noted here is noted in as well.
  private let other: TouchedFiles?

  package init() { other = nil }

  init(alsoNoting other: TouchedFiles?) { self.other = other }

  package func note(_ path: String) {
    paths.withLock { _ = $0.insert(path) }
    other?.note(path)
  }

  /// Each path's stamp; `absent` where no file was.
  package var stamps: [String: String] {
    let all = paths.withLock { $0 }
    return Dictionary(
      all.map { ($0, Self.stamp($0)) }, uniquingKeysWith: { first, _ in first })
  }

  package static func stamp(_ path: String) -> String { FileSystem.stamp(path) ?? "absent" }
}
