import Glibc

/// A colour as red, green and blue from 0 to 1, in sRGB.
package struct RGB: Equatable {
  package let red: Double
  package let green: Double
  package let blue: Double

  package static let black = RGB(red: 0, green: 0, blue: 0)
  package static let white = RGB(red: 1, green: 1, blue: 1)

  package init(red: Double, green: Double, blue: Double) {
    self.red = red
    self.green = green
    self.blue = blue
  }

  /// A colour written `#rrggbb`; black if it is written otherwise.
  package init(hex: String) {
    let value = Int(hex.dropFirst(), radix: 16) ?? 0
    self.init(
      red: Double(value >> 16 & 0xFF) / 255, green: Double(value >> 8 & 0xFF) / 255,
      blue: Double(value & 0xFF) / 255)
  }

  /// This colour laid over another.
  package func over(_ other: RGB, opacity: Double) -> RGB {
    RGB(
      red: red * opacity + other.red * (1 - opacity),
      green: green * opacity + other.green * (1 - opacity),
      blue: blue * opacity + other.blue * (1 - opacity))
  }

  /// Relative luminance, as the accessibility guidelines of the W3C define it.
  package var luminance: Double {
    func linear(_ value: Double) -> Double {
      value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4)
    }
    return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
  }

  /// The ratio of luminances, from 1 to 21.
  package func contrast(with other: RGB) -> Double {
    let (a, b) = (luminance, other.luminance)
    return (max(a, b) + 0.05) / (min(a, b) + 0.05)
  }
}
