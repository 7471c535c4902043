import Report
import TestSupport
import Testing

@Suite struct HTMLSanitizerTests {
  @Test(arguments: [
    ("<b>bold</b> and <i>it</i>", "<b>bold</b> and <i>it</i>"), ("a < b & c", "a &lt; b &amp; c"),
    ("&amp; &eacute; &#233; &#xe9; &nope &#1;", "&amp; &eacute; &#233; &#xe9; &amp;nope &amp;#1;"),
    ("<br><br/><hr>", "<br><br><hr>"), ("<IMG SRC=x ALT='a'>", "a"),
    ("<p CLASS=x>a", #"<p class="x">a</p>"#),
    (#"<a href="https://a.b/?x=1&y=2">l</a>"#, #"<a href="https://a.b/?x=1&amp;y=2">l</a>"#),
    (#"<a href="page.html#x">l</a>"#, #"<a href="page.html#x">l</a>"#),
    (
      "<details open><summary>S</summary>x</details>",
      "<details open><summary>S</summary>x</details>"
    ),
    ("<h1>Title</h1>", "<h2>Title</h2>"), ("<!-- c -->a<?php x ?>b<!doctype html>c", "abc"),
    (
      "<table><tr><td colspan=2 align=left>x</table>",
      #"<table><tr><td colspan="2">x</td></tr></table>"#
    ),
    ("<ul><li>a<li>b</ul>", "<ul><li>a</li><li>b</li></ul>"), ("<p>a<p>b", "<p>a</p><p>b</p>"),
    ("<div><span>a</div>b", "<div><span>a</span></div>b"), ("</div>a</p>", "a"),
    ("<td>a</td>", "a"),
    ("<custom-x>a</custom-x><font color=red>b</font>", "ab"),
    ("<span id=a/>b", #"<span id="a/">b</span>"#),
    (#"<span id="a" />b"#, #"<span id="a"></span>b"#),
    (
      #"<td>x</td><p style="text-align:center; position:fixed">a</p>"#,
      #"x<p style="text-align:center">a</p>"#
    ),
    (
      #"<img src="data:image/png;base64,AAAA" alt="dot" width="5">"#,
      #"<img src="data:image/png;base64,AAAA" alt="dot" width="5">"#
    ),
  ])
  func harmlessHTMLIsKeptAndTidied(_ html: String, _ expected: String) {
    #expect(HTMLSanitizer.sanitize(html) == expected)
  }

  /// Every line tries to run something, to load something, or to break out of its place.
  static let hostile = [
    "<script>alert(1)</script>", "<SCRIPT SRC=//x.y/z.js></SCRIPT>", "<script", "<script>alert(1)",
    "<scr<script>ipt>alert(1)</scr</script>ipt>", "<<script>alert(1)//<</script>",
    "<script/xss src=x></script>", "<script\u{0B}>alert(1)</script>",
    "</script><script>alert(1)</script>",
    "<img src=x onerror=alert(1)>", "<img src=\"x\"onerror=\"alert(1)\">",
    "<img/src=x/onerror=alert(1)>",
    "<img src=`x`onerror=alert(1)>", "<img '\"><script>alert(1)</script>",
    "<img src=javascript:alert(1)>",
    "<img src='data:text/html;base64,AAAA'>",
    "<img src=\"data:image/png;base64,AA\" onload=alert(1)>",
    "<img src=\"data:image/svg+xml,<svg onload=alert(1)>\">", "<body onload=alert(1)>",
    "<a href=javascript:alert(1)>x</a>", "<a href=\"JaVaScRiPt:alert(1)\">x</a>",
    "<a href=\"java\nscript:alert(1)\">x</a>", "<a href=\"java\tscript:alert(1)\">x</a>",
    "<a href=\"&#106;avascript:alert(1)\">x</a>", "<a href=\"&#x6Aavascript:alert(1)\">x</a>",
    "<a href=\"javascript&colon;alert(1)\">x</a>", "<a href=\"java&Tab;script:alert(1)\">x</a>",
    "<a href=\" &#14; javascript:alert(1)\">x</a>", "<a href=\"\u{1}javascript:alert(1)\">x</a>",
    "<a href=\"data:text/html,<script>alert(1)</script>\">x</a>", "<a href=\"vbscript:x\">x</a>",
    "<a href=\"file:///etc/passwd\">x</a>",
    "<a href='x' onclick='alert(1)' href='javascript:alert(1)'>x</a>",
    "<svg><script>alert(1)</script></svg>", "<svg onload=alert(1)>", "<svg/onload=alert(1)>",
    "<svg><a xlink:href=\"javascript:alert(1)\"><text>x</text></a></svg>",
    "<svg><style><img src=x onerror=alert(1)></style></svg>",
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)></style></mglyph></table></mtext></math>",
    "<math href=\"javascript:alert(1)\">x</math>", "<iframe src=javascript:alert(1)></iframe>",
    "<iframe srcdoc='<script>alert(1)</script>'>", "<object data=x></object>", "<embed src=x>",
    "<form action=javascript:alert(1)><input type=submit><button formaction=javascript:alert(1)>x</button></form>",
    "<input onfocus=alert(1) autofocus>",
    "<meta http-equiv=refresh content=\"0;url=javascript:alert(1)\">",
    "<base href=//x.y/>", "<link rel=stylesheet href=//x.y/z.css>",
    "<style>@import url(//x.y)</style>",
    "<style>body{display:none}</style>", "<style><!--</style><script>alert(1)</script>-->",
    "<div style=\"background:url(//x.y/z)\">x</div>",
    "<div style=\"width:expression(alert(1))\">x</div>",
    "<div style=\"position:fixed;inset:0;z-index:9\">x</div>",
    "<div style=\"margin-top:-9999px\">x</div>",
    "<div style=\"color:red;}</style><script>alert(1)</script>\">x</div>",
    "<div style=\"color:\\72 ed\">x</div>",
    "<div style=\"background-color:url(//x)\">x</div>",
    "<div style=\"color:rgb(1,2,3);x:y(\">x</div>",
    "<template><script>alert(1)</script></template>",
    "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">",
    "<textarea><script>alert(1)</script></textarea>", "<title><img src=x onerror=alert(1)></title>",
    "<xmp><script>alert(1)</script></xmp>", "<plaintext><script>alert(1)</script>",
    "<video><source onerror=alert(1)></video>",
    "<audio src=x onerror=alert(1)>", "<select><option><style></select><script>alert(1)</script>",
    "<!--><script>alert(1)</script>-->", "<!-- --!><script>alert(1)</script> -->",
    "<![CDATA[<script>alert(1)</script>]]>",
    "<!--[if IE]><script>alert(1)</script><![endif]-->",
    "<p title='\"><script>alert(1)</script>'>x</p>",
    "<p title=\"a&quot; onclick=&quot;alert(1)\">x</p>", "<b onclick=alert(1)//",
    "<b <script>alert(1)</script>",
    "</p></div></main></body></html><script>alert(1)</script>",
    "<p id='a\" onclick=\"alert(1)'>x</p>",
    "<a href='x' style='x:expression(alert(1))'>x</a>", "<marquee onstart=alert(1)>x</marquee>",
    "<isindex action=javascript:alert(1) type=image>",
    "<table background=javascript:alert(1)><td background=x>",
    "\u{0}<scr\u{0}ipt>alert(1)</scr\u{0}ipt>", "<\u{0}script>alert(1)</script>",
    "%3Cscript%3Ealert(1)%3C/script%3E",
    "<details ontoggle=alert(1) open>x</details>", "<img srcset=\"x 1x\" src=x>",
    "<a ping=//x.y href=x>x</a>",
    "<img src=\"data:image/png;base64,AA&quot; onerror=&quot;alert(1)\">",
  ]

  @Test(arguments: hostile)
  func nothingHostileSurvives(_ html: String) throws {
    try check(html)
    // Nor after it went through a second time, or in pieces.
    let once = HTMLSanitizer.sanitize(html)
    #expect(HTMLSanitizer.sanitize(once) == once, "\(html) gives \(once)")
    for cut in stride(from: 1, to: html.unicodeScalars.count, by: 3) {
      let scalars = Array(html.unicodeScalars)
      var sanitizer = HTMLSanitizer()
      let out =
        sanitizer.write(text(scalars[..<cut])) + sanitizer.write(text(scalars[cut...]))
        + sanitizer.finish()
      try check(markup: out, from: html)
    }
  }

  @Test func mixturesOfHostileHTMLStayHarmless() throws {
    var noise = LinearCongruence(seed: 11)
    for _ in 0..<300 {
      var html = ""
      for _ in 0..<4 {
        let state = noise.next()
        let piece = Array(Self.hostile[Int(state >> 33) % Self.hostile.count].unicodeScalars)
        let cut = Int(state >> 17 & 0xFFFF) % (piece.count + 1)
        html += text(piece[..<cut])
      }
      try check(html)
    }
  }

  @Test func piecesOfOneParagraphShareWhatIsOpen() {
    var sanitizer = HTMLSanitizer()
    #expect(sanitizer.write("<b>") == "<b>")
    #expect(sanitizer.write("</i>") == "")
    #expect(sanitizer.write("</b>") == "</b>")
    #expect(sanitizer.write("<u>") == "<u>")
    #expect(sanitizer.finish() == "</u>")
    #expect(sanitizer.write("<script>") == "")
    #expect(sanitizer.isDropping)
    #expect(sanitizer.write("alert(1)") == "")
    #expect(sanitizer.write("</script>x") == "x")
  }

  @Test func imagesOfTheNotebookAreEmbedded() {
    var sanitizer = HTMLSanitizer { $0 == "a.png" ? "data:image/png;base64,AA==" : nil }
    #expect(
      sanitizer.write(#"<img src="a.png" alt="A"><img src="b.png" alt="B">"#)
        == #"<img src="data:image/png;base64,AA==" alt="A">B"#)
  }

  @Test(arguments: [
    "<", "<a ", "<b>", "</b>", "<!--", "<i><b>", "&", "&#", "<a href=\"", "<script>", "<svg>",
    "<p>", "<li>",
    "<ul><li>", "</script", "<a b=c ", "<!", "<i></b>", "<table><tr><td>", "<p style=\"a:b;", ";",
  ])
  func timeIsLinear(_ piece: String) throws {
    let html = String(repeating: piece, count: 20_000)
    let time = ContinuousClock().measure { _ = HTMLSanitizer.sanitize(html) }
    #expect(time < .seconds(8), "\(piece): \(time)")
    try check(String(repeating: piece, count: 300))
  }

  private func text(_ scalars: some Sequence<Unicode.Scalar>) -> String {
    var out = ""
    out.unicodeScalars.append(contentsOf: scalars)
    return out
  }

  private func check(_ html: String) throws {
    try check(markup: HTMLSanitizer.sanitize(html), from: html)
  }

  /// The output is well-formed and has no name, address or style that could do harm.
  private func check(markup: String, from html: String) throws {
    var closed = markup
    for name in ["br", "hr", "img", "col", "wbr"] {
      closed = Self.closing(name, in: closed)
    }
    // References by name are HTML's, not the strict reader's.
    let tree = try #require(
      MarkupTree.parse("<root>\(closed)</root>"), "not well-formed: \(markup) from \(html)")
    func visit(_ node: MarkupTree) {
      let names = [
        "script", "style", "svg", "math", "iframe", "object", "embed", "form", "input", "button",
        "meta", "base", "link", "template", "textarea", "noscript", "video", "audio", "select",
      ]
      #expect(!names.contains(node.name), "\(node.name) from \(html)")
      for (name, value) in node.attributes {
        #expect(!name.hasPrefix("on"), "\(name) from \(html)")
        #expect(!["src", "href"].contains(name) || Self.isHarmless(value), "\(value) from \(html)")
        if name == "style" {
          for word in ["url", "expression", "position", "-9", "\\", "}", "<"] {
            #expect(!value.contains(word), "\(value) from \(html)")
          }
        }
      }
      node.children.forEach(visit)
    }
    visit(tree)
  }

  private static func isHarmless(_ address: String) -> Bool {
    let scheme = address.prefix { $0 != ":" && $0 != "/" && $0 != "#" && $0 != "?" }.lowercased()
    guard address.contains(":"), scheme.count < address.count,
      address.dropFirst(scheme.count).first == ":"
    else { return true }
    return ["http", "https", "mailto", "tel"].contains(scheme) || address.hasPrefix("data:image/")
  }

  /// Void elements as the strict reader wants them.
  private static func closing(_ name: String, in markup: String) -> String {
    var out = ""
    var rest = markup[...]
    while let start = rest.firstRange(of: "<\(name)"),
      let end = rest[start.upperBound...].firstIndex(of: ">")
    {
      let next = rest[start.upperBound]
      out += rest[..<end]
      out += next == ">" || next == " " ? "/>" : ">"
      rest = rest[rest.index(after: end)...]
    }
    return out + rest
  }
}
