extension MathNode {
  /// The class that rules the space around the node; nil for space itself.
  var atomClass: AtomClass? {
    switch self {
    case .space: nil
    case .symbol(let symbol): symbol.atomClass
    case .function: .operation
    case .classed(let atomClass, _): atomClass
    case .scripts(let scripted): scripted.base.atomClass ?? .ordinary
    case .stack(let stack): stack.base.atomClass ?? .ordinary
    case .sizedDelimiter(let delimiter): delimiter.atomClass
    case .fenced: .fenced
    case .styled(_, let content), .phantom(_, let content):
      if case .row = content { .ordinary } else { content.atomClass }
    case .identifier, .number, .text, .row, .fraction, .root, .accent, .table, .unknown: .ordinary
    }
  }

  /// Whether the node is written as an operator, with or without scripts, that can carry space.
  var carriesSpace: Bool {
    switch self {
    case .symbol(let symbol): !symbol.isIndependence
    case .sizedDelimiter: true
    case .scripts(let scripted):
      if case .function = scripted.base { scripted.hasLimits } else { scripted.base.carriesSpace }
    case .stack(let stack): !stack.stretchesBase && stack.base.carriesSpace
    case .classed(_, let content): content.carriesSpace
    default: false
    }
  }

  /// A vertical bar, whose side only its place tells.
  var isBar: Bool {
    switch self {
    case .symbol(let symbol): symbol.text == "|" || symbol.text == "‖"
    case .scripts(let scripted): scripted.base.isBar
    default: false
    }
  }

  /// The function whose argument follows, where the node is one.
  var isFunction: Bool {
    switch self {
    case .function: true
    case .scripts(let scripted): scripted.base.isFunction
    case .stack(let stack): stack.base.isFunction
    default: false
    }
  }
}

extension MathSymbol {
  /// ⫫ and its negation, which the writer draws.
  var isIndependence: Bool { text.unicodeScalars.first == "⫫" }
}

extension ScriptedNode {
  /// Whether the scripts stand above and below, at least in display style.
  var hasLimits: Bool {
    switch placement {
    case .limits: true
    case .corner: false
    case .automatic: base.takesLimits
    }
  }
}

extension MathNode {
  fileprivate var takesLimits: Bool {
    switch self {
    case .symbol(let symbol): symbol.takesLimits
    case .function(let function): function.takesLimits
    case .classed(.operation, _): true
    case .stack(let stack): stack.base.isFunction
    default: false
    }
  }
}
