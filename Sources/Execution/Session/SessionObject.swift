import Diagnostics
import Frames

/// A value that cells bind and later cells read: a frame, a fitted model, a policy.
package protocol SessionObject: Sendable {
  /// The kind of thing in plain words: "frame", "model", "policy".
  static var typeName: String { get }

  /// The object as a cell has it that reads it at this place.
  ///
  /// Objects that know where the notebook names their columns give copies that name them here: what is
  /// wrong with the columns of a later frame is told to whoever reads them, on this page.
  func read(at range: SourceRange) -> Self
}

extension SessionObject {
  package func read(at range: SourceRange) -> Self { self }
}

/// A frame in the session, with where it came from.
package struct FrameObject: SessionObject {
  package static let typeName = "frame"
  package var frame: Frame
  /// `file`, `catalogue` or `simulated`.
  package var origin: String
  package var lineage: Lineage

  package init(frame: Frame, origin: String, lineage: Lineage) {
    self.frame = frame
    self.origin = origin
    self.lineage = lineage
  }

  /// The same rows, or rows derived from them, with the same ancestry.
  package func derived(_ frame: Frame) -> FrameObject {
    FrameObject(frame: frame, origin: origin, lineage: lineage)
  }
}

/// A file that a cell wrote: a cell below that loads it reads the same rows.
package struct WrittenFile: SessionObject {
  package static let typeName = "file"
  package var origin: String
  package var lineage: Lineage

  package init(origin: String, lineage: Lineage) {
    self.origin = origin
    self.lineage = lineage
  }

  /// The name that stands for the file among what cells bind; no notebook can write it.
  static func name(of path: String) -> String { "\u{0}" + path }
}
