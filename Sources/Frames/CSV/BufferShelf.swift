import Synchronization

/// Hands each column's buffer out once, so that its memory goes back when the column is built.
final class BufferShelf: Sendable {
  private let buffers: Mutex<(first: [ColumnBuffer?], second: [ColumnBuffer?])>

  init(first: consuming [ColumnBuffer?], second: consuming [ColumnBuffer?]) {
    buffers = Mutex((first, second))
  }

  /// The buffer of a column, from the second pass where it was read again.
  func take(_ index: Int, second: Bool) -> ColumnBuffer? {
    buffers.withLock { buffers in
      defer {
        buffers.first[index] = nil
        if second { buffers.second[index] = nil }
      }
      return second ? buffers.second[index] : buffers.first[index]
    }
  }
}
