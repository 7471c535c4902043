/// Finds the name that a misspelt one was probably meant to be.
package enum NearMiss {
  /// The candidate nearest to `name`, if near enough to be a slip; ties go to the first.
  package static func best(for name: String, in candidates: some Sequence<String>) -> String? {
    let typed = Array(name.lowercased().unicodeScalars)
    let limit = max(1, typed.count / 3)
    var best: (distance: Int, name: String)?
    for candidate in candidates where candidate != name {
      let other = Array(candidate.lowercased().unicodeScalars)
      if abs(other.count - typed.count) > limit { continue }
      let distance = distance(typed, other)
      let isSlip = distance <= limit && distance < max(typed.count, other.count)
      if isSlip, distance < best?.distance ?? .max { best = (distance, candidate) }
    }
    return best?.name
  }

  /// "did you mean “visit”?", or the names there are when none is near and they are few.
  package static func hint(
    for name: String, in candidates: some Collection<String>, what: String = "known names"
  ) -> String? {
    let near = best(for: name, in: candidates) ?? candidates.first { $0.hasPrefix(name + "[") }
    if let near { return "did you mean “\(near)”?" }
    var seen: Set<String> = []
    let distinct = candidates.filter { seen.insert($0).inserted }
    guard !distinct.isEmpty, distinct.count <= 12 else { return nil }
    return "\(what): \(distinct.joined(separator: ", "))"
  }

  /// Edits (insert, delete, replace, swap of neighbours) that lead from one word to the other.
  static func distance(_ a: [Unicode.Scalar], _ b: [Unicode.Scalar]) -> Int {
    if a.isEmpty || b.isEmpty { return max(a.count, b.count) }
    var beforeLast = [Int](repeating: 0, count: b.count + 1)
    var last = Array(0...b.count)
    for i in 1...a.count {
      var row = [i] + [Int](repeating: 0, count: b.count)
      for j in 1...b.count {
        let substitution = last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1)
        row[j] = min(last[j] + 1, row[j - 1] + 1, substitution)
        if i > 1, j > 1, a[i - 1] == b[j - 2], a[i - 2] == b[j - 1] {
          row[j] = min(row[j], beforeLast[j - 2] + 1)
        }
      }
      beforeLast = last
      last = row
    }
    return last[b.count]
  }
}
