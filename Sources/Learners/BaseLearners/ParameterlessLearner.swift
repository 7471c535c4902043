import JSON

/// A base learner that is told by its name alone.
package protocol ParameterlessLearner: BaseLearner {
  init()
}

extension ParameterlessLearner {
  package var name: String { Self.storedName }
  package var identity: String { name }

  package init(stored: JSONCursor) { self.init() }
}
