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

  /// The shortest decimal: `12`, `-0.5`; never `-0`.
  var text: String {
    let whole = abs(tenths) / 10
    let part = abs(tenths) % 10
    let sign = tenths < 0 ? "-" : ""
    return part == 0 ? "\(sign)\(whole)" : "\(sign)\(whole).\(part)"
  }
}

/// A number with at most two decimals, for opacities and ratios.
struct Hundredths {
  let text: String

  init(_ value: Double) {
    let limited = value.isFinite ? min(max(value, -100_000), 100_000) : 0
    let hundredths = Int((limited * 100).rounded())
    let sign = hundredths < 0 ? "-" : ""
    let part = abs(hundredths) % 100
    var text = "\(sign)\(abs(hundredths) / 100)"
    if part > 0 {
      text += part < 10 ? ".0\(part)" : part % 10 == 0 ? ".\(part / 10)" : ".\(part)"
    }
    self.text = text
  }
}
