/// The reference of the directives as text, made from their declarations.
package enum Reference {
  /// One line a directive.
  package static func overview(_ registry: DirectiveRegistry) -> String {
    let width = registry.directives.map { $0.manual.title.count }.max() ?? 0
    let lines = registry.directives.map { directive in
      "  " + pad(directive.manual.title, width) + "  " + directive.manual.summary
    }
    return "DIRECTIVES:\n" + lines.joined(separator: "\n")
      + "\n\n  See “casebook help DIRECTIVE [KIND]” for keys, values and an example.\n"
  }

  /// The page of one directive, or of a verb with kinds the list of them; nil for an unknown one.
  package static func page(verb: String, kind: String?, in registry: DirectiveRegistry) -> String? {
    if let directive = registry.directive(verb: verb, kind: kind) { return page(directive) }
    guard kind == nil, registry.verbs.contains(verb) else { return nil }
    let kinds = registry.directives.filter { $0.manual.verb == verb }
    return "\(verb): one of these kinds\n\n" + overview(DirectiveRegistry(kinds))
  }

  private static func page(_ directive: any Directive.Type) -> String {
    let manual = directive.manual
    var out = "\(manual.title): \(manual.summary)\n"
    if !manual.discussion.isEmpty { out += "\n" + manual.discussion + "\n" }
    out +=
      "\nEXAMPLE\n"
      + manual.example.split(separator: "\n", omittingEmptySubsequences: false)
      .map { "  " + $0 }.joined(separator: "\n") + "\n"
    out += "\nKEYS\n" + directive.parameters.map(line).joined()
    out += "\nKEYS OF EVERY DIRECTIVE\n" + CommonParameters.all.map(line).joined()
    if !manual.values.isEmpty {
      let width = manual.values.map(\.path.count).max() ?? 0
      out += "\nVALUES\n"
      for value in manual.values {
        out += "  " + pad(value.path, width) + "  " + value.summary + "\n"
      }
    }
    return out
  }

  private static func line(_ parameter: any AnyParameter) -> String {
    let presence =
      parameter.isRequired
      ? "required"
      : parameter.defaultText.flatMap { $0.isEmpty ? nil : "default: \($0)" } ?? "optional"
    return "  \(parameter.name): \(parameter.typeText) (\(presence))\n      \(parameter.summary)\n"
  }

  private static func pad(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - text.count))
  }
}
