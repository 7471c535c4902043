import Causal
import Diagnostics
import Execution
import NotebookSyntax

/// The body of a `graph` directive, read: variables and edges with their places.
struct GraphText {
  /// Names in the order in which they first occur.
  private(set) var names: [String] = []
  private(set) var unobserved: Set<Int> = []
  private(set) var edges: [(Int, Int)] = []
  private(set) var bidirected: [(Int, Int)] = []
  private(set) var problems: [Problem] = []
  /// Where each name first stands, and each edge is written.
  private(set) var nameRanges: [SourceRange] = []
  private var edgeRanges: [SourceRange] = []
  private var bidirectedRanges: [SourceRange] = []

  struct Problem {
    var kind: DiagnosticKind
    var range: SourceRange
    var message: String
    var hint: String?
  }

  private enum Arrow { case right, left, both }
  private let place: (Range<Int>) -> SourceRange

  /// Reads lines of `a -> b, c`, `a <- b`, `a <-> b` and `u [unobserved]`.
  ///
  /// Chains such as `a -> b -> c` and lists on both sides are taken; a line that starts with `#` is
  /// a comment. Names may be quoted with `"`, `'` or backquotes.
  init(_ body: Located<String>, source: SourceFile) {
    let start = body.range.lower.offset
    let bytes = Array(body.value.utf8)
    let end = min(start + bytes.count, source.bytes.count)
    let isVerbatim = start <= end && source.bytes[start..<end].elementsEqual(bytes)
    // Within a list or a quotation the lines of the file have prefixes that the body has not.
    place = { isVerbatim ? source.range(start + $0.lowerBound, start + $0.upperBound) : body.range }
    var line = 0
    while line < bytes.count {
      let next = bytes[line...].firstIndex(of: 0x0A) ?? bytes.count
      read(bytes, line..<next)
      line = next + 1
    }
  }

  /// The graph, or the problem that forbids it: a cycle with its path, at the edge that closes it.
  func graph() -> Result<CausalGraph, ProblemError> {
    do throws(CausalGraphError) {
      return .success(
        try CausalGraph(
          names: names, unobserved: unobserved, edges: edges, bidirected: bidirected))
    } catch {
      return .failure(ProblemError(problem: problem(error)))
    }
  }

  struct ProblemError: Error { var problem: Problem }

  private func problem(_ error: CausalGraphError) -> Problem {
    switch error {
    case .selfLoop(let node):
      let index = edges.firstIndex { $0 == (node, node) }
      let both = bidirected.firstIndex { $0 == (node, node) }
      let range = index.map { edgeRanges[$0] } ?? both.map { bidirectedRanges[$0] }
      return Problem(
        kind: .graphCycle, range: range ?? nameRanges[node],
        message: "“\(names[node])” cannot cause itself", hint: "remove this edge")
    case .cycle(let path):
      // The edge written last closed the circle.
      let onPath = zip(path, path.dropFirst()).compactMap { step in
        edges.lastIndex { $0 == step }
      }
      let text = path.map { names[$0] }.joined(separator: " → ")
      return Problem(
        kind: .graphCycle, range: onPath.max().map { edgeRanges[$0] } ?? nameRanges[path[0]],
        message: "the edges run in a circle: \(text)",
        hint:
          "a cause comes before its effect: remove or turn one edge, or name the variable at two times"
      )
    }
  }

  private mutating func read(_ bytes: [UInt8], _ line: Range<Int>) {
    var position = line.lowerBound
    func skip() {
      while position < line.upperBound,
        bytes[position] == 0x20 || bytes[position] == 0x09
          || bytes[position] == 0x0D
      { position += 1 }
    }
    skip()
    guard position < line.upperBound, bytes[position] != 0x23 else { return }
    var left: [Int] = []
    var arrow: (kind: Arrow, range: Range<Int>)?
    while true {
      let groupStart = position
      guard let group = nodes(bytes, &position, line.upperBound) else { return }
      if let arrow { connect(left, arrow.kind, group, at: groupStart..<position, arrow.range) }
      left = group
      skip()
      guard position < line.upperBound else { return }
      guard let next = Self.arrow(bytes[position..<line.upperBound]) else {
        return report(
          .graphSyntax, position..<line.upperBound,
          "expected ->, <-, <-> or a comma here", hint: "as in: age -> income, spend")
      }
      arrow = (next.kind, position..<position + next.length)
      position += next.length
    }
  }

