/// Sets one entry of the list of references, by its type.
struct ReferenceFormatter {
  let entry: BibliographyEntry
  /// With its letter, such as "2019b".
  let year: String

  /// Authors, year, title, venue, address.
  var pieces: [ReferencePiece] {
    var out: [ReferencePiece] = []
    out.append(sentence: [.text(creators + " (\(year))")])
    switch entry.type {
    case "article", "review": article(&out)
    case "inproceedings", "conference", "proceedings": collected(&out)
    case "incollection", "inbook", "bookinbook": collected(&out)
    case "book", "mvbook", "booklet", "manual": book(&out)
    case "phdthesis", "mastersthesis", "thesis": thesis(&out)
    case "techreport", "report": report(&out)
    default: other(&out)
    }
    if let note = entry.fields["note"] { out.append(sentence: Self.pieces(note)) }
    if let link { out += [.text(" "), link] }
    return out
  }

  // MARK: - Types

  /// The title, then `Journal, 116(10), 4156–4165`.
  private func article(_ out: inout [ReferencePiece]) {
    out.append(sentence: title)
    var venue: [ReferencePiece] = []
    if let journal = entry.text("journal", "journaltitle") { venue.append(.emphasis(journal)) }
    var numbers = entry.text("volume") ?? ""
    if let issue = entry.text("number", "issue") { numbers += "(\(issue))" }
    Self.join(&venue, numbers)
    Self.join(&venue, pages)
    if venue.isEmpty { venue = preprint }
    out.append(sentence: venue)
  }

  /// The title, then `In A. Editor (Ed.), Book (pp. 1–9)` and the publisher.
  private func collected(_ out: inout [ReferencePiece]) {
    out.append(sentence: title)
    var venue: [ReferencePiece] = []
    if let book = entry.text("booktitle", "journal") {
      venue.append(.text("In "))
      if !entry.authors.people.isEmpty, !entry.editors.people.isEmpty {
        let names = entry.editors.people.map(\.direct)
        let role = names.count > 1 || entry.editors.hasOthers ? "(Eds.)" : "(Ed.)"
        venue.append(.text(Self.list(names, entry.editors.hasOthers) + " \(role), "))
      }
      venue.append(.emphasis(book))
    }
    var details: [String] = []
    if let edition { details.append(edition) }
    if let volume = entry.text("volume") { details.append("Vol. \(volume)") }
    if let pages { details.append(pages.contains("–") ? "pp. \(pages)" : "p. \(pages)") }
    if !details.isEmpty { venue.append(.text(" (\(details.joined(separator: ", ")))")) }
    out.append(sentence: venue)
    out.append(sentence: publisher)
  }

  /// `Title (2nd ed.)` and the publisher.
  private func book(_ out: inout [ReferencePiece]) {
    var details = [edition].compactMap { $0 }
    if let volume = entry.text("volume") { details.append("Vol. \(volume)") }
    out.append(sentence: emphasisedTitle + Self.parenthesis(details))
    out.append(sentence: publisher)
  }

  /// `Title (PhD thesis)` and the school.
  private func thesis(_ out: inout [ReferencePiece]) {
    let kind = entry.type == "mastersthesis" ? "Master’s thesis" : "PhD thesis"
    out.append(sentence: emphasisedTitle + Self.parenthesis([entry.text("type") ?? kind]))
    out.append(sentence: publisher)
  }

  /// `Title (Technical Report 12)` and the institution.
  private func report(_ out: inout [ReferencePiece]) {
    let kind = entry.text("type") ?? "Technical Report"
    let number = entry.text("number").map { " " + $0 } ?? ""
    out.append(sentence: emphasisedTitle + Self.parenthesis([kind + number]))
    out.append(sentence: publisher)
  }

  private func other(_ out: inout [ReferencePiece]) {
    out.append(sentence: emphasisedTitle)
    if let published = entry.text("howpublished"), Self.address(published) == nil {
      out.append(sentence: [.text(published)])
    }
    out.append(sentence: preprint)
    out.append(sentence: publisher)
  }

  // MARK: - Parts

  /// Surnames first, initials after.
  private var creators: String {
    let creators = entry.creators
    guard !creators.people.isEmpty else { return CitationLabel.authors(of: entry) }
    let names = Self.list(creators.people.map(\.inverted), creators.hasOthers)
    guard entry.authors.people.isEmpty else { return names }
    return names + (creators.people.count > 1 ? " (Eds.)" : " (Ed.)")
  }

