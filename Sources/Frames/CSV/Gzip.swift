private import CZlib

/// Unpacks gzip, the one place that calls zlib.
enum Gzip {
  static func isCompressed(_ bytes: UnsafeRawBufferPointer) -> Bool {
    unsafe bytes.count >= 2 && bytes[0] == 0x1F && bytes[1] == 0x8B
  }

  /// What the last four bytes say of the unpacked size, as far as so many bytes can hold it.
  ///
  /// An array that grows by doubling would need three times the text for a moment.
  private static func expectedSize(_ packed: UnsafeRawBufferPointer) -> Int {
    guard packed.count >= 18 else { return 0 }
    var size = 0
    for place in 0..<4 { size |= Int(unsafe packed[packed.count - 4 + place]) << (8 * place) }
    // Deflate packs at most 1,032 to 1.
    return min(size, packed.count * 1032)
  }

  /// The unpacked bytes of one or more gzip members; checks every member's CRC and length.
  static func unpack(_ packed: UnsafeRawBufferPointer) throws(FrameReadError) -> [UInt8] {
    var stream = unsafe z_stream()
    // 15 bits of window, and 16 for the gzip wrapper.
    let opened = unsafe inflateInit2_(
      &stream, 15 + 16, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
    guard opened == Z_OK else {
      throw FrameReadError.damagedGzip(reason: "zlib cannot start", offset: 0)
    }
    defer { unsafe inflateEnd(&stream) }
    var output: [UInt8] = []
    output.reserveCapacity(unsafe expectedSize(packed))
    var block = [UInt8](repeating: 0, count: 1 << 18)
    var position = 0
    while true {
      // zlib counts in 32 bits, so long input is handed over in pieces.
      let piece = min(packed.count - position, 1 << 30)
      let (code, used, made) = unsafe block.withUnsafeMutableBufferPointer { block in
        unsafe stream.next_in = UnsafeMutablePointer(
          mutating: packed.baseAddress.map {
            unsafe ($0 + position).assumingMemoryBound(to: UInt8.self)
          })
        unsafe stream.avail_in = UInt32(piece)
        unsafe stream.next_out = block.baseAddress
        unsafe stream.avail_out = UInt32(block.count)
        let code = unsafe inflate(&stream, Z_NO_FLUSH)
        return unsafe (code, piece - Int(stream.avail_in), block.count - Int(stream.avail_out))
      }
      position += used
      output.append(contentsOf: block[..<made])
      switch code {
      case Z_OK: continue
      case Z_STREAM_END:
        let rest = unsafe UnsafeRawBufferPointer(rebasing: packed[position...])
        guard unsafe isCompressed(rest) else { return output }
        unsafe inflateReset(&stream)
      case Z_BUF_ERROR:
        throw FrameReadError.damagedGzip(
          reason: "the file ends in the middle", offset: output.count)
      default:
        let reason = unsafe stream.msg.map { unsafe String(cString: $0) } ?? "the data are damaged"
        throw FrameReadError.damagedGzip(reason: reason, offset: output.count)
      }
    }
  }
}
