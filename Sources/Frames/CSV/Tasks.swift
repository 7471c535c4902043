import Dispatch
import Synchronization

/// Independent pieces of work over the cores of the machine, results in the order of the pieces.
enum Tasks {
  /// `body(0)` … `body(count - 1)`, in parallel.
  static func map<Result: Sendable>(
    _ count: Int, _ body: @Sendable (Int) -> Result
  ) -> [Result] {
    guard count > 1 else { return count == 1 ? [body(0)] : [] }
    let results = Mutex<[Result?]>(Array(repeating: nil, count: count))
    DispatchQueue.concurrentPerform(iterations: count) { index in
      let result = body(index)
      results.withLock { $0[index] = result }
    }
    return results.withLock { $0.compactMap { $0 } }
  }
}
