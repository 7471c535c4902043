/// The colours of the eight series on a light and on a dark page.
///
/// Chosen by search: neighbours stay apart for normal sight, for the three kinds of colour
/// blindness and in grey, and each has a contrast of 3:1 at least against the page. The first four
/// are the farthest apart; dashes tell lines apart besides.
enum Palette {
  static let count = light.count

  static let light = [
    "#1d3f9c", "#cf6d12", "#09724c", "#510354", "#0098d4", "#4e0600", "#a64d8c", "#614e00",
  ]

  static let dark = [
    "#6a8df6", "#eaac75", "#bbfad6", "#8c579c", "#64e5fa", "#a96452", "#f0729e", "#fafe8a",
  ]

  /// The page that the colours were chosen against.
  static let lightPage = "#ffffff"
  static let darkPage = "#16181c"
}
