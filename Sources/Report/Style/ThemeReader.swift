import Diagnostics
import NotebookSyntax

/// Reads `theme:` of a notebook or a project: a scheme's name, or a map.
///
/// ```yaml
/// theme:
///   scheme: auto
///   accent: "#7a1fa2"
///   dark: {background: "#101418", foreground: "#e8e8e8", accent: "#d7a8ff"}
///   font: Georgia
/// ```
package struct ThemeReader {
  package private(set) var theme: Theme
  package private(set) var diagnostics: [Diagnostic] = []

  private static let keys = [
    "scheme", "background", "foreground", "accent", "light", "dark", "font", "heading-font",
    "footer",
  ]
  private static let colours = ["background", "foreground", "accent"]

  /// What the value says changes `base`; what it gets wrong is told and left as it was.
  package init(_ value: RawValue, base: Theme = Theme()) {
    theme = base
    switch value.kind {
    case .scalar(let name, _): readScheme(name, value.range)
    case .map(let entries): for entry in entries { read(entry) }
    case .list: diagnostics.append(.wrongShape(value.range))
    }
  }

  private mutating func read(_ entry: Entry) {
    let key = entry.key.value
    switch (key, entry.value.kind) {
    case ("light", .map(let entries)): read(entries, into: \.light)
    case ("dark", .map(let entries)): read(entries, into: \.dark)
    case ("scheme", .scalar(let name, _)): readScheme(name, entry.value.range)
    case ("font", .scalar(let name, _)): theme.textFont = name
    case ("heading-font", .scalar(let name, _)): theme.headingFont = name
    case ("footer", .scalar(let text, _)): theme.footer = text
    case (_, .scalar) where Self.colours.contains(key): read([entry], into: \.light)
    default:
      if Self.keys.contains(key) {
        diagnostics.append(.wrongShape(entry.value.range))
      } else {
        diagnostics.append(.unknownKey(entry.key, among: Self.keys))
      }
    }
  }

  private mutating func readScheme(_ name: String, _ range: SourceRange) {
    if let scheme = Theme.Scheme(rawValue: name) {
      theme.scheme = scheme
    } else {
      diagnostics.append(.unknownScheme(name, range))
    }
  }

  private mutating func read(
    _ entries: [Entry], into palette: WritableKeyPath<Theme, Theme.Palette>
  ) {
    for entry in entries {
      guard Self.colours.contains(entry.key.value) else {
        diagnostics.append(.unknownKey(entry.key, among: Self.colours))
        continue
      }
      guard case .scalar(let text, _) = entry.value.kind, Theme.isColour(text) else {
        diagnostics.append(.notAColour(entry.value.range))
        continue
      }
      switch entry.key.value {
      case "background": theme[keyPath: palette].background = text
      case "foreground": theme[keyPath: palette].foreground = text
      default: theme[keyPath: palette].accent = text
      }
    }
  }

  static let unknown = DiagnosticKind(
    "theme.invalid", .warning,
    "A part of `theme` is not understood and left as it was. A theme is `light`, `dark` or `auto`, "
      + "or a map of `scheme`, `background`, `foreground`, `accent`, `light`, `dark`, `font`, "
      + "`heading-font` and `footer`; a colour is `#rrggbb`, `#rgb` or a name.")

  package static let diagnostics = [unknown]
}

extension Diagnostic {
  fileprivate static func wrongShape(_ range: SourceRange) -> Diagnostic {
    Diagnostic(
      ThemeReader.unknown, range: range, "this part of the theme has the wrong shape",
      hint: "a theme is light, dark or auto, or a map of colours and fonts")
  }

  fileprivate static func unknownKey(_ key: Located<String>, among keys: [String]) -> Diagnostic {
    Diagnostic(
      ThemeReader.unknown, range: key.range, "a theme has no “\(key.value)”",
      hint: NearMiss.hint(for: key.value, in: keys, what: "keys"))
  }

  fileprivate static func unknownScheme(_ name: String, _ range: SourceRange) -> Diagnostic {
    let names = Theme.Scheme.allCases.map(\.rawValue)
    return Diagnostic(
      ThemeReader.unknown, range: range, "there is no theme “\(name)”",
      hint: NearMiss.hint(for: name, in: names, what: "themes"))
  }

  fileprivate static func notAColour(_ range: SourceRange) -> Diagnostic {
    Diagnostic(
      ThemeReader.unknown, range: range, "this is not a colour",
      hint: "write #rrggbb in quotes, #rgb, or a name")
  }
}
