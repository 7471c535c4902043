/// Sums of gradients by joint code, for the nodes on the way from the root to a leaf.
struct GradientHistograms {
  typealias Sums = SplitSearch.Sums

  private let bins: JointBins
  private var sums: [Sums]
  /// The sums of each member of a joint group, for the node at hand.
  private var memberSums: [Sums]

  /// Room for so many histograms.
  init(_ bins: JointBins, count: Int) {
    self.bins = bins
    sums = [Sums](repeating: Sums(), count: count * bins.codeCount)
    let widest = bins.groups.map { $0.memberStarts[$0.members.count] }.max() ?? 0
    memberSums = [Sums](repeating: Sums(), count: widest)
  }

  /// Sums the gradients of rows into one histogram.
  mutating func fill(_ histogram: Int, rows: ArraySlice<Int32>, gradients: [Sums]) {
    let offset = histogram * bins.codeCount
    for code in offset..<offset + bins.codeCount { sums[code] = Sums() }
    // A loop over the groups of a row whose length is known is unrolled.
    switch bins.groups.count {
    case 1: add(offset, rows, gradients, width: 1)
    case 2: add(offset, rows, gradients, width: 2)
    case 3: add(offset, rows, gradients, width: 3)
    case 4: add(offset, rows, gradients, width: 4)
    case let width: add(offset, rows, gradients, width: width)
    }
  }

  @inline(__always)
  private mutating func add(
    _ offset: Int, _ rows: ArraySlice<Int32>, _ gradients: [Sums], width: Int
  ) {
    unsafe sums.withUnsafeMutableBufferPointer { sums in
      unsafe gradients.withUnsafeBufferPointer { gradients in
        unsafe bins.codes.withUnsafeBufferPointer { codes in
          unsafe rows.withUnsafeBufferPointer { rows in
            var block = 0
            while block < width {
              let start = offset + bins.groups[block].start
              let end = min(width, block + JointBins.groupsPerBlock)
              for position in 0..<rows.count {
                let row = unsafe Int(rows[position])
                let gradient = unsafe gradients[row]
                for group in block..<end {
                  unsafe sums[start &+ Int(codes[row &* width &+ group])] += gradient
                }
              }
              block = end
            }
          }
        }
      }
    }
  }

  /// The sum over all rows of a histogram; none without columns that tell rows apart.
  func total(_ histogram: Int) -> Sums {
    let start = histogram * bins.codeCount
    return sums[start..<start + (bins.groups.first?.codeCount ?? 0)].reduce(Sums(), +)
  }

  /// Leaves in one histogram what another has beyond a third.
  mutating func subtract(_ part: Int, from whole: Int, into rest: Int) {
    let count = bins.codeCount
    unsafe sums.withUnsafeMutableBufferPointer { sums in
      for code in 0..<count {
        unsafe sums[rest * count + code] = sums[whole * count + code] - sums[part * count + code]
      }
    }
  }

  /// Tries the splits of each offered column on one histogram.
  mutating func search(
    _ histogram: Int, isOffered: [Bool], _ search: inout SplitSearch
  ) {
    let offset = histogram * bins.codeCount
    for group in bins.groups where group.members.contains(where: { isOffered[$0] }) {
      let start = offset + group.start
      if group.members.count == 1 {
        unsafe sums.withUnsafeBufferPointer { sums in
          let own = unsafe UnsafeBufferPointer(rebasing: sums[start..<start + group.codeCount])
          unsafe search.search(own, bins.columns[group.members[0]], at: group.members[0])
        }
        continue
      }
      addMembers(group, start: start)
      for (place, member) in group.members.enumerated() where isOffered[member] {
        unsafe memberSums.withUnsafeBufferPointer { sums in
          let range = group.memberStarts[place]..<group.memberStarts[place + 1]
          let own = unsafe UnsafeBufferPointer(rebasing: sums[range])
          unsafe search.search(own, bins.columns[member], at: member)
        }
      }
    }
  }

  /// Reads the sums of each member of a group from those of its joint codes.
  private mutating func addMembers(_ group: JointBins.Group, start: Int) {
    let width = group.members.count
    for place in 0..<group.memberStarts[width] { memberSums[place] = Sums() }
    unsafe sums.withUnsafeBufferPointer { sums in
      unsafe memberSums.withUnsafeMutableBufferPointer { memberSums in
        unsafe group.places.withUnsafeBufferPointer { places in
          for code in 0..<group.codeCount {
            let own = unsafe sums[start + code]
            if own.y == 0 { continue }
            for member in 0..<width {
              unsafe memberSums[Int(places[code &* width &+ member])] += own
            }
          }
        }
      }
    }
  }
}
