/// Whether the rows behind a result are simulated, real, or some of each.
package struct DataOrigins: Sendable, Equatable {
  package var hasSimulated = false
  package var hasReal = false

  package init() {}

  /// The origin of a frame or of a file that was read.
  mutating func insert(origin: String) {
    if origin == "simulated" { hasSimulated = true } else { hasReal = true }
  }

  mutating func formUnion(_ other: DataOrigins) {
    hasSimulated = hasSimulated || other.hasSimulated
    hasReal = hasReal || other.hasReal
  }
}
