@unsafe @preconcurrency import Glibc

/// Answers every request on a free port of the loopback address with the same bytes.
///
/// It serves one connection after the other until it is let go.
@safe package final class LoopbackServer: Sendable {
  private let listener: Int32
  package let port: Int

  /// nil where the machine lets no port be opened.
  package init?(status: String = "200 OK", headers: [String] = [], body: [UInt8] = []) {
    let socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    guard socket >= 0 else { return nil }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let opened = unsafe withUnsafeMutablePointer(to: &address) { pointer in
      unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
        unsafe Glibc.bind(socket, pointer, length) == 0 && listen(socket, 8) == 0
          && getsockname(socket, pointer, &length) == 0
      }
    }
    guard opened else {
      close(socket)
      return nil
    }
    listener = socket
    port = Int(UInt16(bigEndian: address.sin_port))
    let lines = ["HTTP/1.1 \(status)", "Content-Length: \(body.count)", "Connection: close"]
    let head = (lines + headers).joined(separator: "\r\n") + "\r\n\r\n"
    let answer = Answer(listener: socket, bytes: Array(head.utf8) + body)
    var thread = pthread_t()
    unsafe pthread_create(
      &thread, nil,
      { pointer in
        guard let pointer = unsafe pointer else { return nil }
        unsafe Unmanaged<Answer>.fromOpaque(pointer).takeRetainedValue().serve()
        return nil
      }, Unmanaged.passRetained(answer).toOpaque())
    pthread_detach(thread)
  }

  deinit {
    // The thread leaves `accept` as the listener is shut down, and closes it.
    shutdown(listener, Int32(SHUT_RDWR))
  }

  private final class Answer {
    let listener: Int32
    let bytes: [UInt8]

    init(listener: Int32, bytes: [UInt8]) {
      self.listener = listener
      self.bytes = bytes
    }

    func serve() {
      while true {
        let connection = unsafe accept(listener, nil, nil)
        guard connection >= 0 else { break }
        var request = [UInt8](repeating: 0, count: 4096)
        unsafe _ = request.withUnsafeMutableBytes {
          unsafe read(connection, $0.baseAddress, $0.count)
        }
        unsafe _ = bytes.withUnsafeBytes {
          unsafe send(connection, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
        }
        shutdown(connection, Int32(SHUT_WR))
        close(connection)
      }
      close(listener)
    }
  }
}
