import Dispatch
import Platform
import Synchronization

/// Loops over independent units of work on several threads, with results in index order.
///
/// The units are cut into chunks by the size of the data, never by the number of threads, and
/// partial results come back in order: so a result has the same bits on any machine. A loop inside
/// a loop runs on the thread that it is on; there is one level of parallelism.
package enum Parallel {
  private static let setting = Atomic<Int>(0)
  @TaskLocal private static var isInsideLoop = false

  /// How many threads a loop may use: the cores of the machine unless set (from `--jobs`).
  package static var threads: Int {
    get {
      let value = setting.load(ordering: .relaxed)
      return value > 0 ? value : Machine.cores
    }
    set { setting.store(max(0, newValue), ordering: .relaxed) }
  }

  /// One result for each index, in order.
  ///
  /// - Parameters:
  ///   - count: the number of units.
  ///   - chunk: how many units one thread takes at a time; about ten microseconds of work or more.
  ///   - threads: an upper bound for this loop alone.
  /// - Throws: the error of the lowest index that failed. Later units may have run.
  package static func map<Value: Sendable, Failure: Error>(
    count: Int, chunk: Int = 1, threads: Int? = nil,
    _ body: @Sendable (Int) throws(Failure) -> Value
  ) throws(Failure) -> [Value] {
    let parts = try mapChunks(count: count, chunk: chunk, threads: threads) {
      range throws(Failure) in
      var part: [Value] = []
      part.reserveCapacity(range.count)
      for index in range { part.append(try body(index)) }
      return part
    }
    return chunk == 1 ? parts.map { $0[0] } : parts.flatMap { $0 }
  }

  /// One result for each chunk of `0..<count`, in order: for sums that are then added in order.
  package static func mapChunks<Value: Sendable, Failure: Error>(
    count: Int, chunk: Int, threads: Int? = nil,
    _ body: @Sendable (Range<Int>) throws(Failure) -> Value
  ) throws(Failure) -> [Value] {
    guard count > 0 else { return [] }
    let chunk = max(1, chunk)
    let chunks = (count - 1) / chunk + 1
    let workers = isInsideLoop ? 1 : min(chunks, max(1, threads ?? Self.threads))
    if workers == 1 {
      var values: [Value] = []
      values.reserveCapacity(chunks)
      for index in 0..<chunks {
        values.append(try body(range(of: index, chunk: chunk, count: count)))
      }
      return values
    }
    let outcomes = concurrently(chunks: chunks, workers: workers) {
      index -> Result<Value, Failure> in
      do throws(Failure) {
        return .success(try body(range(of: index, chunk: chunk, count: count)))
      } catch {
        return .failure(error)
      }
    }
    var values: [Value] = []
    values.reserveCapacity(chunks)
    for outcome in outcomes { values.append(try outcome.get()) }
    return values
  }

  private static func range(of index: Int, chunk: Int, count: Int) -> Range<Int> {
    index * chunk..<min(count, (index + 1) * chunk)
  }

  /// Workers take the next chunk from a shared counter; each chunk writes its own slot.
  private static func concurrently<Value: Sendable>(
    chunks: Int, workers: Int, _ body: @Sendable (Int) -> Value
  ) -> [Value] {
    let next = Atomic<Int>(0)
    return unsafe [Value](unsafeUninitializedCapacity: chunks) { buffer, initialized in
      // Every slot is written by exactly one worker, and read after all have ended.
      nonisolated(unsafe) let slots = unsafe buffer
      DispatchQueue.concurrentPerform(iterations: workers) { _ in
        $isInsideLoop.withValue(true) {
          while true {
            let index = next.wrappingAdd(1, ordering: .relaxed).oldValue
            if index >= chunks { return }
            unsafe slots.initializeElement(at: index, to: body(index))
          }
        }
      }
      initialized = chunks
    }
  }
}
