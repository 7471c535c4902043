@unsafe @preconcurrency import Glibc

/// Why a file operation failed, with the system's own words.
package struct FileError: Error, Sendable, CustomStringConvertible {
  package enum Reason: Sendable { case notFound, notPermitted, isDirectory, other }
  package let path: String
  package let reason: Reason
  package let description: String

  init(path: String, code: Int32) {
    self.path = path
    switch code {
    case ENOENT, ENOTDIR: reason = .notFound
    case EACCES, EPERM, EROFS: reason = .notPermitted
    case EISDIR: reason = .isDirectory
    default: reason = .other
    }
    description = unsafe String(cString: strerror(code))
  }
}

/// Reads, writes and lists files through POSIX calls, with no Foundation at start-up.
package enum FileSystem {
  /// The whole content of a file.
  package static func read(_ path: String) throws(FileError) -> [UInt8] {
    let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw FileError(path: path, code: errno) }
    defer { close(descriptor) }
    var status = stat()
    guard unsafe fstat(descriptor, &status) == 0 else { throw FileError(path: path, code: errno) }
    if status.st_mode & S_IFMT == S_IFDIR { throw FileError(path: path, code: EISDIR) }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(Int(status.st_size) + 1)
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = unsafe chunk.withUnsafeMutableBytes {
        unsafe Glibc.read(descriptor, $0.baseAddress, $0.count)
      }
      if count < 0 {
        if errno == EINTR { continue }
        throw FileError(path: path, code: errno)
      }
      if count == 0 { return bytes }
      bytes.append(contentsOf: chunk[..<count])
    }
  }

  /// Writes beside the target under a temporary name and renames: a reader never sees half a file.
  package static func writeAtomically(_ bytes: [UInt8], to path: String) throws(FileError) {
    let temporary = path + ".part-\(getpid())"
    let descriptor = unsafe open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw FileError(path: path, code: errno) }
    var written = 0
    while written < bytes.count {
      let count = unsafe bytes.withUnsafeBytes {
        unsafe write(descriptor, $0.baseAddress.map { unsafe $0 + written }, $0.count - written)
      }
      if count < 0 {
        if errno == EINTR { continue }
        let code = errno
        close(descriptor)
        unsafe unlink(temporary)
        throw FileError(path: path, code: code)
      }
      written += count
    }
    close(descriptor)
    guard unsafe rename(temporary, path) == 0 else {
      let code = errno
      unsafe unlink(temporary)
      throw FileError(path: path, code: code)
    }
  }

  package static func writeAtomically(_ text: String, to path: String) throws(FileError) {
    try writeAtomically(Array(text.utf8), to: path)
  }

  package static func exists(_ path: String) -> Bool { unsafe access(path, F_OK) == 0 }

  /// What tells a file from a changed one without reading it: its size and when it was last
  /// written; nil where there is none.
  package static func stamp(_ path: String) -> String? {
    var status = stat()
    guard unsafe stat(path, &status) == 0 else { return nil }
    let written = status.st_mtim
    return "\(status.st_size) \(written.tv_sec).\(written.tv_nsec)"
  }

  /// Removes a folder and what is in it; a link is removed and not followed.
  package static func removeFolder(_ path: String) {
    for name in (try? list(path)) ?? [] {
      let entry = Path.join(path, name)
      if isDirectory(entry), unsafe unlink(entry) != 0 {
        removeFolder(entry)
      } else {
        remove(entry)
      }
    }
    unsafe rmdir(path)
  }

  package static func isDirectory(_ path: String) -> Bool {
    var status = stat()
    return unsafe stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }

  /// Makes a directory and its missing parents.
  package static func makeDirectory(_ path: String) throws(FileError) {
    if path.isEmpty || isDirectory(path) { return }
    try makeDirectory(Path.parent(path))
    if unsafe mkdir(path, 0o755) != 0, errno != EEXIST { throw FileError(path: path, code: errno) }
  }

  /// The names in a directory, sorted, without `.` and `..`.
  package static func list(_ path: String) throws(FileError) -> [String] {
    guard let directory = unsafe opendir(path) else { throw FileError(path: path, code: errno) }
    defer { unsafe closedir(directory) }
    var names: [String] = []
    while let entry = unsafe readdir(directory) {
      let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) {
        unsafe $0.withMemoryRebound(to: CChar.self, capacity: 256) { unsafe String(cString: $0) }
      }
      if name != "." && name != ".." { names.append(name) }
    }
    return names.sorted()
  }

  package static func remove(_ path: String) { unsafe unlink(path) }

  /// The path with links, `.` and `..` resolved; nil where nothing exists there.
  package static func resolve(_ path: String) -> String? {
    guard let resolved = unsafe realpath(path, nil) else { return nil }
    defer { unsafe free(resolved) }
    return unsafe String(cString: resolved)
  }

  package static var currentDirectory: String { resolve(".") ?? "." }
}

/// A read-only view of a file's bytes, mapped and not copied.
@safe package final class MappedFile: Sendable {
  package let count: Int
  // Immutable after init and unmapped in deinit alone, so that threads may share it.
  nonisolated(unsafe) private let base: UnsafeMutableRawPointer?

  package init(_ path: String) throws(FileError) {
    let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw FileError(path: path, code: errno) }
    defer { close(descriptor) }
    var status = stat()
    guard unsafe fstat(descriptor, &status) == 0 else { throw FileError(path: path, code: errno) }
    if status.st_mode & S_IFMT == S_IFDIR { throw FileError(path: path, code: EISDIR) }
    count = Int(status.st_size)
    if count == 0 {
      unsafe base = nil
    } else {
      let address = unsafe mmap(nil, count, PROT_READ, MAP_PRIVATE, descriptor, 0)
      guard let address = unsafe address, unsafe address != MAP_FAILED else {
        throw FileError(path: path, code: errno)
      }
      unsafe base = address
    }
  }

  deinit {
    if let base = unsafe base { unsafe munmap(base, count) }
  }

  /// The bytes; valid only inside `body`.
  package func withBytes<R>(_ body: (UnsafeRawBufferPointer) throws -> R) rethrows -> R {
    try unsafe body(UnsafeRawBufferPointer(start: base, count: count))
  }
}
