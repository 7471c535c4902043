import JSON

/// A part of a fitted model that can be written to a file, told from others of its sort by a name.
///
/// Predictors, effect models and base learners are such parts: the protocols of each ask for the
/// way back, so that no kind of model can be added without it.
package protocol StoredForm: Sendable {
  /// What the file calls it; a name that was once given keeps its meaning.
  static var storedName: String { get }

  /// All that predictions depend on, in a fixed order.
  var storedMembers: [JSONValue.Member] { get }
}

extension StoredForm {
  package var storedMembers: [JSONValue.Member] { [] }

  /// The form as an object, its name first.
  package var stored: JSONValue {
    .object([("form", .string(Self.storedName))] + storedMembers)
  }
}

extension JSONCursor {
  /// Which of several types of part this object is.
  func form<Form>(
    among types: [Form], _ name: (Form) -> String, what: String
  ) throws(JSONShapeError) -> Form {
    let form = try member("form")
    let text = try form.text()
    guard let type = types.first(where: { name($0) == text }) else {
      throw form.error("“\(text)” is no \(what) that this version knows")
    }
    return type
  }

  /// The parameters of a learner, checked as those of a notebook are.
  func checked<Value>(
    _ make: () throws(LearnerError) -> Value
  ) throws(JSONShapeError) -> Value {
    do throws(LearnerError) { return try make() } catch {
      if case .invalidParameter(let name, let allowed) = error {
        throw JSONShapeError(path: "\(path).\(name)", problem: "expected \(allowed)")
      }
      throw self.error("the parameters are refused")
    }
  }
}
