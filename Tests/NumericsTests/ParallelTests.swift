import Numerics
import Testing

@Suite struct ParallelTests {
  private struct Failure: Error, Equatable { let index: Int }

  @Test(arguments: [1, 2, 7])
  func resultsComeInIndexOrder(_ threads: Int) {
    let squares = Parallel.map(count: 1003, chunk: 10, threads: threads) { $0 * $0 }
    #expect(squares == (0..<1003).map { $0 * $0 })
  }

  @Test func chunksCoverTheRangeOnce() {
    let ranges = Parallel.mapChunks(count: 25, chunk: 10) { $0 }
    #expect(ranges == [0..<10, 10..<20, 20..<25])
    #expect(Parallel.mapChunks(count: 0, chunk: 10) { $0 }.isEmpty)
  }

  @Test(arguments: [1, 4])
  func theErrorOfTheLowestIndexIsThrown(_ threads: Int) {
    #expect(throws: Failure(index: 3)) {
      try Parallel.map(count: 50, threads: threads) { index throws(Failure) -> Int in
        if index >= 3 { throw Failure(index: index) }
        return index
      }
    }
  }

  @Test func loopsNest() {
    let sums = Parallel.map(count: 8, threads: 4) { outer in
      Parallel.map(count: 10, threads: 4) { outer * $0 }.reduce(0, +)
    }
    #expect(sums == (0..<8).map { $0 * 45 })
  }
}
