import Diagnostics
import NotebookSyntax

/// Keys that an entry of a map says anew for itself, as a learner of `fit`'s `learners:` does.
package struct KeyOverrides: Sendable {
  fileprivate var values: [String: any Sendable] = [:]
  fileprivate var ranges: [String: SourceRange] = [:]

  package init() {}

  /// Decodes an entry's keys by the parameters that declare them; nil once a diagnostic says why
  /// not.
  ///
  /// `owner` stands in messages for what has the keys: “a dr-learner”.
  package static func decode(
    _ entries: [Entry], as parameters: [any AnyParameter], of owner: String,
    _ context: inout DecodingContext
  ) -> KeyOverrides? {
    var keys = KeyOverrides()
    var isComplete = true
    for entry in entries {
      let name = entry.key.value
      guard let parameter = parameters.first(where: { $0.name == name }) else {
        isComplete = false
        let _: Bool? = context.fail(
          .unknownKey, at: entry.key.range, "\(owner) has no key “\(name)”",
          hint: NearMiss.hint(for: name, in: parameters.map(\.name), what: "keys"))
        continue
      }
      guard let value = parameter.decode(entry.value, in: &context) else {
        isComplete = false
        continue
      }
      keys.values[name] = value
      keys.ranges[name] = entry.value.range
    }
    return isComplete ? keys : nil
  }
}

extension Arguments {
  /// The cell's keys as they hold for an entry that says some of them anew.
  ///
  /// `parameters` are those that the entry may have; what neither the entry nor the cell declares
  /// has its default.
  package func overriding(
    with keys: KeyOverrides, declaring parameters: [any AnyParameter]
  ) -> Arguments {
    var values = values
    for parameter in parameters where values[parameter.name] == nil {
      values[parameter.name] = parameter.fallbackValue
    }
    values.merge(keys.values) { _, own in own }
    return Arguments(
      cell: cell, name: name, values: values, ranges: ranges.merging(keys.ranges) { _, own in own })
  }
}
