import Diagnostics
import Execution
import Platform

/// What a `source:` turned out to be.
enum FoundSource: Sendable, Equatable {
  /// A file to read, with its origin: `file` or `catalogue`.
  case file(String, origin: String)
  /// Not at hand: the stand-in takes its place.
  case simulated
}

/// Finds what `load` reads: a file, or a data set of the catalogue by its name.
struct SourceFinder {
  let files: FileAccess

  enum Failure: Error {
    case notFound(near: [String])
    case forbidden
    case network
  }

  /// Looks for `source`.
  ///
  /// A stand-in is used only where `hasStandIn` says that there is one.
  func find(_ source: String, hasStandIn: Bool) throws(Failure) -> FoundSource {
    if source.hasPrefix("https://") || source.hasPrefix("http://") {
      if hasStandIn { return .simulated }
      throw .network
    }
    if files.forcesSimulation, hasStandIn { return .simulated }
    if let entry = DataCatalogue.entry(source), let path = cataloguedFile(entry) {
      return .file(path, origin: "catalogue")
    }
    switch files.find(source) {
    case .found(let path): return .file(path, origin: "file")
    case .forbidden: throw .forbidden
    case .notFound:
      if hasStandIn { return .simulated }
      throw .notFound(near: neighbours(of: source))
    }
  }

  /// A catalogued file in the data folder, else in the cache.
  private func cataloguedFile(_ entry: DataCatalogue.Entry) -> String? {
    for folder in [files.dataFolder, files.cacheFolder].compactMap({ $0 }) {
      for name in [entry.file, entry.file + ".gz"] {
        let path = Path.join(folder, name)
        if files.exists(path) { return path }
      }
    }
    return nil
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
      names += listed.filter { $0.hasSuffix(".csv") || $0.hasSuffix(".tsv") || $0.hasSuffix(".gz") }
        .map { Path.join(Path.parent(source), $0) }
    }
    return names + DataCatalogue.entries.map(\.name)
  }
}
