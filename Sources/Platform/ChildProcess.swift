@unsafe @preconcurrency import Glibc

/// Runs another program of the machine, with its output thrown away.
package enum ChildProcess {
  package enum Failure: Error, Sendable, Equatable {
    /// The program could not be started; the system's own words.
    case notStarted(String)
    /// It did not end in time and was ended.
    case timedOut
    /// It ended with this status, or by a signal (128 and its number).
    case failed(status: Int32)
  }

  /// The first of these programs that there is, by its name in PATH or by its full path.
  package static func find(_ names: [String]) -> String? {
    let folders = (Machine.environment("PATH") ?? "").split(separator: ":").map(String.init)
    for name in names {
      let candidates = name.contains("/") ? [name] : folders.map { Path.join($0, name) }
      if let found = candidates.first(where: isExecutable) { return found }
    }
    return nil
  }

  private static func isExecutable(_ path: String) -> Bool {
    unsafe access(path, X_OK) == 0 && !FileSystem.isDirectory(path)
  }

  /// Runs a program to its end.
  ///
  /// - Parameter seconds: how long it may take before it is ended.
  package static func run(
    _ path: String, _ arguments: [String], seconds: Double
  ) throws(Failure) {
    let process = try start(path, arguments)
    let end = Machine.seconds + seconds
    var status: Int32 = 0
    while true {
      let ended = unsafe waitpid(process, &status, WNOHANG)
      if ended == process { break }
      if ended < 0, errno != EINTR { throw .failed(status: 127) }
      if Machine.seconds > end {
        kill(process, SIGKILL)
        unsafe _ = waitpid(process, &status, 0)
        throw .timedOut
      }
      usleep(5_000)
    }
    // The low seven bits are the signal that ended it, the next byte its own status.
    let signal = status & 0x7F
    let code = signal == 0 ? (status >> 8) & 0xFF : 128 + signal
    if code != 0 { throw .failed(status: code) }
  }

  private static func start(_ path: String, _ arguments: [String]) throws(Failure) -> pid_t {
    var actions = unsafe posix_spawn_file_actions_t()
    unsafe posix_spawn_file_actions_init(&actions)
    defer { unsafe posix_spawn_file_actions_destroy(&actions) }
    unsafe posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    unsafe posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0)
    unsafe posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)
    // Worker threads block signals; a child would inherit that and could not be ended politely.
    var settings = unsafe posix_spawnattr_t()
    unsafe _ = posix_spawnattr_init(&settings)
    defer { unsafe posix_spawnattr_destroy(&settings) }
    var none = sigset_t()
    unsafe sigemptyset(&none)
    unsafe posix_spawnattr_setsigmask(&settings, &none)
    unsafe posix_spawnattr_setflags(&settings, Int16(POSIX_SPAWN_SETSIGMASK))
    var words: [UnsafeMutablePointer<CChar>?] = unsafe ([path] + arguments).map {
      unsafe strdup($0)
    }
    unsafe words.append(nil)
    defer { unsafe words.forEach { unsafe free($0) } }
    var process = pid_t()
    let code = unsafe posix_spawn(&process, path, &actions, &settings, words, environ)
    if code != 0 { throw .notStarted(unsafe String(cString: strerror(code))) }
    return process
  }
}

extension Machine {
  /// Whether the process may do anything; a browser's sandbox does not start then.
  package static var isSuperuser: Bool { geteuid() == 0 }
}

extension FileSystem {
  /// Makes a folder of the process's own below the folder for temporary files.
  package static func makeTemporaryDirectory() throws(FileError) -> String {
    let parent = Machine.environment("TMPDIR").flatMap { $0.isEmpty ? nil : $0 } ?? "/tmp"
    let template = Path.join(parent, "casebook-XXXXXX")
    var bytes = template.utf8CString
    let isMade = unsafe bytes.withUnsafeMutableBufferPointer { buffer in
      unsafe buffer.baseAddress.map { unsafe mkdtemp($0) != nil } ?? false
    }
    guard isMade else { throw FileError(path: template, code: errno) }
    return String(decoding: bytes.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
}