  private mutating func connect(
    _ left: [Int], _ kind: Arrow, _ right: [Int], at range: Range<Int>, _ arrow: Range<Int>
  ) {
    let whole = place(arrow.lowerBound..<max(arrow.upperBound, range.upperBound))
    for a in left {
      for b in right {
        switch kind {
        case .right:
          edges.append((a, b))
          edgeRanges.append(whole)
        case .left:
          edges.append((b, a))
          edgeRanges.append(whole)
        case .both:
          bidirected.append((a, b))
          bidirectedRanges.append(whole)
        }
      }
    }
  }

  /// One name or several with commas between; nil once a problem was reported.
  private mutating func nodes(_ bytes: [UInt8], _ position: inout Int, _ end: Int) -> [Int]? {
    var group: [Int] = []
    while true {
      while position < end, bytes[position] == 0x20 || bytes[position] == 0x09 { position += 1 }
      guard let node = node(bytes, &position, end) else { return nil }
      group.append(node)
      while position < end, bytes[position] == 0x20 || bytes[position] == 0x09 { position += 1 }
      guard position < end, bytes[position] == 0x2C else { return group }
      position += 1
    }
  }

  private mutating func node(_ bytes: [UInt8], _ position: inout Int, _ end: Int) -> Int? {
    let start = position
    var name: Range<Int>
    if position < end, [0x22, 0x27, 0x60].contains(bytes[position]) {
      let quote = bytes[position]
      guard let close = bytes[(position + 1)..<end].firstIndex(of: quote) else {
        report(.graphSyntax, position..<end, "this quote is not closed on its line", hint: nil)
        return nil
      }
      name = position + 1..<close
      position = close + 1
    } else {
      while position < end, bytes[position] != 0x2C, bytes[position] != 0x5B,
        bytes[position] != 0x0D, Self.arrow(bytes[position..<end]) == nil
      { position += 1 }
      var last = position
      while last > start, bytes[last - 1] == 0x20 || bytes[last - 1] == 0x09 { last -= 1 }
      name = start..<last
      if let odd = bytes[name].firstIndex(where: { [0x3C, 0x3E, 0x3D, 0x5D].contains($0) }) {
        report(
          .graphSyntax, odd..<odd + 1, "this is no edge",
          hint: "edges are written -> or <->; other signs in a name need quotes")
        return nil
      }
    }
    guard !name.isEmpty else {
      report(
        .graphSyntax, start..<min(start + 1, max(end, start)), "a variable's name is expected here",
        hint: "as in: age -> income, spend")
      return nil
    }
    let index = self.index(of: String(decoding: bytes[name], as: UTF8.self), at: name)
    while position < end, bytes[position] == 0x20 { position += 1 }
    guard position < end, bytes[position] == 0x5B else { return index }
    guard let close = bytes[position..<end].firstIndex(of: 0x5D) else {
      report(.graphSyntax, position..<end, "this bracket is not closed on its line", hint: nil)
      return nil
    }
    let word = String(decoding: bytes[(position + 1)..<close], as: UTF8.self)
    let range = position..<close + 1
    position = close + 1
    guard ["unobserved", "latent", "unmeasured"].contains(word.filter { $0 != " " }) else {
      report(
        .graphSyntax, range, "“\(word)” says nothing about a variable", hint: "use [unobserved]")
      return nil
    }
    unobserved.insert(index)
    return index
  }

  private mutating func index(of name: String, at range: Range<Int>) -> Int {
    if let index = names.firstIndex(of: name) { return index }
    names.append(name)
    nameRanges.append(place(range))
    return names.count - 1
  }

  private static func arrow(_ bytes: ArraySlice<UInt8>) -> (kind: Arrow, length: Int)? {
    if bytes.starts(with: "<->".utf8) { return (.both, 3) }
    if bytes.starts(with: "->".utf8) { return (.right, 2) }
    if bytes.starts(with: "<-".utf8) { return (.left, 2) }
    if bytes.starts(with: "→".utf8) { return (.right, 3) }
    if bytes.starts(with: "←".utf8) { return (.left, 3) }
    if bytes.starts(with: "↔".utf8) { return (.both, 3) }
    return nil
  }

  private mutating func report(
    _ kind: DiagnosticKind, _ range: Range<Int>, _ message: String, hint: String?
  ) {
    problems.append(Problem(kind: kind, range: place(range), message: message, hint: hint))
  }
}

extension DiagnosticKind {
  static let graphSyntax = DiagnosticKind(
    "graph.syntax", .error,
    "A line of a graph is not `a -> b`, `a <-> b`, `a -> b, c` or `u [unobserved]`.")
  static let graphCycle = DiagnosticKind(
    "graph.cycle", .error,
    "The edges of a causal graph run in a circle, so that something would cause itself.")
}
