import Diagnostics
import Execution
import NotebookSyntax

extension ParameterType where Value == [ColumnReference] {
  /// Columns, or the name of a graph that says which are needed.
  ///
  /// A graph gives a smallest set that closes every back-door path between the cell's `treatment:`
  /// and `outcome:`; columns that the cell has among its `features:` are not repeated.
  static let controls = ParameterType("list of columns, or the name of a graph") { raw, context in
    guard case .scalar(let text, _) = raw.kind,
      let source = context.columnSource(named: text)
    else { return ParameterType<[ColumnReference]>.columns.decode(raw, &context) }
    let treatment = ControlsKeys.name("treatment", in: context.entries)
    let outcome = ControlsKeys.name("outcome", in: context.entries)
    switch source.columns(treatment, outcome) {
    case .none(let message, let hint):
      return context.fail(.noAdjustmentSet, at: raw.range, message, hint: hint)
    case .columns(let names, let note):
      context.notes.append(note)
      let features = ControlsKeys.names("features", in: context.entries)
      return names.filter { !features.contains($0) }.map { ColumnReference($0, raw.range) }
    }
  }
}

/// Keys as written, before they are decoded.
private enum ControlsKeys {
  static func names(_ key: String, in entries: [Entry]) -> [String] {
    guard let value = entries.first(where: { $0.key.value == key })?.value else { return [] }
    let items: [RawValue] = if case .list(let items) = value.kind { items } else { [value] }
    return items.compactMap(name)
  }

  static func name(_ key: String, in entries: [Entry]) -> String? {
    entries.first { $0.key.value == key }.flatMap { name($0.value) }
  }

  /// A name, or that of `{column: NAME, …}`.
  private static func name(_ raw: RawValue) -> String? {
    switch raw.kind {
    case .scalar(let text, _): text
    case .map(let entries): entries.first { $0.key.value == "column" }.flatMap { name($0.value) }
    case .list: nil
    }
  }
}

extension DiagnosticKind {
  static let noAdjustmentSet = DiagnosticKind(
    "controls.noSet", .error,
    "The graph named by `controls:` has no set of observed variables that closes every back-door path, or does not know the treatment or the outcome."
  )
}
