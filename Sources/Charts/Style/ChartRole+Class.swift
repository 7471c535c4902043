extension ChartRole {
  /// The class that gives a group its ink: the style sheet sets `--ink` for it.
  var className: String {
    switch self {
    case .series(let index):
      let slot = ((index % Palette.count) + Palette.count) % Palette.count + 1
      return index >= Palette.count ? "series-\(slot) again" : "series-\(slot)"
    case .reference: return "reference"
    case .accent: return "accent"
    case .muted: return "muted"
    }
  }
}
