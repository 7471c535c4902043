import Glibc
import Report
import Testing

@Suite("Colours")
struct ThemeTests {
  @Test("are accepted as hexadecimal or by name alone")
  func colours() {
    for text in ["#fff", "#1a56A6", "rebeccapurple"] { #expect(Theme.isColour(text)) }
    for text in ["#ffff", "red;}body{", "url(x)", "", "#12345g"] {
      #expect(!Theme.isColour(text))
    }
  }

  @Test(
    "are readable on their ground in both schemes",
    arguments: [Theme().light, Theme().dark])
  func contrast(palette: Theme.Palette) throws {
    let ground = try #require(Colour(palette.background))
    let ink = try #require(Colour(palette.foreground))
    let accent = try #require(Colour(palette.accent))
    let muted = ink.mixed(0.68, with: ground)
    let fill = ink.mixed(0.04, with: ground)
    for colour in [ink, accent, muted] {
      #expect(colour.contrast(ground) >= 4.5)
      #expect(colour.contrast(fill) >= 4.5)
    }
  }

  @Test("of signals are readable too, also on a box's fill")
  func signals() throws {
    let css = Theme().css
    let grounds = [Theme().light, Theme().dark]
    for name in ["--red:", "--amber:", "--green:"] {
      let values = Results.texts(between: name, and: ";", in: css + ";").map { $0.prefix(7) }
      #expect(values.count >= 2)
      for (value, palette) in zip(values, grounds) {
        let ground = try #require(Colour(palette.background))
        let ink = try #require(Colour(palette.foreground))
        let signal = try #require(Colour(String(value)))
        #expect(signal.contrast(ink.mixed(0.04, with: ground)) >= 4.5)
      }
    }
  }

  @Test("of a fixed scheme leave the other out, and paper is always light")
  func schemes() {
    #expect(!Theme(scheme: .light).css.has("prefers-color-scheme"))
    #expect(Theme(scheme: .dark).css.has("@media print"))
    #expect(Theme().css.has("@media (prefers-color-scheme:dark)"))
  }

  @Test("and fonts cannot end their declaration")
  func fonts() {
    var theme = Theme()
    theme.textFont = "Ink\"}</style><script>"
    #expect(theme.css.has("--serif:\"Ink}/stylescript\""))
  }
}

/// A colour in sRGB with the contrast of WCAG 2.
private struct Colour {
  var parts: [Double]

  init?(_ hex: String) {
    guard hex.hasPrefix("#"), hex.utf8.count == 7, let value = Int(hex.dropFirst(), radix: 16)
    else { return nil }
    parts = [value >> 16, value >> 8 & 0xFF, value & 0xFF].map { Double($0) / 255 }
  }

  func mixed(_ share: Double, with other: Colour) -> Colour {
    var mixed = self
    mixed.parts = zip(parts, other.parts).map { share * $0 + (1 - share) * $1 }
    return mixed
  }

  private var luminance: Double {
    let linear = parts.map { $0 <= 0.04045 ? $0 / 12.92 : pow(($0 + 0.055) / 1.055, 2.4) }
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
  }

  func contrast(_ other: Colour) -> Double {
    let (a, b) = (luminance, other.luminance)
    return (max(a, b) + 0.05) / (min(a, b) + 0.05)
  }
}
