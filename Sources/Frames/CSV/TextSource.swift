import Platform

/// The text of a data file as UTF-8: mapped as it lies on disk, or unpacked and converted.
struct TextSource: Sendable {
  private enum Storage {
    case mapped(MappedFile)
    case converted([UInt8])
  }

  private let storage: Storage
  /// Where the text begins: after a byte order mark.
  let start: Int
  let encoding: TextEncoding

  /// Opens a file, unpacks gzip, and converts to UTF-8.
  ///
  /// `encoding` nil: as the byte order mark says.
  init(path: String, encoding: TextEncoding?) throws(FrameReadError) {
    let file: MappedFile
    do {
      file = try MappedFile(path)
    } catch {
      throw FrameReadError.unreadable(path: path, reason: error.description)
    }
    let unpacked: Result<[UInt8]?, FrameReadError> = unsafe file.withBytes { bytes in
      guard unsafe Gzip.isCompressed(bytes) else { return .success(nil) }
      do throws(FrameReadError) {
        return .success(unsafe try Gzip.unpack(bytes))
      } catch {
        return .failure(error)
      }
    }
    if let bytes = try unpacked.get() {
      try self.init(storage: .converted(bytes), encoding: encoding)
    } else {
      try self.init(storage: .mapped(file), encoding: encoding)
    }
  }

  /// Text that is in memory already.
  init(bytes: [UInt8], encoding: TextEncoding?) throws(FrameReadError) {
    try self.init(storage: .converted(bytes), encoding: encoding)
  }

  private init(storage: Storage, encoding: TextEncoding?) throws(FrameReadError) {
    let mark = Self.withBytes(storage) { TextConversion.byteOrderMark($0) }
    let marked = mark?.encoding
    self.encoding =
      encoding == .utf16
      ? (marked == .utf16BigEndian ? .utf16BigEndian : .utf16LittleEndian)
      : encoding ?? marked ?? .utf8
    let skipped = mark?.encoding == self.encoding ? mark?.length ?? 0 : 0
    if self.encoding == .utf8 {
      self.storage = storage
      start = skipped
      return
    }
    let converted = Self.withBytes(storage) { [encoding = self.encoding] in
      TextConversion.utf8($0, from: skipped, encoding: encoding)
    }
    guard let converted else {
      throw FrameReadError.malformed([CSVProblem(.truncatedUTF16, line: 1, column: 1)], total: 1)
    }
    self.storage = .converted(converted)
    start = 0
  }

  func withBytes<R>(_ body: (Span<UInt8>) -> R) -> R { Self.withBytes(storage, body) }

  private static func withBytes<R>(_ storage: Storage, _ body: (Span<UInt8>) -> R) -> R {
    switch storage {
    case .mapped(let file):
      unsafe file.withBytes { bytes in body(unsafe Span(_unsafeBytes: bytes)) }
    case .converted(let bytes): body(bytes.span)
    }
  }
}
