/// Pairs `~` and `~~` among the inlines of one parent.
enum Strikethrough {
  /// A run of one or two tildes, which stands as text at `index` of the inlines.
  struct Mark {
    var index: Int
    var length: Int
    var canOpen: Bool
    var canClose: Bool
  }

  /// The inlines with everything between two matching marks struck through.
  static func pair(_ marks: [Mark], in inlines: [Inline]) -> [Inline] {
    var closes: [Int: Int] = [:]
    var open: [Mark] = []
    // How many open marks there are of each length, so that a search for none costs nothing.
    var waiting = [0, 0, 0]
    for mark in marks {
      if mark.canClose, waiting[mark.length] > 0 {
        while let last = open.popLast() {
          waiting[last.length] -= 1
          if last.length == mark.length {
            closes[last.index] = mark.index
            break
          }
        }
      } else if mark.canOpen {
        open.append(mark)
        waiting[mark.length] += 1
      }
    }
    return closes.isEmpty ? inlines : build(inlines, 0..<inlines.count, closes)
  }

  /// Nesting deeper than eight levels stays text.
  private static func build(
    _ inlines: [Inline], _ range: Range<Int>, _ closes: [Int: Int]
  ) -> [Inline] {
    // A stack of what is being filled, so that nesting costs no recursion.
    var stack: [(close: Int, items: [Inline])] = [(range.upperBound, [])]
    for index in range {
      if let top = stack.last, index == top.close, stack.count > 1, let open = stack.popLast() {
        let first = open.items[0]
        var struck = first
        struck.kind = .strikethrough(Array(open.items.dropFirst()))
        struck.range.upper = inlines[index].range.upper
        stack[stack.count - 1].items.append(struck)
      } else if let close = closes[index], stack.count < 8 {
        stack.append((close, [inlines[index]]))
      } else {
        stack[stack.count - 1].items.append(inlines[index])
      }
    }
    while stack.count > 1, let open = stack.popLast() {
      stack[stack.count - 1].items += open.items
    }
    return stack[0].items
  }
}
