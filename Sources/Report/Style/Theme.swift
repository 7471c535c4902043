import Charts

/// The looks of a page: two colours and an accent for each scheme; all other colours are mixed.
package struct Theme: Sendable, Equatable {
  package enum Scheme: String, Sendable, CaseIterable { case auto, light, dark }

  /// The colours of one scheme.
  package struct Palette: Sendable, Equatable {
    package var background: String
    package var foreground: String
    package var accent: String

    package init(background: String, foreground: String, accent: String) {
      self.background = background
      self.foreground = foreground
      self.accent = accent
    }
  }

  package var scheme: Scheme
  package var light: Palette
  package var dark: Palette
  /// Families put before the page's own stacks.
  package var textFont: String?
  package var headingFont: String?
  /// A line of plain text at the foot of every page.
  package var footer: String?

  package init(scheme: Scheme = .auto) {
    self.scheme = scheme
    light = Palette(background: "#ffffff", foreground: "#1b1d22", accent: "#1a56a6")
    dark = Palette(background: "#15171b", foreground: "#e3e5e8", accent: "#84b4f4")
    textFont = nil
    headingFont = nil
    footer = nil
  }

  /// The custom properties that the style sheet reads.
  package var css: String {
    var css: String
    switch scheme {
    case .light: css = ":root{color-scheme:light;\(Self.properties(light, Self.lightSignals))}\n"
    case .dark: css = ":root{color-scheme:dark;\(Self.properties(dark, Self.darkSignals))}\n"
    case .auto:
      css = """
        :root{color-scheme:light dark;\(Self.properties(light, Self.lightSignals))}
        @media (prefers-color-scheme:dark){:root{\(Self.properties(dark, Self.darkSignals))}}

        """
    }
    // Paper is white, whatever the screen.
    if scheme != .light {
      css +=
        "@media print{:root{color-scheme:light;\(Self.properties(light, Self.lightSignals))}}\n"
    }
    let fonts = [("--serif", textFont), ("--sans", headingFont)]
      .compactMap { name, family in family.map { "\(name):\(Self.family($0))" } }
    if !fonts.isEmpty { css += ":root{\(fonts.joined(separator: ";"))}\n" }
    return css
  }

  /// The scheme as charts name it.
  var chartScheme: ChartStyle.Scheme {
    switch scheme {
    case .auto: .automatic
    case .light: .light
    case .dark: .dark
    }
  }

  private static let lightSignals = "--red:#a51616;--amber:#8a4b00;--green:#1c6b33"
  private static let darkSignals = "--red:#ff9b90;--amber:#f0b35c;--green:#82d495"

  private static func properties(_ palette: Palette, _ signals: String) -> String {
    "--bg:\(palette.background);--fg:\(palette.foreground);--accent:\(palette.accent);\(signals)"
  }

  /// A font family as a CSS string, which cannot end its declaration.
  private static func family(_ name: String) -> String {
    "\""
      + name.unicodeScalars.filter { !"\"\\\n\r<>".unicodeScalars.contains($0) }
      .reduce(into: "") { $0.unicodeScalars.append($1) } + "\""
  }

  /// Whether a text is a colour that may stand in a style sheet: `#rgb`, `#rrggbb` or a name.
  package static func isColour(_ text: String) -> Bool {
    if text.utf8.first == UInt8(ascii: "#") {
      let digits = text.utf8.dropFirst()
      return (digits.count == 3 || digits.count == 6)
        && digits.allSatisfy {
          (0x30...0x39).contains($0) || (0x41...0x46).contains($0) || (0x61...0x66).contains($0)
        }
    }
    return !text.isEmpty && text.utf8.count <= 24
      && text.utf8.allSatisfy { (0x41...0x5A).contains($0) || (0x61...0x7A).contains($0) }
  }
}
