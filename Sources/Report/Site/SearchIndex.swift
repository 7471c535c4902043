import Diagnostics
import Execution
import JSON
import NotebookSyntax

/// The words of a page by section: what the search of the index looks through.
package struct SearchSection: Sendable, Equatable, Codable {
  /// The heading; empty before the first.
  package var heading: String
  /// The heading's id on its page; empty for the page itself.
  package var anchor: String
  /// The beginning of the section's prose.
  package var text: String

  package init(heading: String, anchor: String, text: String) {
    self.heading = heading
    self.anchor = anchor
    self.text = text
  }

  /// The sections of a run, each with so many characters of prose at most that an index stays small.
  static func sections(of run: PageRun) -> [SearchSection] {
    var sections = [SearchSection(heading: "", anchor: "", text: "")]
    for block in run.notebook.blocks {
      if case .heading(_, let anchor, let inlines) = block.kind {
        sections.append(
          SearchSection(heading: TitleBlock.text(inlines, run), anchor: anchor, text: ""))
      } else {
        add(block, run, to: &sections[sections.count - 1].text)
      }
    }
    return sections.filter { !$0.heading.isEmpty || !$0.text.isEmpty }
  }

  private static let longest = 600

  private static func add(_ block: Block, _ run: PageRun, to text: inout String) {
    guard text.unicodeScalars.count < longest else { return }
    switch block.kind {
    case .paragraph(let inlines):
      if !text.isEmpty { text += " " }
      text += TitleBlock.text(inlines, run)
      if text.unicodeScalars.count > longest {
        text = String(String.UnicodeScalarView(text.unicodeScalars.prefix(longest)))
      }
    case .blockQuote(let blocks), .callout(_, title: _, let blocks):
      for inner in blocks { add(inner, run, to: &text) }
    case .list(let list):
      for item in list.items { for inner in item.blocks { add(inner, run, to: &text) } }
    default: break
    }
  }
}

/// The search of the index: its data as JSON, and the only script of a site.
enum SearchIndex {
  /// `[title, path, [[heading, anchor, text] …]]` for each page, safe inside a script element.
  static func json(_ pages: [IndexEntry]) -> String {
    let entries = pages.map { page in
      let sections = page.sections.map { section in
        list([section.heading, section.anchor, section.text].map(JSONText.quote))
      }
      return list([
        JSONText.quote(page.title), JSONText.quote(page.path), list(sections),
      ])
    }
    // A closing tag inside the data must not end the element.
    return list(entries).split(separator: "<", omittingEmptySubsequences: false)
      .joined(separator: "\\u003c")
  }

  private static func list(_ items: [String]) -> String {
    "[" + items.joined(separator: ",") + "]"
  }

  /// The field and its results; hidden where no script runs.
  static var nodes: [HTMLNode] {
    [
      .element(
        "form", ["role": "search", "id": "search", "hidden": ""],
        [
          .element("label", ["for": "query"], text: "Search"), .text(" "),
          .element(
            "input",
            ["id": "query", "type": "search", "autocomplete": "off", "spellcheck": "false"]
          ),
        ]),
      .element("ol", ["id": "found", "aria-live": "polite", "hidden": ""]),
    ]
  }

  /// Every word has to occur; titles count most, then headings, then prose.
  static let script = """
    "use strict";(()=>{const get=id=>document.getElementById(id),pages=JSON.parse(get("pages").textContent),\
    form=get("search"),query=get("query"),found=get("found"),plain=s=>s.toLowerCase().normalize("NFKD");\
    form.hidden=false;form.addEventListener("submit",e=>e.preventDefault());\
    const show=()=>{const words=plain(query.value).split(/\\s+/).filter(Boolean),hits=[];\
    if(words.length)for(const [title,path,sections] of pages)for(const [heading,anchor,text] of sections){\
    const t=plain(title),h=plain(heading),p=plain(text);let score=0;\
    for(const w of words){const s=(t.includes(w)?4:0)+(h.includes(w)?3:0)+(p.includes(w)?1:0);if(!s){score=0;break}score+=s}\
    if(score)hits.push({score,title,path,heading,anchor,text,at:p.indexOf(words[0])})}\
    hits.sort((a,b)=>b.score-a.score);found.replaceChildren(...hits.slice(0,20).map(hit=>{\
    const item=document.createElement("li"),link=document.createElement("a"),words=document.createElement("p");\
    link.href=encodeURI(hit.path)+(hit.anchor?"#"+encodeURIComponent(hit.anchor):"");\
    link.textContent=hit.heading?hit.title+" · "+hit.heading:hit.title;\
    const from=Math.max(0,hit.at-60);words.textContent=(from?"…":"")+hit.text.slice(from,from+180);\
    item.append(link,words);return item}));\
    if(words.length&&!hits.length){const item=document.createElement("li");item.textContent="Nothing found.";found.append(item)}\
    found.hidden=!words.length};query.addEventListener("input",show);if(query.value)show()})();
    """
}
