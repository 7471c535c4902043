/// The space around each node of a row, by TeX's rules, shared out to those that can carry it.
struct RowSpacing {
  struct Item {
    /// In mu, for nodes that carry their space.
    var left = 0
    var right = 0
    /// In mu, before nodes where neither neighbour carries the space.
    var before = 0
  }

  private(set) var items: [Item]

  /// `lead` and `trail` are what stands, unseen, before and after the row.
  init(_ nodes: [MathNode], lead: AtomClass?, trail: AtomClass?, inScript: Bool) {
    items = Array(repeating: Item(), count: nodes.count)
    let places = nodes.indices.filter { nodes[$0].atomClass != nil }
    var classes = Self.classes(of: places.map { nodes[$0] })
    if let lead { classes.insert(lead, at: 0) }
    if let trail { classes.append(trail) }
    classes = AtomClass.resolvingUnary(classes)
    let shift = lead == nil ? 0 : 1
    if let lead, let first = places.first, classes.count > 1, nodes[first].carriesSpace {
      items[first].left = AtomClass.space(between: lead, and: classes[1], inScript: inScript)
    }
    for (number, place) in places.enumerated() {
      let left = classes[number + shift]
      guard number + 1 < places.count else {
        if let trail, nodes[place].carriesSpace {
          items[place].right = AtomClass.space(between: left, and: trail, inScript: inScript)
        }
        break
      }
      let next = places[number + 1]
      let right = classes[number + 1 + shift]
      let space = AtomClass.space(between: left, and: right, inScript: inScript)
      if space == 0 { continue }
      let leftCarries = nodes[place].carriesSpace
      let rightCarries = nodes[next].carriesSpace
      if leftCarries, Self.claimsSpace(left) || !rightCarries {
        items[place].right = space
      } else if rightCarries {
        items[next].left = space
      } else {
        items[next].before = space
      }
    }
  }

  /// Classes with each bar told as opening, closing or neither.
  private static func classes(of nodes: [MathNode]) -> [AtomClass] {
    var classes: [AtomClass] = []
    var openBars = 0
    for node in nodes {
      let own = node.atomClass ?? .ordinary
      guard node.isBar, own == .ordinary else {
        classes.append(own)
        continue
      }
      switch classes.last {
      case .none, .opening, .relation, .binary, .punctuation, .operation:
        openBars += 1
        classes.append(.opening)
      default:
        if openBars > 0 {
          openBars -= 1
          classes.append(.closing)
        } else {
          classes.append(.ordinary)
        }
      }
    }
    return classes
  }

  private static func claimsSpace(_ atomClass: AtomClass) -> Bool {
    switch atomClass {
    case .binary, .relation, .punctuation, .operation: true
    default: false
    }
  }
}
