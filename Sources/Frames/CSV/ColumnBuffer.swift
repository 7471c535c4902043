@unsafe @preconcurrency import Glibc

/// Raw storage for one column, filled by several threads, each in rows of its own.
///
/// Large buffers ask for huge pages, which makes first touches several times cheaper, and go back
/// to the system as soon as the column is built.
@safe final class ColumnBuffer: @unchecked Sendable {
  // Sendable because chunks own disjoint row ranges, and reading begins when all writers are done.
  private let base: UnsafeMutableRawPointer
  private let valueSize: Int
  private let capacity: Int

  init(valueSize: Int, capacity: Int) {
    self.valueSize = valueSize
    self.capacity = capacity
    let size = max(1, valueSize * capacity)
    let hugePage = 1 << 21
    let isLarge = size >= 2 * hugePage
    let pointer = unsafe aligned_alloc(isLarge ? hugePage : 16, size)
    guard let pointer = unsafe pointer else { preconditionFailure("out of memory") }
    unsafe base = pointer
    if isLarge { unsafe madvise(pointer, size, MADV_HUGEPAGE) }
  }

  deinit { unsafe free(base) }

  /// Stores the words `words[start..<start + count]` as values of this buffer's size from `row` on.
  func store(_ words: Span<UInt64>, from start: Int, count: Int, at row: Int) {
    precondition(row >= 0 && row + count <= capacity)
    switch valueSize {
    case 8:
      let target = unsafe (base + row * 8).assumingMemoryBound(to: UInt64.self)
      for i in 0..<count { unsafe target[i] = words[start + i] }
    case 4:
      let target = unsafe (base + row * 4).assumingMemoryBound(to: UInt32.self)
      for i in 0..<count { unsafe target[i] = UInt32(truncatingIfNeeded: words[start + i]) }
    case 1:
      let target = unsafe (base + row).assumingMemoryBound(to: UInt8.self)
      for i in 0..<count { unsafe target[i] = UInt8(truncatingIfNeeded: words[start + i]) }
    default: break
    }
  }

  /// The stretches of rows, one after the other, as an array; `Value` must be of the buffer's size.
  func array<Value: BitwiseCopyable>(of type: Value.Type, _ stretches: [Range<Int>]) -> [Value] {
    precondition(MemoryLayout<Value>.size == valueSize)
    let total = stretches.reduce(0) { $0 + $1.count }
    return unsafe Array(unsafeUninitializedCapacity: total) { target, initialized in
      if total >= 1 << 19, let start = target.baseAddress {
        let page = UInt(bitPattern: start) & ~UInt(0xFFF)
        if let aligned = unsafe UnsafeMutableRawPointer(bitPattern: page) {
          unsafe madvise(aligned, total * valueSize, MADV_HUGEPAGE)
        }
      }
      var filled = 0
      for rows in stretches {
        precondition(rows.lowerBound >= 0 && rows.upperBound <= capacity)
        let source = unsafe (base + rows.lowerBound * valueSize).assumingMemoryBound(to: Value.self)
        if let target = target.baseAddress, !rows.isEmpty {
          unsafe (target + filled).initialize(from: source, count: rows.count)
        }
        filled += rows.count
      }
      initialized = total
    }
  }
}
