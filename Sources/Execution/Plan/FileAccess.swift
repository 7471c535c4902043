import Diagnostics
import Platform

/// Where a notebook may read and write.
package struct FileAccess: Sendable {
  /// The folder of the project; relative paths start from the notebook's own folder.
  package var projectFolder: String
  package var notebookFolder: String
  package var dataFolder: String?
  package var cacheFolder: String?
  package var outputFolder: String
  /// Further folders allowed by `--allow-read`.
  package var readable: [String]
  package var allowsNetwork: Bool
  /// Whether `--simulated` asks for stand-ins even where the real data are at hand.
  package var forcesSimulation: Bool
  /// Where the files that a run depends on are noted, for the cache.
  package var touched: TouchedFiles?

  package init(
    projectFolder: String, notebookFolder: String, dataFolder: String? = nil,
    cacheFolder: String? = nil, outputFolder: String = "output", readable: [String] = [],
    allowsNetwork: Bool = false, forcesSimulation: Bool = false
  ) {
    self.projectFolder = projectFolder
    self.notebookFolder = notebookFolder
    self.dataFolder = dataFolder
    self.cacheFolder = cacheFolder
    self.outputFolder = outputFolder
    self.readable = readable
    self.allowsNetwork = allowsNetwork
    self.forcesSimulation = forcesSimulation
  }

  package enum Lookup: Sendable, Equatable {
    case found(String)
    case notFound
    /// The path leads outside every folder that may be read.
    case forbidden
  }

  /// Finds a file by a path relative to the notebook, the project or the data folder.
  package func find(_ path: String) -> Lookup {
    let expanded =
      path.hasPrefix("$CASEBOOK_DATA/")
      ? dataFolder.map { Path.join($0, String(path.dropFirst("$CASEBOOK_DATA/".count))) } ?? path
      : path
    let bases = [notebookFolder, projectFolder] + [dataFolder].compactMap { $0 }
    var sawForbidden = false
    for base in bases {
      let candidate = Path.join(base, expanded)
      // A folder may bear the name of a data set, as a book's folder does.
      guard exists(candidate), !FileSystem.isDirectory(candidate) else { continue }
      if isReadable(candidate) { return .found(candidate) }
      sawForbidden = true
    }
    return sawForbidden ? .forbidden : .notFound
  }

  /// The file that a cell above writes, where a path means one; `find` tells by the full path.
  ///
  /// A path is sought as that of any file, and last below the output folder, as `save` has it.
  package func written<Found>(
    _ path: String, _ find: (String) -> Found?
  ) -> (path: String, found: Found)? {
    for folder in [notebookFolder, projectFolder] {
      let candidate = Path.join(folder, path)
      if let found = find(candidate) { return (candidate, found) }
    }
    if path.hasPrefix("/") || self.find(path) != .notFound { return nil }
    let candidate = Path.join(outputFolder, path)
    return find(candidate).map { (candidate, $0) }
  }

  /// Whether a file is there; the run depends on the answer.
  package func exists(_ path: String) -> Bool {
    touched?.note(path)
    return FileSystem.exists(path)
  }

  package func isReadable(_ path: String) -> Bool {
    let folders = [projectFolder] + [dataFolder, cacheFolder].compactMap { $0 } + readable
    return folders.contains { Path.isInside(path, $0.isEmpty ? "." : $0) }
  }
}
