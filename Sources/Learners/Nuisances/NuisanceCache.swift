import Synchronization

/// Nuisance models that were fitted in this session, so that learners on the same rows share them.
///
/// A key is made of the data themselves and of all that decides the fit: equal keys mean equal
/// models, and no one has to say when an entry is out of date.
package final class NuisanceCache: Sendable {
  private let entries = Mutex<[UInt64: FittedNuisance]>([:])

  package init() {}

  func find(_ key: Fingerprint) -> FittedNuisance? {
    entries.withLock { $0[key.value] }
  }

  func store(_ nuisance: FittedNuisance, for key: Fingerprint) {
    entries.withLock { $0[key.value] = nuisance }
  }
}
