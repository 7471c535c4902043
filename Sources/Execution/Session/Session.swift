import Synchronization

/// Everything that the cells of one book have bound so far.
package final class Session: Sendable {
  private struct State {
    var objects: [BindingKey: any SessionObject] = [:]
    var shared: [String: any Sendable] = [:]
  }
  private let state = Mutex(State())

  package init() {}

  func bind(_ object: any SessionObject, _ key: BindingKey) {
    state.withLock { $0.objects[key] = object }
  }

  func object(_ key: BindingKey) -> (any SessionObject)? {
    state.withLock { $0.objects[key] }
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
