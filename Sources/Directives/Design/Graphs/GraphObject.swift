import Causal
import Diagnostics
import Execution

/// A causal graph in the session.
struct GraphObject: SessionObject {
  static let typeName = "graph"
  var graph: CausalGraph
  /// The treatment and the outcome that the graph's keys name.
  var treatment: Int?
  var outcome: Int?
}

extension GraphObject {
  /// The smallest controls for an effect, as a key such as `controls:` takes them.
  func controls(graphName: String, treatment: String?, outcome: String?) -> ColumnSource.Answer {
    var remarks: [String] = []
    func find(_ name: String?, _ own: Int?, _ role: String) -> Result<Int, Missing> {
      if let name, let node = graph.node(name) { return .success(node) }
      guard let own else {
        let known = graph.names.prefix(graph.namedCount)
        guard let name else {
          return .failure(
            Missing(
              message: "the graph “\(graphName)” does not say what the \(role) is",
              hint: "give it the key \(role):"))
        }
        return .failure(
          Missing(
            message: "the \(role) “\(name)” is not in the graph “\(graphName)”",
            hint: NearMiss.hint(for: name, in: Array(known), what: "its variables")))
      }
      if let name {
        remarks.append("“\(name)” stands for the graph's \(role) “\(graph.names[own])”.")
      }
      return .success(own)
    }
    switch (find(treatment, self.treatment, "treatment"), find(outcome, self.outcome, "outcome")) {
    case (.failure(let missing), _), (_, .failure(let missing)):
      return .none(message: missing.message, hint: missing.hint)
    case (.success(let from), .success(let to)):
      return controls(graphName, from, to, remarks)
    }
  }

  private struct Missing: Error {
    var message: String
    var hint: String?
  }

  private func controls(
    _ graphName: String, _ from: Int, _ to: Int, _ remarks: [String]
  ) -> ColumnSource.Answer {
    guard from != to else {
      return .none(message: "the treatment is the outcome in “\(graphName)”", hint: nil)
    }
    let identification = Identification(graph, treatment: from, outcome: to)
    let sets = identification.backdoorSets()
    guard let set = sets.first else {
      return .none(
        message:
          "in “\(graphName)” no observed controls give the effect of \(graph.names[from]) on \(graph.names[to])",
        hint: identification.whyNotAdjustable)
    }
    let names = set.sorted().map { graph.names[$0] }
    let found =
      names.isEmpty
      ? "nothing has to be held fixed"
      : "\(names.joined(separator: ", ")) \(names.count == 1 ? "closes" : "close") every back-door path from \(graph.names[from]) to \(graph.names[to])"
    let others =
      sets.count > 1
      ? " (the smallest of \(sets.count) minimal sets)" : ""
    return .columns(
      names,
      note: (["Controls from the graph “\(graphName)”: \(found)\(others)."] + remarks)
        .joined(separator: " "))
  }
}

extension Identification {
  /// Why no observed set will do, in plain words; nil where one does.
  var whyNotAdjustable: String? {
    if graph.descendants(of: [outcome]).contains(treatment),
      graph.children[outcome].contains(treatment)
    {
      return "\(graph.names[outcome]) causes \(graph.names[treatment]) directly"
    }
    guard let path = unblockablePath else { return nil }
    let hidden = path.filter { !graph.isObserved[$0] }.map {
      $0 < graph.namedCount ? graph.names[$0] : "the common cause of \(graph.names[$0])"
    }
    let reason =
      hidden.isEmpty
      ? "closing it opens another path"
      : "\(hidden.joined(separator: ", ")) \(hidden.count == 1 ? "is" : "are") not observed"
    return "the path \(graph.text(of: path)) stays open: \(reason)"
  }
}
