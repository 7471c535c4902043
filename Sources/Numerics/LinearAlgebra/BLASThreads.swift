import CBLAS
@unsafe @preconcurrency import Glibc

/// The threads that OpenBLAS starts as it is loaded, one for each core but one.
///
/// None of them ever works: sums in several parts change in the last digits with their number, and the
/// loops around a product are parallel already. Left alone they would spin for a tenth of a second and
/// take cores from those loops.
package enum BLASThreads {
  private static let areEnded: Bool = {
    openblas_set_num_threads(1)
    // Not in the header, nor in every library that stands in for OpenBLAS.
    if let address = unsafe dlsym(nil, "blas_thread_shutdown_") {
      let shutdown = unsafe unsafeBitCast(address, to: (@convention(c) () -> Int32).self)
      _ = shutdown()
    }
    return true
  }()

  /// Ends them; the first call does, from whatever thread, before any product.
  @discardableResult
  package static func end() -> Bool { areEnded }
}
