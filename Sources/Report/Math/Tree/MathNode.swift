/// A formula as a tree: what was written, before any decision about markup.
indirect enum MathNode: Sendable, Hashable {
  /// A letter or several; one letter alone is slanted by the browser unless `upright`.
  case identifier(String, upright: Bool)
  case number(String)
  /// A character with the class that rules the space around it.
  case symbol(MathSymbol)
  /// `\log`, `\max`, `\operatorname{Var}`.
  case function(FunctionName)
  case text(String, TextStyle)
  /// Horizontal space in em; may be negative.
  case space(Double)
  /// A group in braces.
  case row([MathNode])
  /// `\mathrel{…}` and the like: a content that is spaced as another class.
  case classed(AtomClass, MathNode)
  case scripts(ScriptedNode)
  case fraction(FractionNode)
  case root(MathNode, index: MathNode?)
  case accent(AccentNode)
  /// `\overset`, `\underset`, labelled arrows.
  case stack(StackNode)
  case fenced(FencedNode)
  case sizedDelimiter(SizedDelimiter)
  case table(TableNode)
  case styled(MathStyling, MathNode)
  case phantom(PhantomKind, MathNode)
  /// Source that could not be understood, shown as it stands.
  case unknown(String)

  static let empty = MathNode.row([])

  /// A row's only member stands for the row.
  static func grouped(_ nodes: [MathNode]) -> MathNode {
    nodes.count == 1 ? nodes[0] : .row(nodes)
  }
}

struct MathSymbol: Sendable, Hashable {
  var text: String
  var atomClass: AtomClass
  /// Sums, integrals and their kin, which grow in display style.
  var isLarge = false
  /// Scripts go above and below in display style.
  var takesLimits = false

  init(_ text: String, _ atomClass: AtomClass, isLarge: Bool = false, takesLimits: Bool = false) {
    self.text = text
    self.atomClass = atomClass
    self.isLarge = isLarge
    self.takesLimits = takesLimits
  }
}

struct FunctionName: Sendable, Hashable {
  var text: String
  /// Scripts go below in display style, as with `\max`.
  var takesLimits: Bool
}

/// The face of words inside a formula.
enum TextStyle: Sendable, Hashable { case normal, bold, italic, typewriter, sansSerif }

struct ScriptedNode: Sendable, Hashable {
  enum Placement: Sendable, Hashable { case automatic, limits, corner }
  var base: MathNode
  var lower: MathNode?
  var upper: MathNode?
  var placement = Placement.automatic
}

struct FractionNode: Sendable, Hashable {
  enum Style: Sendable, Hashable { case inherited, display, text }
  var numerator: MathNode
  var denominator: MathNode
  var style = Style.inherited
  var hasBar = true
  /// The brackets of a binomial coefficient; nil for none.
  var fences: Fences?

  struct Fences: Sendable, Hashable {
    var open: String
    var close: String
  }

  init(_ numerator: MathNode, _ denominator: MathNode) {
    self.numerator = numerator
    self.denominator = denominator
  }
}

struct AccentMark: Sendable, Hashable {
  var text: String
  /// As wide as what it stands on.
  var stretches = false
  var isBelow = false
  /// Braces take their scripts as labels above or below.
  var isBrace = false
  /// The class by which the style sheet mends how fonts draw the mark.
  var style: String?
}

struct AccentNode: Sendable, Hashable {
  var base: MathNode
  var mark: AccentMark
}

struct StackNode: Sendable, Hashable {
  var base: MathNode
  var over: MathNode?
  var under: MathNode?
  /// The base is an arrow drawn as long as its labels.
  var stretchesBase = false
}

struct FencedNode: Sendable, Hashable {
  /// Empty for the invisible delimiter, which TeX writes as a full stop.
  var open: String
  var close: String
  /// What stands between the `\middle` delimiters.
  var segments: [[MathNode]]
  /// One fewer than the segments.
  var middles: [String]
}

struct SizedDelimiter: Sendable, Hashable {
  var text: String
  /// In em.
  var size: Double
  var atomClass: AtomClass
}

enum PhantomKind: Sendable, Hashable { case full, horizontal, vertical, smash }

enum MathStyling: Sendable, Hashable {
  case displayStyle, textStyle, scriptStyle, scriptScriptStyle
  /// A checked colour: letters or `#` and hexadecimal digits.
  case colour(String)
  case boxed, cancelled, bold
}
