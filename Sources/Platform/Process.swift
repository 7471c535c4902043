@unsafe @preconcurrency import Glibc

/// What the program may ask of the machine that it runs on.
package enum Machine {
  /// Cores that this process may use; at least 1.
  package static let cores: Int = max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN)))

  package static func environment(_ name: String) -> String? {
    guard let value = unsafe getenv(name) else { return nil }
    return unsafe String(cString: value)
  }

  package static func setEnvironment(_ name: String, _ value: String) {
    unsafe setenv(name, value, 1)
  }

  /// Seconds of a clock that only goes forward, for `seconds` in the JSON and progress alone.
  package static var seconds: Double {
    var time = timespec()
    unsafe clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
  }

  package static var standardErrorIsTerminal: Bool { isatty(2) == 1 }
  package static var standardOutputIsTerminal: Bool { isatty(1) == 1 }

  /// The largest resident size so far, in bytes.
  package static var peakMemory: Int {
    var usage = rusage()
    unsafe getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
    return usage.ru_maxrss * 1024
  }

  package static func writeError(_ text: String) { unsafe write(text, stderr) }

  package static func writeOutput(_ text: String) {
    unsafe write(text, stdout)
    unsafe fflush(stdout)
  }

  /// By its length: text out of a damaged file may hold a NUL, at which `fputs` would end.
  private static func write(_ text: String, _ stream: UnsafeMutablePointer<FILE>?) {
    var text = text
    _ = unsafe text.withUTF8 { unsafe fwrite($0.baseAddress, 1, $0.count, stream) }
  }
}

extension Machine {
  /// Ends the process after flushing what was written.
  package static func exit(_ status: Int32) -> Never {
    unsafe fflush(stdout)
    Glibc.exit(status)
  }
}
