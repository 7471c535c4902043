/// Small trees laid out for many rows: the leaf of a row without walking to it.
///
/// Each value of each code leaves open some leaves of a tree. Those that all codes of a row leave
/// open together are one leaf (the idea of Lucchese et al. 2015, QuickScorer, on both sides of a
/// split), found by one load for each code, none of which waits for another.
struct LeafMasks: Sendable {
  /// A split, with the leaves on either side of it.
  private struct Split {
    let code: Int
    /// The values of the code that go right.
    let right: BinSet
    let leftLeaves: UInt64
    let rightLeaves: UInt64
  }

  private struct Tree {
    let splits: [Split]
    /// The codes that it splits.
    let codes: [Int]
    /// What each leaf adds.
    let values: [Double]
  }

  private static let mostLeaves = 64
  /// Rows whose masks stay near the processor.
  private static let blockSize = 1024
  /// With fewer rows than this a tree's masks are not worth making.
  static let fewestRows = 128

  private let trees: [Tree]
  private let codes: SplitCodes
  /// The 64s of values that each code has.
  private let wordCounts: [Int]

  /// nil where a tree has too many leaves, or a column too many bins.
  init?(_ builder: TreeEnsembleBuilder) {
    guard let codes = SplitCodes(builder) else { return nil }
    var trees: [Tree] = []
    for root in builder.roots {
      guard let tree = Self.tree(builder, root: Int(root), codes) else { return nil }
      trees.append(tree)
    }
    self.codes = codes
    self.trees = trees
    wordCounts = (0..<codes.width).map(codes.wordCount)
  }

  private static func tree(
    _ builder: TreeEnsembleBuilder, root: Int, _ codes: SplitCodes
  ) -> Tree? {
    var splits: [Split] = []
    var values: [Double] = []
    /// The leaves below a node; nil with too many.
    func gather(_ index: Int) -> UInt64? {
      let node = builder.nodes[index]
      // A leaf is its own child.
      if root + Int(node.left) == index {
        guard values.count < mostLeaves else { return nil }
        values.append(Double(node.value))
        return 1 << UInt64(values.count - 1)
      }
      guard let left = gather(root + Int(node.left)), let right = gather(root + Int(node.right))
      else { return nil }
      let (code, goingRight) = codes.right(node, builder)
      splits.append(Split(code: code, right: goingRight, leftLeaves: left, rightLeaves: right))
      return left | right
    }
    guard gather(root) != nil else { return nil }
    return Tree(splits: splits, codes: Set(splits.map(\.code)).sorted(), values: values)
  }

  /// The sum of the leaves that each row of a range falls into.
  func sums(_ features: FeatureMatrix, _ rows: Range<Int>) -> [Double] {
    let own = codes.codes(features, rows)
    var totals = [Double](repeating: 0, count: rows.count)
    var open = [UInt64](repeating: 0, count: Self.blockSize)
    var masks = [UInt64](repeating: 0, count: codes.width * SplitCodes.codeCount)
    for tree in trees {
      guard let last = tree.codes.last else {
        // A tree of one leaf.
        for row in totals.indices { totals[row] += tree.values[0] }
        continue
      }
      fill(&masks, tree)
      for start in stride(from: 0, to: rows.count, by: Self.blockSize) {
        let block = start..<min(rows.count, start + Self.blockSize)
        if tree.codes.count <= 3 {
          let three = [tree.codes[0], tree.codes[tree.codes.count / 2], last]
          Self.add(tree.values, own, three, masks, block, to: &totals)
        } else {
          for index in 0..<block.count { open[index] = .max }
          for code in tree.codes { Self.close(own[code], code, masks, block, &open) }
          Self.add(tree.values, open, block, to: &totals)
        }
      }
    }
    return totals
  }

  /// Sets the leaves that each value leaves open, for the codes that a tree splits.
  private func fill(_ masks: inout [UInt64], _ tree: Tree) {
    unsafe masks.withUnsafeMutableBufferPointer { masks in
      for code in tree.codes {
        let start = code * SplitCodes.codeCount
        for value in start..<start + wordCounts[code] * 64 { unsafe masks[value] = .max }
      }
      for split in tree.splits {
        let (left, right) = (~split.leftLeaves, ~split.rightLeaves)
        for word in 0..<wordCounts[split.code] {
          let bits = split.right.words[word]
          let start = split.code * SplitCodes.codeCount + word * 64
          for bit in 0..<64 {
            unsafe masks[start &+ bit] &= bits &>> UInt64(bit) & 1 == 1 ? left : right
          }
        }
      }
    }
  }

  /// Adds the leaves that three codes leave open, all in one pass; a code may stand for two of them.
  private static func add(
    _ values: [Double], _ own: [[UInt8]], _ codes: [Int], _ masks: [UInt64], _ block: Range<Int>,
    to totals: inout [Double]
  ) {
    let starts = codes.map { $0 * SplitCodes.codeCount }
    let (a, b, c) = (starts[0], starts[1], starts[2])
    unsafe own[codes[0]].withUnsafeBufferPointer { first in
      unsafe own[codes[1]].withUnsafeBufferPointer { second in
        unsafe own[codes[2]].withUnsafeBufferPointer { third in
          unsafe masks.withUnsafeBufferPointer { masks in
            unsafe values.withUnsafeBufferPointer { values in
              unsafe totals.withUnsafeMutableBufferPointer { totals in
                for row in block {
                  let open =
                    unsafe masks[a &+ Int(first[row])] & masks[b &+ Int(second[row])]
                    & masks[c &+ Int(third[row])]
                  unsafe totals[row] += values[open.trailingZeroBitCount]
                }
              }
            }
          }
        }
      }
    }
  }

  /// Closes the leaves that the values of a code close.
  private static func close(
    _ values: [UInt8], _ code: Int, _ masks: [UInt64], _ block: Range<Int>, _ open: inout [UInt64]
  ) {
    let start = code * SplitCodes.codeCount
    let first = block.lowerBound
    unsafe values.withUnsafeBufferPointer { values in
      unsafe masks.withUnsafeBufferPointer { masks in
        unsafe open.withUnsafeMutableBufferPointer { open in
          for index in 0..<block.count {
            unsafe open[index] &= masks[start &+ Int(values[first &+ index])]
          }
        }
      }
    }
  }

  private static func add(
    _ values: [Double], _ open: [UInt64], _ block: Range<Int>, to totals: inout [Double]
  ) {
    let first = block.lowerBound
    unsafe values.withUnsafeBufferPointer { values in
      unsafe open.withUnsafeBufferPointer { open in
        unsafe totals.withUnsafeMutableBufferPointer { totals in
          for index in 0..<block.count {
            unsafe totals[first &+ index] += values[open[index].trailingZeroBitCount]
          }
        }
      }
    }
  }
}
