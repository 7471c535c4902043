import Diagnostics
import NotebookSyntax

/// Finds what a path such as `tau[Womens E-Mail].ate` stands for at a place of a book.
package struct ValueResolver: Sendable {
  struct Binding: Sendable {
    var name: String
    var cell: Int
  }

  /// Bindings in the order of the cells.
  var bindings: [Binding] = []
  /// By cell: its name, line and values; nil values for a cell that gave none.
  var cells: [Int: (name: String, line: Int, values: ResultValues?)] = [:]
  var parameters: [String: ParamValue] = [:]

  /// A value with where it was computed.
  package struct Found: Sendable {
    package var value: ResultValue
    package var origin: String
  }

  package enum Failure: Error {
    case unknownName(candidates: [String])
    case unknownKey(name: String, key: String, candidates: [String])
    /// The cell failed or was skipped, so that it has no values.
    case noResult(name: String)
  }

  /// `position` is the number of cells of the book that stand above.
  package func find(_ path: ValuePath, position: Int) throws(Failure) -> Found {
    guard let (binding, length) = binding(of: path, position: position) else {
      if path.components.count == 1, let parameter = parameters[path.text] {
        return Found(value: parameter.resultValue, origin: "parameter \(path.text)")
      }
      let names = Set(bindings.map(\.name)).union(parameters.keys)
      throw .unknownName(candidates: names.sorted())
    }
    let rest = path.components[length...]
    var candidates: [String] = []
    for version in versions(of: binding) {
      guard let cell = cells[version.cell], let values = cell.values else {
        throw .noResult(name: binding.name)
      }
      let key = Self.key(binding: binding.name, cell: cell.name, rest: rest)
      if let value = values[key] {
        return Found(value: value, origin: "\(path.text) · line \(cell.line)")
      }
      candidates += values.keys.filter { !candidates.contains($0) }
      if cell.name == binding.name { break }
    }
    throw .unknownKey(name: binding.name, key: ValuePath.text(rest), candidates: candidates)
  }

  /// A binding and those above it that it is a new version of, the nearest first.
  ///
  /// A cell that adds columns to a frame binds it again and says only what changed: `predict` gives
  /// `customers.columns`, and `customers.origin` is still what `load` gave.
  private func versions(of binding: Binding) -> [Binding] {
    bindings.filter { $0.name == binding.name && $0.cell <= binding.cell }.reversed()
  }

  /// Whether the path starts with a bound name or is a parameter.
  package func isKnown(_ path: ValuePath, position: Int) -> Bool {
    binding(of: path, position: position) != nil
      || path.components.count == 1 && parameters[path.text] != nil
  }

  /// The longest bound name at the start of the path: the nearest above, else the first below.
  private func binding(of path: ValuePath, position: Int) -> (Binding, Int)? {
    for length in stride(from: path.components.count, to: 0, by: -1) {
      let name = ValuePath.text(path.components[..<length])
      let same = bindings.filter { $0.name == name }
      if let nearest = same.last(where: { $0.cell < position }) ?? same.first {
        return (nearest, length)
      }
    }
    return nil
  }

  /// The key under which the cell gave the value: the path after the cell's own name.
  private static func key(
    binding: String, cell: String, rest: ArraySlice<ValuePath.Component>
  ) -> String {
    if binding == cell { return ValuePath.text(rest) }
    let own = binding.hasPrefix(cell + ".") ? String(binding.dropFirst(cell.count + 1)) : binding
    let tail = ValuePath.text(rest)
    if tail.isEmpty { return own }
    return tail.hasPrefix("[") ? own + tail : own + "." + tail
  }
}

extension ParamValue {
  package var resultValue: ResultValue {
    switch self {
    case .number(let x): x == x.rounded() && abs(x) < 1e15 ? .integer(Int(x)) : .number(x)
    case .text(let text): .text(text)
    case .boolean(let flag): .boolean(flag)
    }
  }
}
