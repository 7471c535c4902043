import Diagnostics
import Execution
import Platform

/// What a `source:` turned out to be.
enum FoundSource: Sendable, Equatable {
  /// A file to read, with its origin: `file` or `catalogue`.
  case file(String, origin: String)
  /// A file that is to be fetched, or was before: it lies, or will lie, at `path` in the cache.
  case address(String, path: String, origin: String)
  /// Not at hand: the stand-in takes its place.
  case simulated
}

/// Finds what `load` reads: a file, or a data set of the catalogue by its name.
struct SourceFinder {
  let files: FileAccess

  enum Failure: Error {
    case notFound(near: [String])
    case forbidden
    /// The address is not in the cache, and downloads were not allowed.
    case network
    /// There is no cache folder to fetch into.
    case noCache
  }

  /// Looks for `source`.
  ///
  /// A stand-in is used only where `hasStandIn` says that there is one.
  func find(_ source: String, hasStandIn: Bool) throws(Failure) -> FoundSource {
    if files.forcesSimulation, hasStandIn { return .simulated }
    if DataCache.isAddress(source) { return try address(source, hasStandIn: hasStandIn) }
    if let entry = DataCatalogue.entry(source) {
      if let path = cataloguedFile(entry) { return .file(path, origin: "catalogue") }
      if files.allowsNetwork, let address = entry.download, let folder = files.cacheFolder {
        return .address(
          address, path: DataCache(folder: folder).path(of: entry), origin: "catalogue")
      }
    }
    switch files.find(source) {
    case .found(let path): return .file(path, origin: "file")
    case .forbidden: throw .forbidden
    case .notFound:
      if hasStandIn { return .simulated }
      throw .notFound(near: neighbours(of: source))
    }
  }

  private func address(_ address: String, hasStandIn: Bool) throws(Failure) -> FoundSource {
    guard let folder = files.cacheFolder else {
      if hasStandIn { return .simulated }
      throw .noCache
    }
    let path = DataCache(folder: folder).path(ofAddress: address)
    if files.exists(path) || files.allowsNetwork {
      return .address(address, path: path, origin: "file")
    }
    if hasStandIn { return .simulated }
    throw .network
  }

  /// A catalogued file in the data folder, else in the cache.
  private func cataloguedFile(_ entry: DataCatalogue.Entry) -> String? {
    DataCatalogue.file(
      of: entry, in: [files.dataFolder, files.cacheFolder].compactMap { $0 }, exists: files.exists)
  }

  /// Names that could have been meant: data files near the path, and the catalogue.
  private func neighbours(of source: String) -> [String] {
    let folders = [
      Path.join(files.notebookFolder, Path.parent(source)),
      Path.join(files.projectFolder, Path.parent(source)), files.dataFolder,
    ]
    var names: [String] = []
    for folder in folders.compactMap({ $0 }) where files.isReadable(folder.isEmpty ? "." : folder) {
      let listed = (try? FileSystem.list(folder.isEmpty ? "." : folder)) ?? []
      let endings = [".csv", ".tsv", ".gz", ".db", ".sqlite", ".sqlite3"]
      names += listed.filter { name in endings.contains { name.hasSuffix($0) } }
        .map { Path.join(Path.parent(source), $0) }
    }
    return names + DataCatalogue.entries.map(\.name)
  }
}
