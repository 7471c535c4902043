import Platform
import Testing

struct ChildProcessTests {
  @Test func `a program is found in PATH by the first name that is there`() {
    #expect(ChildProcess.find(["no-such-program-here", "sh"])?.hasSuffix("/sh") == true)
    #expect(ChildProcess.find(["/bin/sh"]) == "/bin/sh")
    #expect(ChildProcess.find(["/tmp", "no-such-program-here"]) == nil)
  }

  @Test func `a program runs with its arguments, as they are`() throws {
    let folder = try FileSystem.makeTemporaryDirectory()
    defer { FileSystem.removeFolder(folder) }
    let path = Path.join(folder, "a b$c")
    try ChildProcess.run(
      "/bin/sh", ["-c", "printf '%s' \"$1\" > \"$2\"", "sh", "$x; y", path], seconds: 20)
    #expect(String(decoding: try FileSystem.read(path), as: UTF8.self) == "$x; y")
  }

  @Test func `its status is told, and one that does not end is ended`() {
    #expect(throws: ChildProcess.Failure.failed(status: 3)) {
      try ChildProcess.run("/bin/sh", ["-c", "exit 3"], seconds: 20)
    }
    // Threads of a test block this signal; a child must not inherit that.
    #expect(throws: ChildProcess.Failure.failed(status: 128 + 15)) {
      try ChildProcess.run("/bin/sh", ["-c", "kill -TERM $$"], seconds: 20)
    }
    #expect(throws: ChildProcess.Failure.timedOut) {
      try ChildProcess.run("/bin/sleep", ["600"], seconds: 0.05)
    }
    #expect(throws: ChildProcess.Failure.self) {
      try ChildProcess.run("/no/such/program", [], seconds: 1)
    }
  }

  @Test func `a temporary folder is the process's own`() throws {
    let folder = try FileSystem.makeTemporaryDirectory()
    defer { FileSystem.removeFolder(folder) }
    let other = try FileSystem.makeTemporaryDirectory()
    defer { FileSystem.removeFolder(other) }
    #expect(FileSystem.isDirectory(folder) && folder != other)
  }
}
