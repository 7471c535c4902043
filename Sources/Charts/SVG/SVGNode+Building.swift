extension SVGNode {
  /// A group with a class; nil when it has no children.
  static func group(_ className: String, _ children: [SVGNode]) -> SVGNode? {
    children.isEmpty
      ? nil : .element(name: "g", attributes: [.init("class", className)], children: children)
  }

  /// A group of lines of text that all lie alike about their positions, which is said once.
  static func texts(_ className: String, _ labels: [SVGNode]) -> SVGNode? {
    let anchors = Set(labels.map(\.anchor))
    guard anchors.count == 1, let shared = anchors.first, let anchor = shared else {
      return group(className, labels)
    }
    let children = labels.map { label -> SVGNode in
      guard case .element(let name, let attributes, let children) = label else { return label }
      return .element(
        name: name, attributes: attributes.filter { $0.name != "text-anchor" }, children: children)
    }
    return .element(
      name: "g", attributes: [.init("class", className), .init("text-anchor", anchor)],
      children: children)
  }

  private var anchor: String? {
    guard case .element(_, let attributes, _) = self else { return nil }
    return attributes.first { $0.name == "text-anchor" }?.value
  }

  /// A path with a class; nil when nothing was drawn.
  static func path(_ builder: PathBuilder, class className: String? = nil) -> SVGNode? {
    builder.isEmpty ? nil : .path(builder.text, class: className)
  }

  static func path(
    _ data: String, class className: String? = nil, attributes: [Attribute] = []
  ) -> SVGNode {
    .element(
      name: "path",
      attributes: [.init("d", data)] + (className.map { [.init("class", $0)] } ?? []) + attributes,
      children: [])
  }

  /// A rectangle with rounded corners.
  static func box(_ box: Box, radius: Double, class className: String) -> SVGNode {
    .element(
      name: "rect",
      attributes: [
        .init("x", Coordinate(box.x).text), .init("y", Coordinate(box.y).text),
        .init("width", Coordinate(box.width).text), .init("height", Coordinate(box.height).text),
        .init("rx", Coordinate(radius).text), .init("class", className),
      ], children: [])
  }

  /// How text lies about its position.
  enum Anchor: String {
    case start, middle, end
  }

  /// A line of text on a baseline; a full text becomes its tooltip when the line is shortened.
  static func label(
    _ text: String, at point: Point, anchor: Anchor = .start, class className: String? = nil,
    full: String? = nil, attributes: [Attribute] = []
  ) -> SVGNode {
    var all: [Attribute] = [
      .init("x", Coordinate(point.x).text), .init("y", Coordinate(point.y).text),
    ]
    if anchor != .start { all.append(.init("text-anchor", anchor.rawValue)) }
    if let className { all.append(.init("class", className)) }
    var children: [SVGNode] = [.text(text)]
    if let full, full != text {
      children.append(.element(name: "title", attributes: [], children: [.text(full)]))
    }
    return .element(name: "text", attributes: all + attributes, children: children)
  }
}
