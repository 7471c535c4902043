/// The tables of one result that few readers need, behind one fold after the others.
struct SupportingTables {
  /// Titles that the fold's label names; of the others it says how many there are.
  private static let namedTitles = 3

  private var tables: [HTMLNode] = []
  private var titles: [String] = []
  private var numbers: [String] = []

  mutating func append(_ node: HTMLNode, title: String, number: String?) {
    tables.append(node)
    if let number { numbers.append(number) }
    // Learners that are fitted together name themselves before the title that they share.
    let shared = title.split(separator: ": ").last.map(String.init) ?? title
    let sentence = shared.prefix(1).uppercased() + shared.dropFirst()
    if !titles.contains(sentence) { titles.append(sentence) }
  }

  /// The fold; nil without tables.
  var node: HTMLNode? {
    guard !tables.isEmpty else { return nil }
    return .element(
      "details", ["class": "more"],
      [
        .element(
          "summary", [:],
          [
            .text(Typography.minus(label)),
            .element("span", ["class": "paper"], text: " (on the web page, not printed)"),
          ])
      ] + tables)
  }

  /// The numbers of the tables and what they are.
  private var label: String {
    var text = titles.prefix(Self.namedTitles).joined(separator: "; ")
    if titles.count > Self.namedTitles { text += "; and others" }
    guard !numbers.isEmpty else { return text }
    return (numbers.count == 1 ? "Table" : "Tables") + "\u{A0}\(runs). \(text)"
  }

  /// "9–11, 13": tables that follow each other are named by the first and the last.
  private var runs: String {
    var runs: [(first: String, last: String)] = []
    for number in numbers {
      let follows = runs.last.flatMap { Int($0.last) }.map { String($0 + 1) } == number
      if follows { runs[runs.count - 1].last = number } else { runs.append((number, number)) }
    }
    return runs.map { $0.first == $0.last ? $0.first : "\($0.first)–\($0.last)" }
      .joined(separator: ", ")
  }
}
