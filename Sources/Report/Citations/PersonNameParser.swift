/// Reads names as BibTeX does: "First von Last", "von Last, First", "von Last, Jr, First".
///
/// What stands in braces is one word: `{World Health Organization}`.
enum PersonNameParser {
  /// The people of a field, separated by the word "and".
  static func parse(_ field: String) -> PersonList {
    var list = PersonList()
    var words: [String] = []
    func finish() {
      if words == ["others"] {
        list.hasOthers = true
      } else if let person = person(words) {
        list.people.append(person)
      }
      words = []
    }
    for word in split(field) {
      if word.lowercased() == "and" { finish() } else { words.append(word) }
    }
    finish()
    return list
  }

  /// One name from its words; commas stand at the end of words.
  private static func person(_ words: [String]) -> PersonName? {
    var parts: [[String]] = [[]]
    for word in words {
      if word == "," {
        parts.append([])
      } else {
        parts[parts.count - 1].append(word)
      }
    }
    parts = parts.filter { !$0.isEmpty }
    guard let first = parts.first else { return nil }
    if parts.count == 1 { return direct(first) }
    let (particle, family) = splitParticle(first)
    return PersonName(
      given: text(parts[parts.count - 1]), particle: text(particle), family: text(family),
      suffix: parts.count > 2 ? text(parts[1]) : "")
  }

  /// "First von Last": the particle runs from the first to the last word in lower case.
  private static func direct(_ words: [String]) -> PersonName {
    let inner = words.dropLast()
    guard let start = inner.firstIndex(where: startsInLowerCase) else {
      return PersonName(given: text(Array(inner)), family: text(Array(words.suffix(1))))
    }
    let (particle, family) = splitParticle(Array(words[start...]))
    return PersonName(
      given: text(Array(words[..<start])), particle: text(particle), family: text(family))
  }

  /// "von Last": words up to the last one in lower case are the particle, never all of them.
  private static func splitParticle(_ words: [String]) -> ([String], [String]) {
    guard let first = words.first, startsInLowerCase(first),
      let last = words.dropLast().lastIndex(where: startsInLowerCase)
    else { return ([], words) }
    return (Array(words[...last]), Array(words[(last + 1)...]))
  }

  private static func startsInLowerCase(_ word: String) -> Bool {
    if word.hasPrefix("{"), !word.hasPrefix("{\\") { return false }
    let decoded = LaTeXDecoder.plain(word)
    return decoded.unicodeScalars.first { $0.properties.isAlphabetic }?.properties.isLowercase
      ?? false
  }

  private static func text(_ words: [String]) -> String {
    LaTeXDecoder.plain(words.joined(separator: " "))
  }

  /// Words at the outermost level of braces; a comma is a word of its own.
  private static func split(_ field: String) -> [String] {
    var words: [String] = []
    var word = ""
    var depth = 0
    func finish() {
      if !word.isEmpty { words.append(word) }
      word = ""
    }
    for scalar in field.unicodeScalars {
      switch scalar {
      case "{": depth += 1
      case "}": depth = max(0, depth - 1)
      case "," where depth == 0:
        finish()
        words.append(",")
        continue
      case _ where depth == 0 && (scalar.properties.isWhitespace || scalar == "~"):
        finish()
        continue
      default: break
      }
      word.unicodeScalars.append(scalar)
    }
    finish()
    return words
  }
}
