import Diagnostics
import Execution
import Frames
import Platform

extension LoadDirective {
  /// The file that a cell above writes, where the source means one; `find` tells by its path.
  func written<Found>(
    _ files: FileAccess, _ find: (String) -> Found?
  ) -> (path: String, found: Found)? {
    let source = arguments[Self.source].value
    return DataCache.isAddress(source) ? nil : files.written(source, find)
  }

  /// An http address may be changed on its way, so it needs a hash.
  func checkAddress(_ address: String) throws(Diagnostic) {
    let hash = arguments[Self.sha256]?.value ?? entry?.sha256
    if address.lowercased().hasPrefix("https:") || hash != nil { return }
    throw Diagnostic(
      .sourceNetwork, range: arguments[Self.source].range,
      "what an http address gives can be changed on its way",
      hint: "take https, or give sha256: of the file")
  }

  /// Fetches an address into the cache where it is not there, or is not the file of `sha256:`.
  ///
  /// False where it could not be fetched and a stand-in takes its place, after a warning.
  func fetch(
    _ address: String, to path: String, origin: String, _ context: RunContext
  ) throws(Diagnostic) -> Bool {
    try checkAddress(address)
    let hash = arguments[Self.sha256]?.value.lowercased() ?? entry?.sha256
    if FileSystem.exists(path) {
      // Without the network a wrong file is told of as one on disk is.
      guard context.files.allowsNetwork, let hash,
        (try? SHA256.hexadecimal(ofFile: path)) != hash
      else { return true }
    }
    context.progress(0, "fetching \(address)")
    do throws(DataCache.Failure) {
      try DataCache.fetch(address, to: path, sha256: hash)
      return true
    } catch {
      if case .changed(let found) = error {
        let expected = arguments[Self.sha256]
        throw context.error(
          .sourceChanged, at: expected?.range ?? arguments[Self.source].range,
          expected == nil
            ? "the file is not the one that the catalogue describes"
            : "the file is not the one that sha256 names",
          notes: ["The SHA-256 of what the address gives is \(found)."])
      }
      let message = "“\(address)” cannot be fetched: \(error.description)"
      guard effectiveFallback != .none else {
        throw context.error(.sourceNetwork, at: arguments[Self.source].range, message)
      }
      context.warn(.sourceNotFetched, at: arguments[Self.source].range, message)
      return false
    }
  }

  /// The catalogue's entry that the source names.
  private var entry: DataCatalogue.Entry? { DataCatalogue.entry(arguments[Self.source].value) }

  /// What a reader should know of where the file comes from.
  func sourceNotes(origin: String, hash: String, path: String) -> [String] {
    if DataCache.isAddress(arguments[Self.source].value), arguments[Self.sha256] == nil {
      return [
        "What the address gives may change: sha256: \(hash) would hold the page to these data."
      ]
    }
    guard origin == "catalogue", let entry else { return [] }
    guard let expected = entry.sha256 else {
      return [
        "The catalogue has no hash of this file, so that it is the published one is not verified: "
          + "its SHA-256 is \(hash)."
      ]
    }
    guard Path.name(path) == entry.cachedFile, expected != hash,
      hash != entry.otherSHA256
    else { return [] }
    return ["The file differs from the one that the catalogue describes: its SHA-256 is \(hash)."]
  }
}
