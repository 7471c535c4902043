import Execution
import Testing

struct LineageTests {
  private let source = Lineage(root: "customers")

  @Test func `parts of one split are disjoint, whole and part are not`() {
    let train = source.part("train", ofSplit: "half")
    let test = source.part("test", ofSplit: "half")
    #expect(!train.overlaps(test))
    #expect(train.overlaps(source))
    #expect(train.overlaps(train))
  }

  @Test func `parts of two different splits may share rows`() {
    #expect(source.part("train", ofSplit: "a").overlaps(source.part("test", ofSplit: "b")))
  }

  @Test func `a second split inside a part stays disjoint from the other part`() {
    let inner = source.part("train", ofSplit: "a").part("test", ofSplit: "b")
    #expect(!inner.overlaps(source.part("test", ofSplit: "a")))
  }

  @Test func `different sources share nothing, and a join shares with both`() {
    let other = Lineage(root: "orders")
    #expect(!source.overlaps(other))
    #expect(source.union(other).overlaps(other))
    #expect(source.union(other).overlaps(source))
  }
}
