/// The smallest piece of TeX source.
struct TeXToken: Sendable, Hashable {
  enum Kind: Sendable, Hashable {
    /// A command's name without its backslash; the space after a word belongs to it.
    case command(String)
    case character(Unicode.Scalar)
    case openBrace, closeBrace
    case caret, underscore
    /// `&`
    case alignment
    /// Any run of white space.
    case space
    /// `#1` in the body of a macro.
    case parameter(Int)
  }

  var kind: Kind
  /// In UTF-8 bytes from the start of the source.
  var offset: Int
  var length: Int

  /// The token as it may be written in TeX.
  var spelling: String {
    switch kind {
    case .command(let name): "\\" + name
    case .character(let scalar): String(scalar)
    case .openBrace: "{"
    case .closeBrace: "}"
    case .caret: "^"
    case .underscore: "_"
    case .alignment: "&"
    case .space: " "
    case .parameter(let number): "#\(number)"
    }
  }
}
