import Platform
import TestSupport
import Testing

/// One thread is server and client in turn: the system keeps what was sent in between.
struct LoopbackHTTPServerTests {
  private let server: LoopbackHTTPServer

  init() throws { server = try LoopbackHTTPServer(port: 0) }

  private func step(_ count: Int = 2) {
    for _ in 0..<count {
      server.step(milliseconds: 100) { path in
        switch path {
        case "/a page.html": .content(type: "text/html", body: Array("<p>hello".utf8))
        case "/": .redirect("/a page.html")
        case "/events": .events
        default: .notFound
        }
      }
    }
  }

  private func answer(_ request: String) throws -> String {
    let client = try #require(LoopbackClient(port: server.port))
    client.send(request)
    step()
    return client.receive()
  }

  @Test func `a page is answered by its path, decoded and without its query`() throws {
    let answer = try answer("GET /a%20page.html?x=1 HTTP/1.1\r\nHost: localhost\r\n\r\n")
    #expect(answer.hasPrefix("HTTP/1.1 200 OK\r\n"))
    #expect(answer.contains("Content-Length: 8\r\n") && answer.hasSuffix("\r\n\r\n<p>hello"))
  }

  @Test func `other paths, methods and hosts are refused`() throws {
    #expect(
      try answer("GET /x HTTP/1.1\r\nHost: 127.0.0.1:\(server.port)\r\n\r\n")
        .hasPrefix("HTTP/1.1 404"))
    #expect(
      try answer("POST / HTTP/1.1\r\nHost: localhost\r\n\r\n").hasPrefix("HTTP/1.1 405"))
    #expect(
      try answer("GET / HTTP/1.1\r\nHost: evil.example\r\n\r\n").hasPrefix("HTTP/1.1 403"))
    #expect(try answer("GET / HTTP/1.1\r\n\r\n").hasPrefix("HTTP/1.1 403"))
    #expect(
      try answer("GET / HTTP/1.1\r\nhost: localhost\r\n\r\n").contains("Location: /a page.html"))
  }

  @Test func `a page that listens gets what is sent, and one that left does no harm`() throws {
    let client = try #require(LoopbackClient(port: server.port))
    client.send("GET /events HTTP/1.1\r\nHost: localhost\r\n\r\n")
    do {
      let gone = try #require(LoopbackClient(port: server.port))
      gone.send("GET /events HTTP/1.1\r\nHost: localhost\r\n\r\n")
      step(4)
    }
    #expect(client.receive().contains("Content-Type: text/event-stream"))
    server.send(event: "changed", data: "pages")
    server.send(event: "changed", data: "again")
    #expect(client.receive().hasPrefix("event: changed\ndata: pages\n\n"))
  }

  @Test func `a request in pieces is put together, one without end is dropped`() throws {
    let client = try #require(LoopbackClient(port: server.port))
    client.send("GET /a%20page.html HT")
    step()
    client.send("TP/1.1\r\nHost: localhost\r\n\r\n")
    step()
    #expect(client.receive().hasPrefix("HTTP/1.1 200"))
    let endless = try #require(LoopbackClient(port: server.port))
    for _ in 0..<6 {
      endless.send(String(repeating: "x", count: 4096))
      step()
    }
    #expect(endless.receive().isEmpty)
  }

  @Test func `a port that is taken is told`() {
    #expect(throws: LoopbackHTTPServer.Failure.self) {
      try LoopbackHTTPServer(port: server.port)
    }
  }
}
