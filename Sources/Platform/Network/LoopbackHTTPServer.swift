@unsafe @preconcurrency import Glibc

/// A small HTTP server on the loopback address, for a preview in the browser of one person.
///
/// It runs on the caller's thread, a step at a time, and knows `GET` alone. A connection may stay
/// open for events that the server sends.
package final class LoopbackHTTPServer {
  package enum Answer {
    case content(type: String, body: [UInt8])
    case notFound
    case redirect(String)
    /// The connection stays open and gets what `send` sends.
    case events
  }

  private struct Connection {
    var socket: Int32
    var request: [UInt8] = []
    var isOpenForEvents = false
  }

  package enum Failure: Error, Sendable { case portInUse, other(String) }

  package let port: Int
  private let listener: Int32
  private var connections: [Connection] = []

  /// A request's head may have this many bytes.
  private static let longestHead = 16_384
  private static let mostConnections = 64

  /// Listens on a port of 127.0.0.1; 0 takes any that is free.
  package init(port: Int) throws(Failure) {
    // A browser that goes away must not end the program.
    _ = signal(SIGPIPE, SIG_IGN)
    let socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    guard socket >= 0 else { throw Self.failure(errno) }
    var yes: Int32 = 1
    unsafe setsockopt(
      socket, SOL_SOCKET, SO_REUSEADDR, &yes, socklen_t(MemoryLayout<Int32>.size))
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = UInt16(truncatingIfNeeded: port).bigEndian
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let isOpen = unsafe withUnsafeMutablePointer(to: &address) { pointer in
      unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
        unsafe Glibc.bind(socket, pointer, length) == 0 && listen(socket, 16) == 0
          && getsockname(socket, pointer, &length) == 0
      }
    }
    guard isOpen else {
      let code = errno
      close(socket)
      throw Self.failure(code)
    }
    listener = socket
    self.port = Int(UInt16(bigEndian: address.sin_port))
  }

  deinit {
    for connection in connections { close(connection.socket) }
    close(listener)
  }

  private static func failure(_ code: Int32) -> Failure {
    code == EADDRINUSE ? .portInUse : .other(unsafe String(cString: strerror(code)))
  }

  /// Waits up to so many milliseconds for the first request and answers what has come.
  ///
  /// `answer` gets the path of each, without its query. A request for another host than this
  /// machine is refused, so that no site can read pages through a name of its own.
  package func step(milliseconds: Int, answer: (String) -> Answer) {
    var waiting = [pollfd(fd: listener, events: Int16(POLLIN), revents: 0)]
    waiting += connections.map { pollfd(fd: $0.socket, events: Int16(POLLIN), revents: 0) }
    let count = unsafe poll(&waiting, nfds_t(waiting.count), Int32(milliseconds))
    guard count > 0 else { return }
    let ready = Set(waiting.dropFirst().filter { $0.revents != 0 }.map(\.fd))
    for socket in connections.map(\.socket) where ready.contains(socket) {
      receive(socket, answer)
    }
    if waiting[0].revents != 0 { accept() }
  }

  /// Sends an event to every page that listens.
  package func send(event: String, data: String) {
    let message = Array("event: \(event)\ndata: \(data)\n\n".utf8)
    for connection in connections where connection.isOpenForEvents {
      if !write(message, to: connection.socket) { drop(connection.socket) }
    }
  }

  // MARK: - Connections

  private func accept() {
    let socket = Glibc.accept(listener, nil, nil)
    guard socket >= 0 else { return }
    if connections.count >= Self.mostConnections { drop(connections[0].socket) }
    // A browser that reads nothing may hold the server up for no longer than this.
    var limit = timeval(tv_sec: 2, tv_usec: 0)
    let size = socklen_t(MemoryLayout<timeval>.size)
    unsafe setsockopt(socket, SOL_SOCKET, SO_SNDTIMEO, &limit, size)
    unsafe setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &limit, size)
    connections.append(Connection(socket: socket))
  }

  private func receive(_ socket: Int32, _ answer: (String) -> Answer) {
    guard let index = connections.firstIndex(where: { $0.socket == socket }) else { return }
    var chunk = [UInt8](repeating: 0, count: 4096)
    let count = unsafe chunk.withUnsafeMutableBytes {
      unsafe recv(socket, $0.baseAddress, $0.count, 0)
    }
    guard count > 0, !connections[index].isOpenForEvents else { return drop(socket) }
    connections[index].request += chunk[..<count]
    let request = connections[index].request
    guard let head = HTTPRequestHead(request) else {
      if request.count > Self.longestHead { drop(socket) }
      return
    }
    connections[index].request = []
    reply(to: head, on: socket, answer)
  }

  private func reply(to head: HTTPRequestHead, on socket: Int32, _ answer: (String) -> Answer) {
    let isLocal = ["127.0.0.1", "localhost"].contains { name in
      head.host == name || head.host == "\(name):\(port)"
    }
    guard isLocal else { return finish(socket, "403 Forbidden", [], "Forbidden") }
    guard head.method == "GET" else {
      return finish(socket, "405 Method Not Allowed", ["Allow: GET"], "Only GET")
    }
    switch answer(head.path) {
    case .content(let type, let body):
      finish(socket, "200 OK", ["Content-Type: \(type)"], body)
    case .notFound: finish(socket, "404 Not Found", [], "There is no such page")
    case .redirect(let path): finish(socket, "302 Found", ["Location: \(path)"], "")
    case .events:
      guard let index = connections.firstIndex(where: { $0.socket == socket }) else { return }
      connections[index].isOpenForEvents = true
      let head = Self.head("200 OK", ["Content-Type: text/event-stream"])
      if !write(Array(head.utf8), to: socket) { drop(socket) }
    }
  }

  private func finish(_ socket: Int32, _ status: String, _ headers: [String], _ text: String) {
    finish(socket, status, ["Content-Type: text/plain; charset=utf-8"] + headers, Array(text.utf8))
  }

  private func finish(_ socket: Int32, _ status: String, _ headers: [String], _ body: [UInt8]) {
    let head = Self.head(status, headers + ["Content-Length: \(body.count)", "Connection: close"])
    _ = write(Array(head.utf8) + body, to: socket)
    drop(socket)
  }

  private static func head(_ status: String, _ headers: [String]) -> String {
    (["HTTP/1.1 \(status)", "Cache-Control: no-store"] + headers).joined(separator: "\r\n")
      + "\r\n\r\n"
  }

  private func write(_ bytes: [UInt8], to socket: Int32) -> Bool {
    var sent = 0
    while sent < bytes.count {
      let count = unsafe bytes.withUnsafeBytes {
        unsafe Glibc.send(socket, $0.baseAddress.map { unsafe $0 + sent }, $0.count - sent, 0)
      }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return false }
      sent += count
    }
    return true
  }

  private func drop(_ socket: Int32) {
    connections.removeAll { $0.socket == socket }
    close(socket)
  }
}
