/// What a command of TeX means.
enum MathCommand: Sendable {
  case letter(String, upright: Bool)
  case symbol(MathSymbol)
  case function(FunctionName)
  case accent(AccentMark)
  /// Horizontal space in em.
  case space(Double)
  case structure(StructureCommand)
}

/// Commands that take arguments, open or close something, or change what follows.
enum StructureCommand: Sendable, Hashable {
  enum Infix: Sendable, Hashable { case over, choose, atop, brack, brace }
  enum Stacking: Sendable, Hashable { case over, under, relation, both }

  case begin, end, left, right, middle, newline, horizontalRule
  case fraction(FractionNode.Style)
  case binomial(FractionNode.Style)
  case infix(Infix)
  case root
  case sized(Double, AtomClass?)
  case alphabet(MathAlphabet)
  case alphabetSwitch(MathAlphabet)
  case text(TextStyle)
  case operatorName
  case stack(Stacking)
  case arrow(String)
  case substack
  case phantom(PhantomKind)
  case colour, textColour
  case styled(MathStyling)
  case styleSwitch(MathStyling)
  case classed(AtomClass)
  case limits(ScriptedNode.Placement)
  case negation
  case length(isBraced: Bool)
  case modulo(parenthesised: Bool, named: Bool)
  case tag, label, reference(parenthesised: Bool)
  case sideScripts
  case rotated
  case unicode
  /// Commands that have no effect here.
  case ignored(arguments: Int)
}
