/// The colours of the eight series on a light and on a dark page.
///
/// Chosen by search: neighbours stay apart for normal sight, for the three kinds of colour
/// blindness and in grey, and each has a contrast of 3:1 at least against the page. The first four
/// are the farthest apart; dashes tell lines apart besides.
package enum Palette {
  package static let count = light.count

  package static let light = [
    "#1d3f9c", "#cf6d12", "#09724c", "#510354", "#0098d4", "#4e0600", "#a64d8c", "#614e00",
  ]

  package static let dark = [
    "#6083eb", "#eb9951", "#5ee8b8", "#955a94", "#a8e4f6", "#bd5b4a", "#cf88b0", "#e2c52b",
  ]

  /// The page that the colours were chosen against.
  package static let lightPage = "#ffffff"
  package static let darkPage = "#16181c"
}
