/// A node as rows walk by it: eight bytes, so that a tree stays near the processor.
struct ForestStep: Sendable {
  /// The left child, counted from the root of its tree; the right one follows it.
  ///
  /// Of a leaf it is the leaf itself, so that a row that has arrived stays there.
  let left: Int32
  let column: UInt16
  /// As of `ForestNode`.
  let limit: UInt8
  /// As of `ForestNode`; `set` for a split on a set of bins.
  let bias: UInt8

  static let set: UInt8 = 2

  init(_ node: ForestNode, at index: Int) {
    left = node.isLeaf ? Int32(index) : node.left
    column = node.isLeaf ? 0 : node.column
    limit = node.isLeaf ? .max : node.limit
    bias = node.isLeaf ? 0 : node.isSet ? Self.set : node.bias
  }
}

extension ForestNode {
  /// The node that a step was made from.
  init(_ step: ForestStep, at index: Int, item: Int32) {
    self.init(item: item)
    if step.left == Int32(index) { return }
    left = step.left
    column = step.column
    limit = step.limit
    isSet = step.bias == ForestStep.set
    bias = isSet ? 0 : step.bias
  }
}

/// Rows on their way from the root of a tree to a leaf.
///
/// All rows take a step before any takes the next: the steps of different rows do not wait for each
/// other. Whether a row has arrived is asked only every few steps, as the question costs more than
/// a step that stays where it is.
struct ForestWalk {
  private static let stepsBetween = 4

  private let codes: [UInt8]
  private let rows: Range<Int>
  private let width: Int
  /// Positions in the block of the rows that walk.
  private var chosen: [Int32]
  /// Of those still on their way: position in the block, where the bins start, and the node.
  private var positions: [Int32]
  private var bases: [Int]
  private var places: [Int32]

  /// - Parameter codes: bins by row, of `width` features.
  init(codes: [UInt8], width: Int, rows: Range<Int>) {
    self.codes = codes
    self.rows = rows
    self.width = width
    chosen = rows.indices.map { Int32($0 - rows.lowerBound) }
    positions = chosen
    bases = [Int](repeating: 0, count: rows.count)
    places = [Int32](repeating: 0, count: rows.count)
  }

  /// Lets only some rows walk.
  mutating func choose(_ isWanted: (Int) -> Bool) {
    chosen.removeAll(keepingCapacity: true)
    for row in rows where isWanted(row) { chosen.append(Int32(row - rows.lowerBound)) }
  }

  /// Leads the chosen rows through one tree, and notes the item of the leaf of each at
  /// `slot + position`.
  mutating func lead(
    through trees: ForestTrees, from root: Int, slot: Int, _ found: inout [Int32]
  ) {
    for (index, position) in chosen.enumerated() {
      positions[index] = position
      bases[index] = (rows.lowerBound + Int(position)) * width
      places[index] = 0
    }
    var count = chosen.count
    while count > 0 {
      for _ in 0..<Self.stepsBetween { step(trees, root, count) }
      count = settle(trees, root, count, slot, &found)
    }
  }

  /// Moves the rows that have not arrived to the front; how many there are.
  ///
  /// The item of every row is noted, so that nothing depends on whether it has arrived: that of its
  /// leaf comes last.
  @inline(__always)
  private mutating func settle(
    _ trees: ForestTrees, _ root: Int, _ count: Int, _ slot: Int, _ found: inout [Int32]
  ) -> Int {
    var left = 0
    unsafe trees.steps.withUnsafeBufferPointer { steps in
      unsafe trees.items.withUnsafeBufferPointer { items in
        unsafe positions.withUnsafeMutableBufferPointer { positions in
          unsafe bases.withUnsafeMutableBufferPointer { bases in
            unsafe places.withUnsafeMutableBufferPointer { places in
              unsafe found.withUnsafeMutableBufferPointer { found in
                for index in 0..<count {
                  let (position, place) = unsafe (positions[index], places[index])
                  let node = root &+ Int(place)
                  unsafe found[slot &+ Int(position)] = items[node]
                  unsafe positions[left] = position
                  unsafe bases[left] = bases[index]
                  unsafe places[left] = place
                  left &+= unsafe steps[node].left == place ? 0 : 1
                }
              }
            }
          }
        }
      }
    }
    return left
  }

  /// Takes one step with the first `count` rows.
  @inline(__always)
  private mutating func step(_ trees: ForestTrees, _ root: Int, _ count: Int) {
    unsafe codes.withUnsafeBufferPointer { codes in
      unsafe trees.steps.withUnsafeBufferPointer { steps in
        unsafe bases.withUnsafeBufferPointer { bases in
          unsafe places.withUnsafeMutableBufferPointer { places in
            for index in 0..<count {
              let node = unsafe root &+ Int(places[index])
              let step = unsafe steps[node]
              let code = unsafe codes[bases[index] &+ Int(step.column)]
              if step.bias == ForestStep.set {
                let goesLeft = trees.sets[Int(trees.items[node])].contains(code)
                unsafe places[index] = step.left &+ (goesLeft ? 0 : 1)
              } else {
                unsafe places[index] = step.left &+ (code &- step.bias > step.limit ? 1 : 0)
              }
            }
          }
        }
      }
    }
  }
}
