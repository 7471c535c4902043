/// The nodes of an ensemble laid out for walking: 24 bytes each, and a step without a branch.
///
/// Which way a row goes is hard to foresee, and a processor that guesses wrong at a branch loses more
/// than the step itself takes. So numbers and categories take the same path: a number's split has an
/// empty set, a category's a threshold that every level is below.
struct TreeSteps: Sendable {
  private struct Step {
    /// The value below which a row goes left; of a leaf what it adds.
    var threshold: Float
    /// The column, with the highest bit set where a missing value goes left.
    var column: UInt32
    /// The children, counted from the first node of all trees; a leaf is its own.
    var left: Int32
    var right: Int32
    /// The levels that go right.
    var set: UInt64
  }

  private static let missingBit: UInt32 = 1 << 31

  private let steps: [Step]
  private let roots: [Int32]
  private let depths: [Int]

  /// nil where a set of levels is wider than a word.
  init?(_ builder: TreeEnsembleBuilder) {
    guard builder.wordsPerSet == 1 else { return nil }
    var steps: [Step] = []
    steps.reserveCapacity(builder.nodes.count)
    var root: Int32 = 0
    var tree = 0
    for (index, node) in builder.nodes.enumerated() {
      if tree < builder.roots.count, builder.roots[tree] == Int32(index) {
        root = Int32(index)
        tree += 1
      }
      let isLeaf = root + node.left == Int32(index)
      let isSet = !isLeaf && node.categories >= 0
      steps.append(
        Step(
          threshold: isLeaf ? node.value : isSet ? .infinity : node.threshold,
          column: UInt32(node.column) | (node.missingGoesLeft ? Self.missingBit : 0),
          left: root + node.left, right: root + node.right,
          set: isSet ? builder.categoryWords[Int(node.categories)] : 0))
    }
    self.steps = steps
    roots = builder.roots
    depths = builder.depths
  }

  /// Adds the leaves of the rows of a block, one tree after the other.
  ///
  /// All rows take a step before any takes the next: the steps of different rows do not wait for
  /// each other.
  ///
  /// - Parameters:
  ///   - block: `count` rows of `width` values, each with its row together.
  ///   - offset: where the rows' totals start.
  func add(
    _ block: [Float], count: Int, width: Int, at offset: Int, to totals: inout [Double]
  ) {
    var places = [Int32](repeating: 0, count: count)
    unsafe steps.withUnsafeBufferPointer { steps in
      unsafe block.withUnsafeBufferPointer { block in
        unsafe places.withUnsafeMutableBufferPointer { places in
          unsafe totals.withUnsafeMutableBufferPointer { totals in
            for (root, depth) in zip(roots, depths) {
              for row in 0..<count { unsafe places[row] = root }
              for _ in 0..<depth {
                var start = 0
                for row in 0..<count {
                  let step = unsafe steps[Int(places[row])]
                  let value = unsafe block[start + Int(step.column & ~Self.missingBit)]
                  unsafe places[row] = Self.goesLeft(value, step) != 0 ? step.left : step.right
                  start += width
                }
              }
              for row in 0..<count {
                unsafe totals[offset + row] += Double(steps[Int(places[row])].threshold)
              }
            }
          }
        }
      }
    }
  }

  @inline(__always)
  private static func goesLeft(_ value: Float, _ step: Step) -> UInt64 {
    let isBelow: UInt64 = value < step.threshold ? 1 : 0
    let isMissing: UInt64 = value != value ? 1 : 0
    // Added to 2²³ a level stands in the lowest bits; of other numbers the set is empty.
    let level = UInt64((value + 8_388_608).bitPattern & 63)
    let isInSet = step.set >> level & 1
    let missingLeft = UInt64(step.column >> 31)
    return (isBelow & ~isInSet) | (isMissing & missingLeft)
  }
}
