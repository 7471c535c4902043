import Diagnostics

/// The works of a BibTeX file, by key.
package struct Bibliography: Sendable {
  /// In the order of the file; of works with the same key the first alone.
  package private(set) var entries: [BibliographyEntry] = []
  private var places: [String: Int] = [:]

  package init() {}

  package init(_ entries: [BibliographyEntry]) {
    for entry in entries { add(entry) }
  }

  /// Reads a BibTeX file; what cannot be read is told and left out.
  ///
  /// Total and linear: any bytes give a bibliography. Text between entries is a comment, as BibTeX
  /// has it.
  ///
  /// - Parameter path: the file's path, for the places of problems.
  package static func parse(
    _ bytes: [UInt8], path: String
  ) -> (Bibliography, [BibliographyProblem]) {
    let source = SourceFile(path: path, bytes: bytes)
    var parser = BibTeXParser(source)
    parser.parse()
    var bibliography = Bibliography()
    var problems = parser.problems
    for (entry, place) in parser.entries {
      if let first = bibliography.entry(entry.key) {
        guard problems.count < 2 * BibTeXParser.maximumProblems else { continue }
        problems.append(
          BibliographyProblem(
            kind: .duplicateKey, range: source.range(place),
            message: "the key \(entry.key) is taken by the entry on line \(first.line)"))
      } else {
        bibliography.add(entry)
      }
    }
    problems.sort { $0.range.lower < $1.range.lower }
    return (bibliography, problems)
  }

  /// The work of a key; nil where there is none.
  package func entry(_ key: String) -> BibliographyEntry? { places[key].map { entries[$0] } }

  /// All keys in the order of the file, for near misses.
  package var keys: [String] { entries.map(\.key) }

  private mutating func add(_ entry: BibliographyEntry) {
    guard places[entry.key] == nil else { return }
    places[entry.key] = entries.count
    entries.append(entry)
  }
}
