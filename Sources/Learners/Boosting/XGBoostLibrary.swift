import CXGBoost
@unsafe @preconcurrency import Glibc
import Platform

/// The entry points of the XGBoost C library, looked up when boosting is first used.
///
/// Opening it late keeps start-up short for notebooks that do not boost. OpenMP's waiting policy
/// is read as the library loads, hence the environment is set just before: threads that spin
/// while they wait would take a core from the folds beside them.
@safe struct XGBoostLibrary: Sendable {
  typealias CreateMatrix =
    @convention(c) (
      UnsafePointer<CChar>, UnsafePointer<CChar>, UnsafeMutablePointer<DMatrixHandle?>
    ) -> Int32
  typealias FreeHandle = @convention(c) (UnsafeMutableRawPointer?) -> Int32
  typealias SetFloats =
    @convention(c) (
      DMatrixHandle, UnsafePointer<CChar>, UnsafePointer<Float>, bst_ulong
    ) -> Int32
  typealias SetTexts =
    @convention(c) (
      DMatrixHandle, UnsafePointer<CChar>, UnsafeMutablePointer<UnsafePointer<CChar>?>, bst_ulong
    ) -> Int32
  typealias CreateBooster =
    @convention(c) (
      UnsafePointer<DMatrixHandle?>, bst_ulong, UnsafeMutablePointer<BoosterHandle?>
    ) -> Int32
  typealias SetParameter =
    @convention(c) (
      BoosterHandle, UnsafePointer<CChar>, UnsafePointer<CChar>
    ) -> Int32
  typealias Update = @convention(c) (BoosterHandle, Int32, DMatrixHandle) -> Int32
  typealias Predict =
    @convention(c) (
      BoosterHandle, DMatrixHandle, UnsafePointer<CChar>,
      UnsafeMutablePointer<UnsafePointer<bst_ulong>?>, UnsafeMutablePointer<bst_ulong>,
      UnsafeMutablePointer<UnsafePointer<Float>?>
    ) -> Int32
  typealias Save =
    @convention(c) (
      BoosterHandle, UnsafePointer<CChar>, UnsafeMutablePointer<bst_ulong>,
      UnsafeMutablePointer<UnsafePointer<CChar>?>
    ) -> Int32
  typealias LastError = @convention(c) () -> UnsafePointer<CChar>?

  let createMatrix: CreateMatrix
  let freeMatrix: FreeHandle
  let setFloats: SetFloats
  let setTexts: SetTexts
  let createBooster: CreateBooster
  let freeBooster: FreeHandle
  let setParameter: SetParameter
  let update: Update
  let predict: Predict
  let save: Save
  private let lastError: LastError

  private static let opened = Result { () throws(LearnerError) in try XGBoostLibrary() }

  /// - Throws: `boostingUnavailable` where the library is not installed.
  static func shared() throws(LearnerError) -> XGBoostLibrary { try opened.get() }

  private init() throws(LearnerError) {
    if Machine.environment("OMP_WAIT_POLICY") == nil {
      Machine.setEnvironment("OMP_WAIT_POLICY", "passive")
    }
    let names = ["libxgboost.so.0", "libxgboost.so", "libxgboost.dylib"]
    guard let handle = unsafe names.lazy.compactMap({ unsafe dlopen($0, RTLD_NOW) }).first else {
      throw .boostingUnavailable(unsafe dlerror().map { unsafe String(cString: $0) } ?? "")
    }
    func symbol<Function>(_ name: String, as type: Function.Type) throws(LearnerError) -> Function {
      guard let address = unsafe dlsym(handle, name) else {
        throw .boostingUnavailable("\(name) is not in the library")
      }
      return unsafe unsafeBitCast(address, to: type)
    }
    unsafe createMatrix = try symbol("XGDMatrixCreateFromDense", as: CreateMatrix.self)
    unsafe freeMatrix = try symbol("XGDMatrixFree", as: FreeHandle.self)
    unsafe setFloats = try symbol("XGDMatrixSetFloatInfo", as: SetFloats.self)
    unsafe setTexts = try symbol("XGDMatrixSetStrFeatureInfo", as: SetTexts.self)
    unsafe createBooster = try symbol("XGBoosterCreate", as: CreateBooster.self)
    unsafe freeBooster = try symbol("XGBoosterFree", as: FreeHandle.self)
    unsafe setParameter = try symbol("XGBoosterSetParam", as: SetParameter.self)
    unsafe update = try symbol("XGBoosterUpdateOneIter", as: Update.self)
    unsafe predict = try symbol("XGBoosterPredictFromDMatrix", as: Predict.self)
    unsafe save = try symbol("XGBoosterSaveModelToBuffer", as: Save.self)
    unsafe lastError = try symbol("XGBGetLastError", as: LastError.self)
  }

  /// Turns a return code into an error with the library's first line; a stack trace follows it.
  func check(_ code: Int32) throws(LearnerError) {
    if code == 0 { return }
    let text = unsafe lastError().map { unsafe String(cString: $0) } ?? ""
    throw .boosting(text.split(separator: "\n").first.map(String.init) ?? "unknown error")
  }
}
