import Frames
import Platform

/// The user's cache of downloaded data.
package struct DataCache {
  package enum Failure: Error, CustomStringConvertible {
    case download(DownloadError)
    /// The file has another hash than it should; with the one it has.
    case changed(String)

    package var description: String {
      switch self {
      case .download(.unavailable): "libcurl is not installed (libcurl4, or curl with Homebrew)"
      case .download(.status(let status)): "the server answered with status \(status)"
      case .download(.transfer(let reason)): reason
      case .download(.file(let error)): "\(error.path): \(error.description)"
      case .changed(let hash): "its SHA-256 is \(hash)"
      }
    }
  }

  package let folder: String

  package init(folder: String) { self.folder = folder }

  /// The cache of the user who runs the program; nil where there is no home.
  package static var userFolder: String? {
    if let folder = Machine.environment("XDG_CACHE_HOME"), !folder.isEmpty {
      return Path.join(folder, "casebook")
    }
    return Machine.environment("HOME").map { Path.join($0, ".cache/casebook") }
  }

  package static func isAddress(_ source: String) -> Bool {
    let start = source.prefix(8).lowercased()
    return start.hasPrefix("https://") || start.hasPrefix("http://")
  }

  /// Where the file of an address lies: under a name that its whole address gives.
  package func path(ofAddress address: String) -> String {
    let plain = address.prefix { $0 != "?" && $0 != "#" }
    let name = plain.split(separator: "/").dropFirst(2).last ?? "data"
    let safe = name.unicodeScalars.map { scalar -> Character in
      let isPlain = scalar.isASCII && (scalar.properties.isAlphabetic || "0"..."9" ~= scalar)
      return isPlain || "._-".unicodeScalars.contains(scalar) ? Character(scalar) : "_"
    }
    let key = SHA256.hexadecimal(Array(address.utf8)).prefix(16)
    return Path.join(folder, "downloads/\(key)-\(String(safe.suffix(80)))")
  }

  /// Where a data set of the catalogue lies.
  package func path(of entry: DataCatalogue.Entry) -> String {
    Path.join(folder, entry.cachedFile)
  }

  /// Fetches a file, which is kept only where it has the hash that it should have.
  package static func fetch(
    _ address: String, to path: String, sha256: String?
  ) throws(Failure) {
    var found = ""
    let isKept: Bool
    do throws(DownloadError) {
      isKept = try Download.fetch(address, to: path) { fetched in
        guard let sha256 else { return true }
        found = (try? SHA256.hexadecimal(ofFile: fetched)) ?? ""
        return found == sha256.lowercased()
      }
    } catch {
      throw .download(error)
    }
    if !isKept { throw .changed(found) }
  }
}
