/// Where a frame's rows come from, so that judging a model on its own rows is noticed.
///
/// Each strain is a source of rows and the parts of splits passed on the way from it. Two frames
/// may share rows if they have strains of one source that no split sent to different parts.
package struct Lineage: Sendable, Equatable {
  package struct Strain: Sendable, Equatable {
    /// The binding that created the rows.
    package var root: String
    /// Split identity to part name.
    package var parts: [String: String]

    package init(root: String, parts: [String: String] = [:]) {
      self.root = root
      self.parts = parts
    }
  }
  package var strains: [Strain]

  /// Rows created here, by a cell with this identity.
  package init(root: String) { strains = [Strain(root: root)] }

  package init(strains: [Strain]) { self.strains = strains }

  /// The rows of one part of a split; parts of the same split are disjoint.
  package func part(_ part: String, ofSplit split: String) -> Lineage {
    Lineage(
      strains: strains.map { strain in
        var strain = strain
        strain.parts[split] = part
        return strain
      })
  }

  /// Rows made from both frames, as by a join.
  package func union(_ other: Lineage) -> Lineage {
    Lineage(strains: strains + other.strains.filter { !strains.contains($0) })
  }

  /// Whether the two frames may have rows in common.
  package func overlaps(_ other: Lineage) -> Bool {
    strains.contains { mine in
      other.strains.contains { theirs in
        mine.root == theirs.root
          && !mine.parts.contains { split, part in
            theirs.parts[split].map { $0 != part } ?? false
          }
      }
    }
  }
}
