/// How the name of a score reads in charts and tables.
enum ScoreLabel {
  /// The name with true minus signs: of a reversed score (`-recency`), of a difference (`s - t`).
  ///
  /// The keys of values keep the hyphens that can be typed.
  static func text(_ name: String) -> String {
    name.split(separator: " - ", omittingEmptySubsequences: false).map { part in
      part.hasPrefix("-") ? "\u{2212}" + part.dropFirst() : String(part)
    }.joined(separator: " \u{2212} ")
  }
}
