/// The style sheet of charts, which a page embeds once.
package enum ChartStyle {
  /// The colours of the light and dark schemes and of print, then the rules of the classes.
  ///
  /// Reads `--fg`, `--bg`, `--muted`, `--rule` of the page.
  package static let css = ""
}
