/// The kinds of atom between which TeX sets space (The TeXbook, chapter 18).
///
/// `fenced` is ours, for `\left( … \right)`: it meets its neighbours as the brackets that it ends
/// in would. TeX makes it `inner`, with the ugly gap of `f \left( x \right)`.
enum AtomClass: Int, Sendable {
  case ordinary, operation, binary, relation, opening, closing, punctuation, inner, fenced

  /// The space between two neighbours, in mu (1/18 em).
  ///
  /// In scripts only the thin spaces around operations remain.
  static func space(between left: AtomClass, and right: AtomClass, inScript: Bool) -> Int {
    let space = table[left.rawValue][right.rawValue]
    return space >= 0 ? space : inScript ? 0 : -space
  }

  /// Negative entries are those that scripts drop.
  private static let table: [[Int]] = [
    // ord  op  bin  rel  open close punct inner fenced
    [0, 3, -4, -5, 0, 0, 0, -3, 0],
    [3, 3, 0, -5, 0, 0, 0, -3, 0],
    [-4, -4, 0, 0, -4, 0, 0, -4, -4],
    [-5, -5, 0, 0, -5, 0, 0, -5, -5],
    [0, 0, 0, 0, 0, 0, 0, 0, 0],
    [0, 3, -4, -5, 0, 0, 0, -3, 0],
    [-3, -3, 0, -3, -3, -3, -3, -3, -3],
    [-3, 3, -4, -5, -3, 0, -3, -3, -3],
    [0, 3, -4, -5, 0, 0, 0, -3, 0],
  ]

  /// Binary operators with nothing to join on one side are ordinary: the minus of −x, of (−x).
  static func resolvingUnary(_ classes: [AtomClass]) -> [AtomClass] {
    var result = classes
    var previous: AtomClass?
    for index in classes.indices {
      if classes[index] == .binary {
        switch previous {
        case .none, .binary, .operation, .relation, .opening, .punctuation:
          result[index] = .ordinary
        default: break
        }
      }
      switch classes[index] {
      case .relation, .closing, .punctuation:
        if index > 0, result[index - 1] == .binary { result[index - 1] = .ordinary }
      default: break
      }
      previous = result[index]
    }
    if let last = result.last, last == .binary { result[result.count - 1] = .ordinary }
    return result
  }
}
