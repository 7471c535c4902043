import Charts
import Frames

/// Which parts of the style sheet a page can do without.
struct StyleNeeds {
  var charts = false
  var math = false
  var citations = false
}

/// The frame of every page: head, style, security policy.
enum PageShell {
  /// Nothing may be loaded and nothing may run: styles and images are inside the page.
  static let securityPolicy =
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; "
    + "form-action 'none'"

  /// - Parameter script: what runs on the page; reports have none.
  static func html(
    title: String, language: String, description: String?, options: PageOptions, needs: StyleNeeds,
    extraCSS: String = "", body: [HTMLNode], script: String? = nil
  ) -> String {
    // A script runs only where its own fingerprint is in the policy.
    let policy =
      script.map {
        securityPolicy + "; script-src 'sha256-\(fingerprint($0))'"
      } ?? securityPolicy
    var head: [HTMLNode] = [
      .element("meta", ["charset": "utf-8"]),
      .element(
        "meta", ["name": "viewport", "content": "width=device-width, initial-scale=1"]),
      .element(
        "meta", ["http-equiv": "Content-Security-Policy", "content": policy]),
      .element("meta", ["name": "referrer", "content": "no-referrer"]),
      .element("title", [:], text: title),
    ]
    if let description, !description.isEmpty {
      head.append(.element("meta", ["name": "description", "content": description]))
    }
    head.append(
      .element("style", [:], [.trusted(css(options, needs: needs, extra: extraCSS))]))
    var writer = HTMLWriter(capacity: 1 << 16)
    writer.write(.trusted("<!DOCTYPE html>\n"))
    writer.write(
      .element(
        "html", ["lang": Self.language(language)],
        [
          .element("head", [:], head),
          .element(
            "body", [:], body + (script.map { [.element("script", [:], [.trusted($0)])] } ?? [])),
        ]))
    return writer.text
  }

  /// The SHA-256 of a script in base 64, as a policy names it.
  static func fingerprint(_ script: String) -> String {
    let digits = Array(SHA256.hexadecimal(Array(script.utf8)).utf8)
    func value(_ digit: UInt8) -> UInt8 {
      digit >= UInt8(ascii: "a") ? digit - UInt8(ascii: "a") + 10 : digit - UInt8(ascii: "0")
    }
    return ImageData.base64(
      stride(from: 0, to: digits.count - 1, by: 2).map {
        value(digits[$0]) << 4 | value(digits[$0 + 1])
      }
    )
  }

  private static func css(_ options: PageOptions, needs: StyleNeeds, extra: String) -> String {
    var css = options.theme.css + PageStyle.css + extra
    if needs.charts { css += ChartStyle.css(for: options.theme.chartScheme) }
    if needs.math { css += MathStyle.css }
    if needs.citations { css += CitationStyle.css }
    if let own = options.stylesheet {
      // A style sheet cannot hold the end tag of its own element.
      let parts = own.split(separator: "<", omittingEmptySubsequences: false)
      css += "\n" + parts.joined(separator: "\\3c ")
    }
    return css
  }

  /// A language tag of letters, digits and hyphens; anything else reads English.
  private static func language(_ tag: String) -> String {
    let isTag =
      !tag.isEmpty
      && tag.utf8.allSatisfy {
        (0x61...0x7A).contains($0) || (0x41...0x5A).contains($0) || (0x30...0x39).contains($0)
          || $0 == 0x2D
      }
    return isTag ? tag : "en"
  }
}
