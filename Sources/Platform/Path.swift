/// Slash-separated paths as text: no file is touched here.
package enum Path {
  package static func join(_ base: String, _ relative: String) -> String {
    if relative.hasPrefix("/") || base.isEmpty || base == "." { return relative }
    return base.hasSuffix("/") ? base + relative : base + "/" + relative
  }

  /// The path from the root, without `.` and `..`; links are not looked at.
  package static func absolute(_ path: String) -> String {
    var parts: [Substring] = []
    for part in join(FileSystem.currentDirectory, path).split(separator: "/") where part != "." {
      if part == ".." { _ = parts.popLast() } else { parts.append(part) }
    }
    return "/" + parts.joined(separator: "/")
  }

  package static func parent(_ path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "" }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  package static func name(_ path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return path }
    return String(path[path.index(after: slash)...])
  }

  /// The name without its last extension: `a/b.csv.gz` gives `b.csv`.
  package static func stem(_ path: String) -> String {
    let name = name(path)
    guard let dot = name.lastIndex(of: "."), dot != name.startIndex else { return name }
    return String(name[..<dot])
  }

  package static func pathExtension(_ path: String) -> String {
    let name = name(path)
    guard let dot = name.lastIndex(of: "."), dot != name.startIndex else { return "" }
    return String(name[name.index(after: dot)...])
  }

  /// Whether `path`, with links resolved, lies in `directory` or below it.
  package static func isInside(_ path: String, _ directory: String) -> Bool {
    guard let directory = FileSystem.resolve(directory) else { return false }
    var existing = path
    while !existing.isEmpty, FileSystem.resolve(existing) == nil { existing = parent(existing) }
    guard let resolved = FileSystem.resolve(existing.isEmpty ? "." : existing) else { return false }
    return resolved == directory || resolved.hasPrefix(directory == "/" ? "/" : directory + "/")
  }
}
