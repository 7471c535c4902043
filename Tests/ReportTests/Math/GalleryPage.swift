import Report

/// A page of all formulas of the gallery beside their sources, for looking at.
enum GalleryPage {
  static var html: String {
    var out = """
      <!doctype html><html lang="en"><meta charset="utf-8"><title>Formulas</title><style>
      body{font:17px/1.5 Georgia,serif;width:1180px;margin:8px}
      .f{display:grid;grid-template-columns:30px 700px 1fr;align-items:center;border-bottom:1px solid #ddd}
      .f code{font-size:10px;white-space:pre-wrap;overflow-wrap:anywhere;color:#666}
      .f small{color:#a00}
      \(MathStyle.css)</style><body>

      """
    var number = 0
    for (title, formulas) in MathGallery.displayed {
      out += "<h2>\(title)</h2>\n"
      for tex in formulas {
        number += 1
        let result = MathRenderer.render(tex: tex, display: true)
        let tag = result.tag.map { "(\($0))" } ?? ""
        out += "<div class=\"f\"><small>\(number)</small><div>\(result.markup)\(tag)</div>"
        out += "<code>\(escape(tex))</code></div>\n"
      }
    }
    out += "<h2>Inline</h2><p>"
    for tex in MathGallery.inline {
      out += "Words before \(MathRenderer.render(tex: tex, display: false).markup) and after. "
    }
    return out + "</p></body></html>\n"
  }

  private static func escape(_ text: String) -> String {
    var out = ""
    for character in text {
      out += character == "<" ? "&lt;" : character == "&" ? "&amp;" : String(character)
    }
    return out
  }
}
