internal import Diagnostics
internal import Yams

extension ValueReader {
  mutating func emit(_ range: Range<Int>) { skeleton.append(contentsOf: bytes[range]) }

  mutating func emit(atom: RawValue) {
    skeleton.append(contentsOf: "\"\(atoms.count)\"".utf8)
    atoms.append(atom)
  }

  mutating func newSkeletonLine() {
    skeleton.append(ASCII.newline)
    skeletonLineStart = skeleton.count
    skeletonLine += 1
  }

  mutating func compose(fallback: Range<Int>) -> RawValue {
    let range = context.range(text.source(bytes[fallback].trimmedRange))
    if failed {
      return RawValue(
        .scalar(context.text(range.lower.offset..<range.upper.offset), quoted: false), range)
    }
    do {
      let yaml = String(decoding: skeleton, as: UTF8.self)
      guard let node = try Yams.compose(yaml: yaml, .basic, .default, .utf8) else {
        return RawValue(.scalar("", quoted: false), range)
      }
      return value(of: node, within: range)
    } catch {
      context.report(
        .malformedValue, range.lower.offset..<range.upper.offset, Self.explain(error))
      return RawValue(.scalar("", quoted: false), range)
    }
  }

  /// The author's value for a node of the skeleton; `within` is where an empty one is shown.
  func value(of node: Node, within range: SourceRange) -> RawValue {
    switch node {
    case .scalar(let scalar):
      guard let index = Int(scalar.string), atoms.indices.contains(index) else {
        return RawValue(.scalar("", quoted: false), range)
      }
      return atoms[index]
    case .sequence(let sequence):
      var items: [RawValue] = []
      for item in sequence { items.append(value(of: item, within: range)) }
      return RawValue(.list(items), span(node, items.first?.range, items.last?.range, range))
    case .mapping(let mapping):
      var entries: [Entry] = []
      for (keyNode, valueNode) in mapping {
        let key = value(of: keyNode, within: range)
        guard case .scalar(let text, _) = key.kind else { continue }
        let after = SourceRange(key.range.upper, key.range.upper)
        entries.append(
          Entry(key: Located(text, key.range), value: value(of: valueNode, within: after)))
      }
      reportDuplicates(in: entries)
      return RawValue(
        .map(entries), span(node, entries.first?.key.range, entries.last?.value.range, range))
    case .alias:
      return RawValue(.scalar("", quoted: false), range)
    }
  }

  func span(
    _ node: Node, _ first: SourceRange?, _ last: SourceRange?, _ fallback: SourceRange
  ) -> SourceRange {
    if let mark = node.mark,
      let range = brackets[SkeletonPlace(line: mark.line, column: mark.column)]
    {
      return range
    }
    guard let first, let last else { return fallback }
    return SourceRange(first.lower, last.upper)
  }

  func reportDuplicates(in entries: [Entry]) {
    var seen: Set<String> = []
    for entry in entries where !seen.insert(entry.key.value).inserted {
      context.report(
        .duplicateKey, entry.key.range.lower.offset..<entry.key.range.upper.offset,
        "“\(entry.key.value)” is given twice")
    }
  }
}
