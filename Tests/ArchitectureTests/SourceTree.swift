import Platform

/// The repository's own files, for tests of its structure.
struct SourceTree {
  struct File {
    /// From the root of the repository: `Sources/Frames/Frame.swift`.
    var path: String
    var text: String

    var lines: [Substring] { text.split(separator: "\n", omittingEmptySubsequences: false) }

    /// `Frames` for a file of that target.
    var target: String { String(path.split(separator: "/")[1]) }

    /// Names of imported modules.
    var imports: [String] {
      lines.compactMap { line in
        var words = line.split(separator: " ")
        while let first = words.first,
          first.hasPrefix("@") || ["package", "internal", "public"].contains(first)
        {
          words.removeFirst()
        }
        guard words.first == "import", words.count >= 2 else { return nil }
        return String(
          words.count > 2 ? words[2].split(separator: ".")[0] : words[1].split(separator: ".")[0])
      }
    }
  }

  let root: String
  let files: [File]

  /// Every Swift file below Sources and Tests.
  static let all: SourceTree = {
    let root = String(#filePath.dropLast("/Tests/ArchitectureTests/SourceTree.swift".count))
    var files: [File] = []
    func collect(_ folder: String) {
      for name in (try? FileSystem.list(Path.join(root, folder))) ?? [] {
        let path = folder + "/" + name
        let full = Path.join(root, path)
        if FileSystem.isDirectory(full) {
          collect(path)
        } else if name.hasSuffix(".swift"), let bytes = try? FileSystem.read(full) {
          files.append(File(path: path, text: String(decoding: bytes, as: UTF8.self)))
        }
      }
    }
    collect("Sources")
    collect("Tests")
    return SourceTree(root: root, files: files)
  }()

  var sources: [File] { files.filter { $0.path.hasPrefix("Sources/") } }
}
