import Platform
import TestSupport
import Testing

/// Downloads from a server on the loopback address.
struct DownloadTests {
  private let folder: String

  init() throws {
    folder = "/tmp/casebook-tests/download-\(UInt32.random(in: 0 ... .max))"
    try FileSystem.makeDirectory(folder)
  }

  private func failure(_ address: String) -> DownloadError? {
    do {
      _ = try Download.fetch(address, to: Path.join(folder, "failed"))
      return nil
    } catch {
      return error
    }
  }

  @Test func `a file is fetched whole`() throws {
    let body = (0..<300_000).map { UInt8(truncatingIfNeeded: $0 &* 7) }
    let server = try #require(LoopbackServer(body: body))
    let path = Path.join(folder, "deep/file.bin")
    #expect(try Download.fetch("http://127.0.0.1:\(server.port)/file.bin", to: path))
    #expect(try FileSystem.read(path) == body)
    #expect(try FileSystem.list(Path.join(folder, "deep")) == ["file.bin"])
  }

  @Test func `a file that fails its check is not kept`() throws {
    let server = try #require(LoopbackServer(body: Array("abc".utf8)))
    let path = Path.join(folder, "file")
    let kept = try Download.fetch("http://127.0.0.1:\(server.port)/", to: path) { path in
      (try? FileSystem.read(path)) == Array("abd".utf8)
    }
    #expect(!kept)
    #expect(try FileSystem.list(folder) == [])
  }

  @Test func `a server's refusal is told by its status`() throws {
    let server = try #require(LoopbackServer(status: "404 Not Found"))
    guard case .status(404)? = failure("http://127.0.0.1:\(server.port)/") else {
      Issue.record("no status")
      return
    }
    #expect(try FileSystem.list(folder) == [])
  }

  @Test func `an answer that breaks off is an error`() throws {
    let server = try #require(
      LoopbackServer(headers: ["Content-Length: 99"], body: Array("abc".utf8)))
    guard case .transfer? = failure("http://127.0.0.1:\(server.port)/") else {
      Issue.record("no error")
      return
    }
    #expect(try FileSystem.list(folder) == [])
  }

  @Test func `a redirect leads to no file of the machine`() throws {
    let server = try #require(
      LoopbackServer(status: "302 Found", headers: ["Location: file:///etc/passwd"]))
    #expect(failure("http://127.0.0.1:\(server.port)/") != nil)
    #expect(failure("file:///etc/passwd") != nil)
    #expect(try FileSystem.list(folder) == [])
  }
}
