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
