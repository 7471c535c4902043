import ArgumentParser

/// The starting points that `casebook new` offers; each is a notebook that runs as it stands.
enum NotebookTemplate: String, CaseIterable, ExpressibleByArgument {
  case experiment, uplift, observational, blank

  /// What a person who chooses one wants to know.
  var summary: String {
    switch self {
    case .experiment: "a randomised experiment: is it sound, and what is the effect?"
    case .uplift: "whom to treat: effects that vary, judged on customers held out, and a policy"
    case .observational: "no experiment: a graph, an adjusted estimate, and doubts about it"
    case .blank: "a title and a first directive"
    }
  }

  /// The notebook's text under a title.
  func markdown(title: String) -> String {
    let head = "---\ntitle: \(Self.quoted(title))\nseed: 1\n---\n\n"
    return head
      + {
        switch self {
        case .experiment: Self.experimentBody
        case .uplift: Self.upliftBody
        case .observational: Self.observationalBody
        case .blank: Self.blankBody
        }
      }()
  }

  /// A title as a scalar of YAML that nothing in it can end.
  private static func quoted(_ title: String) -> String {
    var out = "\""
    for scalar in title.unicodeScalars {
      switch scalar {
      case "\"": out += "\\\""
      case "\\": out += "\\\\"
      case _ where scalar.value < 0x20: out += " "
      default: out.unicodeScalars.append(scalar)
      }
    }
    return out + "\""
  }
}
