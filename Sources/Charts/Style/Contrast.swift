/// Chooses black or white for text on a filled mark, for each scheme.
package enum Contrast {
  /// Whether black is the more readable colour on a series' fill over a page.
  package static func prefersBlack(on colour: String, page: String, opacity: Double) -> Bool {
    let fill = RGB(hex: colour).over(RGB(hex: page), opacity: opacity)
    return fill.contrast(with: .black) >= fill.contrast(with: .white)
  }

  /// The class of text on a fill: its letters say black or white on a light and on a dark page.
  package static func textClass(on role: ChartRole, opacity: Double) -> String {
    guard case .series(let index) = role else { return "" }
    let slot = ((index % Palette.count) + Palette.count) % Palette.count
    let light = prefersBlack(
      on: Palette.light[slot], page: Palette.lightPage, opacity: opacity)
    let dark = prefersBlack(on: Palette.dark[slot], page: Palette.darkPage, opacity: opacity)
    return "on-" + (light ? "b" : "w") + (dark ? "b" : "w")
  }
}
