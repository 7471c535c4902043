/// A node as rows walk by it: eight bytes, so that a tree stays near the processor.
struct ForestStep: Sendable {
  /// The left child, counted from the root of its tree; the right one follows it.
  ///
  /// Of a leaf it is the leaf itself, so that a row that has arrived stays there. Of a split on a
  /// set of bins that are no interval it is the complement, below 0.
  let left: Int32
  let column: UInt16
  /// A row goes left if its bin less `bias` is at most this, in arithmetic that wraps.
  let limit: UInt8
  let bias: UInt8

  /// - Parameters:
  ///   - index: of the node in its tree.
  ///   - sets: of the tree.
  init(_ node: ForestNode, at index: Int, _ sets: [BinSet]) {
    if node.isLeaf {
      (left, column, limit, bias) = (Int32(index), 0, .max, 0)
    } else if !node.isSet {
      (left, column, limit, bias) = (node.left, node.column, node.limit, node.bias)
    } else if let bins = sets[Int(node.item)].interval {
      (left, column) = (node.left, node.column)
      (limit, bias) = (bins.upperBound - bins.lowerBound, bins.lowerBound)
    } else {
      (left, column, limit, bias) = (~node.left, node.column, 0, 0)
    }
  }
}

extension ForestNode {
  /// The node that a step was made from; `item` says whether a split is on a set.
  init(_ step: ForestStep, at index: Int, item: Int32) {
    self.init(item: item)
    if step.left == Int32(index) { return }
    left = step.left < 0 ? ~step.left : step.left
    column = step.column
    isSet = item >= 0
    if !isSet { (limit, bias) = (step.limit, step.bias) }
  }
}

/// Rows on their way from the root of a tree to a leaf.
///
/// All rows take a step before any takes the next: the steps of different rows do not wait for each
/// other. Whether a row has arrived is asked only every few steps, as the question costs more than
/// a step that stays where it is.
struct ForestWalk {
  private struct Walker {
    /// In the block.
    var position: Int32
    /// Where the bins of the row start, counted from those of the block.
    var base: Int32
    /// The node where the row is.
    var place: Int32
  }

  private static let stepsBetween = 4

  private let codes: [UInt8]
  private let rows: Range<Int>
  private let width: Int
  /// The rows that walk, at the root.
  private var chosen: [Walker]
  /// Those still on their way stand first.
  private var walkers: [Walker]

  /// - Parameter codes: bins by row, of `width` features.
  init(codes: [UInt8], width: Int, rows: Range<Int>) {
    self.codes = codes
    self.rows = rows
    self.width = width
    chosen = (0..<rows.count).map {
      Walker(position: Int32($0), base: Int32($0 * width), place: 0)
    }
    walkers = chosen
  }

  /// Lets only some rows walk.
  mutating func choose(_ isWanted: (Int) -> Bool) {
    chosen.removeAll(keepingCapacity: true)
    for row in rows where isWanted(row) {
      let position = row - rows.lowerBound
      chosen.append(Walker(position: Int32(position), base: Int32(position * width), place: 0))
    }
  }

  /// Leads the chosen rows through one tree, and notes the item of the leaf of each at
  /// `slot + position`.
  ///
  /// The item of every row is noted whether it has arrived or not, so that nothing waits for the
  /// answer: that of its leaf comes last.
  mutating func lead(
    through trees: ForestTrees, from root: Int, slot: Int, _ found: inout [Int32]
  ) {
    let start = rows.lowerBound * width
    var count = chosen.count
    unsafe codes.withUnsafeBufferPointer { codes in
      unsafe trees.steps.withUnsafeBufferPointer { steps in
        unsafe trees.items.withUnsafeBufferPointer { items in
          unsafe walkers.withUnsafeMutableBufferPointer { walkers in
            unsafe found.withUnsafeMutableBufferPointer { found in
              for index in 0..<count { unsafe walkers[index] = chosen[index] }
              while count > 0 {
                for _ in 0..<Self.stepsBetween {
                  for index in 0..<count {
                    let walker = unsafe walkers[index]
                    let node = root &+ Int(walker.place)
                    let step = unsafe steps[node]
                    let code = unsafe codes[start &+ Int(walker.base) &+ Int(step.column)]
                    if step.left >= 0 {
                      unsafe walkers[index].place =
                        step.left &+ (code &- step.bias > step.limit ? 1 : 0)
                    } else {
                      let goesLeft = unsafe trees.sets[Int(items[node])].contains(code)
                      unsafe walkers[index].place = ~step.left &+ (goesLeft ? 0 : 1)
                    }
                  }
                }
                var left = 0
                for index in 0..<count {
                  let walker = unsafe walkers[index]
                  let node = root &+ Int(walker.place)
                  unsafe found[slot &+ Int(walker.position)] = items[node]
                  unsafe walkers[left] = walker
                  left &+= unsafe steps[node].left == walker.place ? 0 : 1
                }
                count = left
              }
            }
          }
        }
      }
    }
  }
}
