import Glibc

/// A position in user units, held in tenths so that rounding happens once and sums are exact.
///
/// A tenth of a pixel is below what a screen shows at this size, and keeps files small. Values that
/// are not finite become 0 and huge ones are cut: callers drop them first; a picture never says
/// `nan`.
struct Coordinate: Equatable {
  let tenths: Int

  init(_ value: Double) {
    let limited = value.isFinite ? min(max(value, -100_000), 100_000) : 0
    tenths = Int((limited * 10).rounded())
  }

  init(tenths: Int) { self.tenths = tenths }

  /// The shortest decimal: `12`, `-.5`; never `-0`.
  var text: String {
    var bytes: [UInt8] = []
    write(to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Appends the decimal as ASCII.
  func write(to bytes: inout [UInt8]) {
    if tenths < 0 { bytes.append(UInt8(ascii: "-")) }
    let whole = abs(tenths) / 10
    let part = abs(tenths) % 10
    if whole == 0, part > 0 {
      bytes += [UInt8(ascii: "."), UInt8(ascii: "0") + UInt8(part)]
      return
    }
    var power = 1
    while power * 10 <= whole { power *= 10 }
    while power > 0 {
      bytes.append(UInt8(ascii: "0") + UInt8(whole / power % 10))
      power /= 10
    }
    if part > 0 { bytes += [UInt8(ascii: "."), UInt8(ascii: "0") + UInt8(part)] }
  }
}
