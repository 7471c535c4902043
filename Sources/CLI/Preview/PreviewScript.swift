import Report

/// The script of a previewed page: it takes the blocks that have changed from the new page.
///
/// Reports that are published have no script; a page of the preview is let run this one and ask
/// this server, and nothing else.
package enum PreviewScript {
  /// The page with the script, which its policy names.
  package static func inject(into html: String) -> String {
    let hash = "'sha256-\(PageRenderer.fingerprint(of: script))'"
    // The index has a script of its own and names it.
    guard let end = html.lastRange(of: "</body>")?.lowerBound,
      let rest = html.firstRange(of: "default-src 'none'; ")?.upperBound
    else { return html }
    let own = html.firstRange(of: "; script-src ")?.upperBound
    let added = own == nil ? "script-src \(hash); connect-src 'self'; " : "connect-src 'self'; "
    var page = String(html[..<rest]) + added
    if let own, own < end {
      page += html[rest..<own] + hash + " " + html[own..<end]
    } else {
      page += html[rest..<end]
    }
    return page + "<script>\(script)</script>\n" + html[end...]
  }

  static let script = """
    "use strict";
    const parse = text => new DOMParser().parseFromString(text, "text/html");
    function merge(old, fresh) {
      const was = [...old.children], is = [...fresh.children];
      let head = 0, tail = 0;
      while (head < was.length && head < is.length && same(was[head], is[head])) head++;
      while (tail < was.length - head && tail < is.length - head &&
        same(was[was.length - 1 - tail], is[is.length - 1 - tail])) tail++;
      const rest = was.slice(head, was.length - tail);
      const next = was[was.length - tail] ?? null;
      is.slice(head, is.length - tail).forEach((block, i) => {
        const node = document.importNode(block, true), there = rest[i];
        if (!there) old.insertBefore(node, next);
        else if (!same(there, block)) there.replaceWith(node);
      });
      rest.slice(is.length - tail - head).forEach(block => block.remove());
    }
    const text = node => {
      const copy = node.cloneNode(true);
      for (const open of [copy, ...copy.querySelectorAll("details[open]")]) open.removeAttribute("open");
      return copy.outerHTML;
    };
    const same = (a, b) => text(a) === text(b);
    async function update() {
      const answer = await fetch(location.pathname, {cache: "no-store"});
      if (!answer.ok) return;
      const page = parse(await answer.text());
      document.title = page.title;
      for (const place of ["article", "header.title", ".side", "main > footer"]) {
        const old = document.querySelector(place), now = page.querySelector(place);
        if (old && now) merge(old, now);
        else if (old || now) return location.reload();
      }
      const style = document.querySelector("style"), wanted = page.querySelector("style");
      if (style.textContent !== wanted.textContent) style.textContent = wanted.textContent;
    }
    if (document.querySelector("article")) {
      new EventSource("/events").addEventListener("changed", update);
    } else {
      new EventSource("/events").addEventListener("changed", () => location.reload());
    }
    """
}

extension String {
  /// Where a text stands first.
  fileprivate func firstRange(of text: String) -> Range<String.Index>? {
    range(of: text, from: utf8.indices)
  }

  /// Where a text stands last.
  fileprivate func lastRange(of text: String) -> Range<String.Index>? {
    range(of: text, from: utf8.indices.reversed())
  }

  private func range(
    of text: String, from places: some Sequence<String.Index>
  ) -> Range<String.Index>? {
    let wanted = Array(text.utf8)
    guard let first = wanted.first else { return nil }
    for place in places where utf8[place] == first && utf8[place...].starts(with: wanted) {
      return place..<utf8.index(place, offsetBy: wanted.count)
    }
    return nil
  }
}
