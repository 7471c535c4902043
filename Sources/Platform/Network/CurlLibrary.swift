import CCurl
@unsafe @preconcurrency import Glibc

/// The entry points of libcurl, looked up when something is first downloaded.
@safe struct CurlLibrary: Sendable {
  typealias Open = @convention(c) () -> UnsafeMutableRawPointer?
  typealias Close = @convention(c) (UnsafeMutableRawPointer?) -> Void
  typealias Perform = @convention(c) (UnsafeMutableRawPointer?) -> CURLcode
  typealias Explain = @convention(c) (CURLcode) -> UnsafePointer<CChar>?
  typealias Initialize = @convention(c) (Int) -> CURLcode

  let open: Open
  let close: Close
  let perform: Perform
  private let explain: Explain
  // The addresses of functions with variable arguments, which only the shim may call; they stay
  // where they are as long as the process lives.
  nonisolated(unsafe) private let set: UnsafeMutableRawPointer
  nonisolated(unsafe) private let get: UnsafeMutableRawPointer

  private static let opened = Result { () throws(DownloadError) in try CurlLibrary() }

  /// - Throws: `unavailable` where the library is not installed.
  static func shared() throws(DownloadError) -> CurlLibrary { try opened.get() }

  private init() throws(DownloadError) {
    let names = ["libcurl.so.4", "libcurl-gnutls.so.4", "libcurl.4.dylib", "libcurl.dylib"]
    guard let handle = unsafe names.lazy.compactMap({ unsafe dlopen($0, RTLD_NOW) }).first else {
      throw .unavailable(unsafe dlerror().map { unsafe String(cString: $0) } ?? "")
    }
    func address(_ name: String) throws(DownloadError) -> UnsafeMutableRawPointer {
      guard let address = unsafe dlsym(handle, name) else {
        throw .unavailable("\(name) is not in the library")
      }
      return unsafe address
    }
    unsafe open = unsafeBitCast(try address("curl_easy_init"), to: Open.self)
    unsafe close = unsafeBitCast(try address("curl_easy_cleanup"), to: Close.self)
    unsafe perform = unsafeBitCast(try address("curl_easy_perform"), to: Perform.self)
    unsafe explain = unsafeBitCast(try address("curl_easy_strerror"), to: Explain.self)
    unsafe set = try address("curl_easy_setopt")
    unsafe get = try address("curl_easy_getinfo")
    let start = unsafe unsafeBitCast(try address("curl_global_init"), to: Initialize.self)
    // Everything: TLS among it.
    _ = start(3)
  }

  func setNumber(_ handle: UnsafeMutableRawPointer, _ option: Int, _ value: Int) {
    unsafe _ = casebook_curl_set_long(set, handle, Int32(option), value)
  }

  func setPointer(
    _ handle: UnsafeMutableRawPointer, _ option: Int,
    _ value: UnsafeRawPointer?
  ) {
    unsafe _ = casebook_curl_set_pointer(set, handle, Int32(option), value)
  }

  func setWriter(
    _ handle: UnsafeMutableRawPointer,
    _ writer:
      @convention(c) (UnsafeMutablePointer<CChar>?, Int, Int, UnsafeMutableRawPointer?) -> Int
  ) {
    unsafe _ = casebook_curl_set_writer(set, handle, writer)
  }

  /// The status of the last answer; 0 where there was none.
  func status(_ handle: UnsafeMutableRawPointer) -> Int {
    unsafe casebook_curl_status(get, handle)
  }

  func message(_ code: CURLcode) -> String {
    unsafe explain(code).map { unsafe String(cString: $0) } ?? "error \(code.rawValue)"
  }
}
