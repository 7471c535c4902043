import Synchronization

/// Everything that the cells of one book have bound so far.
package final class Session: Sendable {
  private struct State {
    var objects: [BindingKey: any SessionObject] = [:]
    var shared: [String: any Sendable] = [:]
  }
  private let state = Mutex(State())

  /// A session whose objects are seen here as well; what is shared is not.
  private let parent: Session?

  package init() { parent = nil }

  /// A session for running a cell anew: it reads the other's objects, and shares nothing with it.
  init(readingFrom parent: Session) { self.parent = parent }

  func bind(_ object: any SessionObject, _ key: BindingKey) {
    state.withLock { $0.objects[key] = object }
  }

  func object(_ key: BindingKey) -> (any SessionObject)? {
    state.withLock { $0.objects[key] } ?? parent?.object(key)
  }

  /// A value made once a session and shared by its cells, such as a cache of nuisance models.
  package func shared<Value: Sendable>(_ key: String, make: () -> Value) -> Value {
    state.withLock { state in
      if let value = state.shared[key] as? Value { return value }
      let value = make()
      state.shared[key] = value
      return value
    }
  }
}
