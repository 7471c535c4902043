import Execution
import Numerics
import Platform

/// Where the numbers come from: the files with their fingerprints, the seed, the program.
enum ProvenanceFooter {
  static func node(_ page: PageContext) -> HTMLNode {
    let provenance = page.run.provenance
    var entries: [HTMLNode] = []
    func entry(_ term: String, _ content: [HTMLNode]) {
      entries.append(.element("dt", [:], text: term))
      entries.append(.element("dd", [:], content))
    }
    for source in provenance.sources {
      entry("Data", Self.source(source))
    }
    if !page.run.parameters.isEmpty {
      let text = page.run.parameters.map { "\($0.name) = \($0.value.text)" }
      entry("Parameters", [.text(Typography.minus(text.joined(separator: ", ")))])
    }
    if !page.run.outcomes.isEmpty { entry("Seed", [.text(String(provenance.seed))]) }
    entry("Notebook", [.text(Path.name(page.path))])
    entry("Made with", [.text(provenance.engine)])
    return .element(
      "footer", ["class": "provenance"],
      (page.options.theme.footer.map { [.element("p", [:], text: $0)] } ?? [])
        + [.element("dl", [:], entries)])
  }

  private static func source(_ source: SourceRecord) -> [HTMLNode] {
    var content: [HTMLNode] = [
      .text("\(name(source.path)), \(NumberFormat.count(source.rows)) rows")
    ]
    if source.origin != "file" { content.append(.text(", \(source.origin)")) }
    if !source.sha256.isEmpty {
      content += [
        .text(", SHA-256 "),
        .element("code", ["title": source.sha256], text: String(source.sha256.prefix(12)) + "…"),
      ]
    }
    return content
  }

  /// The path as given, or the name alone where the path says where on a machine the file lies.
  static func name(_ path: String) -> String {
    path.hasPrefix("/") || path.hasPrefix("..") ? Path.name(path) : path
  }
}
