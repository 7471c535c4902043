import Diagnostics

/// All commands by name, gathered from the tables of the families.
enum CommandTable {
  static func command(named name: String) -> MathCommand? { commands[name] }

  /// The command that is written as this character, as when `≤` stands for `\leq`.
  static func symbol(for character: Unicode.Scalar) -> MathCommand? { characters[character] }

  /// The known name nearest to `name`.
  ///
  /// One that starts with the same letter is preferred: `\sigam` means `\sigma`, not `\Sigma`.
  static func suggestion(for name: String) -> String? {
    NearMiss.best(for: name, in: names.filter { $0.first == name.first })
      ?? NearMiss.best(for: name, in: names)
  }

  static let names: [String] = commands.keys.sorted()

  private static let commands: [String: MathCommand] = {
    var commands: [String: MathCommand] = [:]
    commands.reserveCapacity(900)
    for (name, text) in GreekLetters.slanted { commands[name] = .letter(text, upright: false) }
    for (name, text) in GreekLetters.upright + LetterSymbols.upright {
      commands[name] = .letter(text, upright: true)
    }
    for (atomClass, table) in symbolFamilies {
      for (name, text) in table { commands[name] = .symbol(MathSymbol(text, atomClass)) }
    }
    for (name, text, limits) in LargeOperators.table {
      commands[name] = .symbol(
        MathSymbol(text, .operation, isLarge: true, takesLimits: limits))
    }
    for (name, text, limits) in FunctionNames.table {
      commands[name] = .function(FunctionName(text: text, takesLimits: limits))
    }
    for (name, mark) in Accents.table { commands[name] = .accent(mark) }
    for (name, width) in Spaces.table { commands[name] = .space(width) }
    for (name, structure) in Structures.table { commands[name] = .structure(structure) }
    return commands
  }()

  /// Where one character has several names, the first family decides its class.
  private static let symbolFamilies: [(AtomClass, [(String, String)])] = [
    (.relation, Relations.table), (.relation, Relations.negated), (.relation, Arrows.table),
    (.binary, BinaryOperators.table), (.ordinary, OrdinarySymbols.table),
    (.inner, OrdinarySymbols.ellipses), (.opening, Delimiters.opening),
    (.closing, Delimiters.closing), (.punctuation, OrdinarySymbols.punctuation),
  ]

  private static let characters: [Unicode.Scalar: MathCommand] = {
    var characters: [Unicode.Scalar: MathCommand] = [:]
    func add(_ text: String, _ command: MathCommand) {
      guard let scalar = text.unicodeScalars.first, text.unicodeScalars.count == 1,
        scalar.value >= 0x80, characters[scalar] == nil
      else { return }
      characters[scalar] = command
    }
    // Characters that keyboards have, or that stand for another.
    for text in ["⋅", "·"] { add(text, .symbol(MathSymbol("⋅", .binary))) }
    add("−", .symbol(MathSymbol("−", .binary)))
    add("‖", .symbol(MathSymbol("‖", .ordinary)))
    for (atomClass, table) in symbolFamilies {
      for (_, text) in table { add(text, .symbol(MathSymbol(text, atomClass))) }
    }
    for (_, text, limits) in LargeOperators.table {
      add(text, .symbol(MathSymbol(text, .operation, isLarge: true, takesLimits: limits)))
    }
    for (_, text) in GreekLetters.upright + LetterSymbols.upright {
      add(text, .letter(text, upright: true))
    }
    for (_, text) in GreekLetters.slanted { add(text, .letter(text, upright: false)) }
    return characters
  }()
}