  private var title: [ReferencePiece] {
    Self.pieces(entry.fields["title"] ?? "")
  }

  private var emphasisedTitle: [ReferencePiece] {
    title.map { piece in
      if case .text(let text) = piece { return .emphasis(text) }
      return piece
    }
  }

  private var publisher: [ReferencePiece] {
    let house = entry.text("publisher", "school", "institution", "organization")
    let named = entry.creators.people.isEmpty ? CitationLabel.authors(of: entry) : nil
    return house == nil || house == named ? [] : [.text(house ?? "")]
  }

  /// `arXiv:1712.04912`, where the entry has such an identifier.
  private var preprint: [ReferencePiece] {
    guard let identifier = entry.text("eprint") else { return [] }
    let archive = entry.text("archiveprefix", "eprinttype") ?? "arXiv"
    return [.text("\(archive):\(identifier)")]
  }

  private var pages: String? {
    entry.text("pages")?.split(separator: "-").joined(separator: "–")
  }

  /// `2nd ed.`, from a number or from words.
  private var edition: String? {
    guard let edition = entry.text("edition") else { return nil }
    guard let number = Int(edition), number > 0 else {
      return edition.lowercased().hasSuffix("ed.") ? edition : edition.lowercased() + " ed."
    }
    let isTeen = (11...13).contains(number % 100)
    let ending = isTeen ? "th" : [1: "st", 2: "nd", 3: "rd"][number % 10] ?? "th"
    return "\(number)\(ending) ed."
  }

  /// The DOI, else the address, else the page of the preprint.
  private var link: ReferencePiece? {
    if let doi = entry.text("doi"), let slash = doi.range(ofFirst: "10.") {
      let address = "https://doi.org/" + doi[slash...]
      if let safe = Self.address(address) { return .link(safe, text: address) }
    }
    for field in ["url", "howpublished"] {
      if let raw = entry.text(field), let safe = Self.address(raw) {
        return .link(safe, text: raw)
      }
    }
    let archive = (entry.text("archiveprefix", "eprinttype") ?? "arXiv").lowercased()
    if archive == "arxiv", let identifier = entry.text("eprint"),
      let safe = Self.address("https://arxiv.org/abs/" + identifier)
    {
      return .link(safe, text: "https://arxiv.org/abs/" + identifier)
    }
    return nil
  }

  // MARK: - Text

  /// An address on the web that a page may link to.
  private static func address(_ text: String) -> String? {
    let lower = text.lowercased()
    guard lower.hasPrefix("https://") || lower.hasPrefix("http://") else { return nil }
    return LinkPolicy.address(text)
  }

  private static func pieces(_ field: String) -> [ReferencePiece] {
    LaTeXDecoder.pieces(field).map { piece in
      switch piece {
      case .text(let text): .text(text)
      case .emphasis(let text): .emphasis(text)
      case .math(let tex): .math(tex)
      }
    }
  }

  private static func join(_ pieces: inout [ReferencePiece], _ text: String?) {
    guard let text, !text.isEmpty else { return }
    pieces.append(.text((pieces.isEmpty ? "" : ", ") + text))
  }

  private static func parenthesis(_ details: [String]) -> [ReferencePiece] {
    details.isEmpty ? [] : [.text(" (\(details.joined(separator: ", ")))")]
  }

  /// "A, B, and C"; of more than twenty the first nineteen, an ellipsis and the last.
  private static func list(_ names: [String], _ hasOthers: Bool) -> String {
    if hasOthers { return names.joined(separator: ", ") + ", et al." }
    switch names.count {
    case 0: return ""
    case 1: return names[0]
    case 2: return names[0] + (names[0].contains(",") ? ", and " : " and ") + names[1]
    case 3...20:
      return names.dropLast().joined(separator: ", ") + ", and " + names[names.count - 1]
    default:
      return names.prefix(19).joined(separator: ", ") + ", … " + names[names.count - 1]
    }
  }
}

extension String {
  /// Where a piece of text first occurs.
  fileprivate func range(ofFirst piece: String) -> String.Index? {
    indices.first { self[$0...].hasPrefix(piece) }
  }
}
