import Report
import Testing

/// Short views of rendered formulas.
enum MathFixture {
  /// The outline of the formula's content, without `semantics` and the annotation.
  static func outline(_ tex: String, display: Bool = true) throws -> String {
    try content(tex, display: display).outline
  }

  /// The element that is shown.
  static func content(_ tex: String, display: Bool = true) throws -> MarkupTree {
    let markup = MathRenderer.render(tex: tex, display: display).markup
    let tree = try #require(MarkupTree.parse(markup), "not well-formed: \(markup)")
    let semantics = try #require(tree.children.first)
    return try #require(semantics.children.first)
  }

  static func problems(_ tex: String) -> [String] {
    MathRenderer.render(tex: tex, display: true).problems.map { problem in
      "\(problem.offset)+\(problem.length): \(problem.message)"
        + (problem.suggestion.map { " → \($0)" } ?? "")
    }
  }
}
