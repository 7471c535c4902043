import CCurl
@unsafe @preconcurrency import Glibc

/// Why an address could not be fetched.
package enum DownloadError: Error, Sendable {
  /// libcurl is not installed; with the loader's own words.
  case unavailable(String)
  /// The server answered with this status, such as 404.
  case status(Int)
  /// The transfer failed: no such host, no route, a certificate that is not trusted, ….
  case transfer(String)
  /// The bytes could not be written.
  case file(FileError)
}

/// Fetches files over the network, and nothing else: no cookies, no credentials, no environment.
package enum Download {
  /// Fetches an address into a file, which appears whole or not at all.
  ///
  /// Redirects are followed, ten at most, and never from https to http. A transfer that stands still
  /// for 30 seconds ends. `check` sees the path of the complete file before it takes its name; where
  /// it is false, nothing is kept and the function returns false.
  package static func fetch(
    _ address: String, to path: String, check: (String) -> Bool = { _ in true }
  ) throws(DownloadError) -> Bool {
    let library = try CurlLibrary.shared()
    let temporary = path + ".part-\(getpid())"
    do {
      try FileSystem.makeDirectory(Path.parent(path))
    } catch {
      throw .file(error)
    }
    let descriptor = unsafe open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw .file(FileError(path: path, code: errno)) }
    do throws(DownloadError) {
      defer { Glibc.close(descriptor) }
      try transfer(address, to: descriptor, path, library)
    } catch {
      unsafe unlink(temporary)
      throw error
    }
    guard check(temporary) else {
      unsafe unlink(temporary)
      return false
    }
    guard unsafe rename(temporary, path) == 0 else {
      let code = errno
      unsafe unlink(temporary)
      throw .file(FileError(path: path, code: code))
    }
    return true
  }

  /// Where the bytes go, and what went wrong as they were written.
  private final class Sink {
    let descriptor: Int32
    var failure: Int32?
    init(_ descriptor: Int32) { self.descriptor = descriptor }
  }

  private static func transfer(
    _ address: String, to descriptor: Int32, _ path: String, _ library: CurlLibrary
  ) throws(DownloadError) {
    guard let handle = unsafe library.open() else { throw .transfer("libcurl cannot start") }
    defer { unsafe library.close(handle) }
    let sink = Sink(descriptor)
    var words = [CChar](repeating: 0, count: casebook_curl_error_size)
    let isSecure = address.lowercased().hasPrefix("https:")
    let schemes =
      isSecure
      ? casebook_curl_https : casebook_curl_https | casebook_curl_http
    let numbers: [(Int, Int)] = [
      (casebook_curl_no_signal, 1), (casebook_curl_follow, 1),
      (casebook_curl_most_redirects, 10), (casebook_curl_fail_on_error, 1),
      (casebook_curl_connect_seconds, 20), (casebook_curl_slow_bytes, 1),
      (casebook_curl_slow_seconds, 30), (casebook_curl_protocols, schemes),
      (casebook_curl_redirect_protocols, schemes),
    ]
    for (option, value) in numbers { unsafe library.setNumber(handle, option, value) }
    let code = unsafe words.withUnsafeMutableBufferPointer { words in
      unsafe address.withCString { address in
        unsafe "casebook".withCString { agent in
          unsafe library.setPointer(handle, casebook_curl_url, address)
          unsafe library.setPointer(handle, casebook_curl_user_agent, agent)
          unsafe library.setPointer(
            handle, casebook_curl_error_buffer, UnsafeRawPointer(words.baseAddress))
          unsafe library.setPointer(
            handle, casebook_curl_write_data, Unmanaged.passUnretained(sink).toOpaque())
          unsafe library.setWriter(handle, write)
          return unsafe library.perform(handle)
        }
      }
    }
    if code == CURLE_OK { return }
    if let failure = sink.failure { throw .file(FileError(path: path, code: failure)) }
    let status = unsafe library.status(handle)
    if code == CURLE_HTTP_RETURNED_ERROR, status >= 400 { throw .status(status) }
    let written = String(
      decoding: words.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    throw .transfer(written.isEmpty ? library.message(code) : written)
  }

  /// libcurl's callback for a piece of the body: gives the number of bytes taken.
  private static let write:
    @convention(c) (UnsafeMutablePointer<CChar>?, Int, Int, UnsafeMutableRawPointer?) -> Int = {
      bytes, size, count, context in
      guard let bytes = unsafe bytes, let context = unsafe context else { return 0 }
      let sink = unsafe Unmanaged<Sink>.fromOpaque(context).takeUnretainedValue()
      let total = size * count
      var written = 0
      while written < total {
        let step = unsafe Glibc.write(sink.descriptor, bytes + written, total - written)
        if step < 0 {
          if errno == EINTR { continue }
          sink.failure = errno
          return 0
        }
        written += step
      }
      return total
    }
}
