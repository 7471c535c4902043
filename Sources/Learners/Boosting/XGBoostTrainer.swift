import CXGBoost
import Platform

/// Rows in the form that the boosting library trains on.
@safe final class XGBoostMatrix {
  fileprivate let library: XGBoostLibrary
  fileprivate let handle: DMatrixHandle
  let rowCount: Int
  let columnCount: Int

  /// Copies the rows; the library keeps single-precision values.
  init(_ features: FeatureMatrix, target: [Float], weights: [Float]?) throws(LearnerError) {
    library = try .shared()
    rowCount = features.rowCount
    columnCount = features.columnCount
    unsafe handle = try Self.create(library, features)
    let count = bst_ulong(rowCount)
    try library.check(unsafe library.setFloats(handle, "label", target, count))
    if let weights { try library.check(unsafe library.setFloats(handle, "weight", weights, count)) }
    try setTypes(features.categories.map { $0 == nil ? "float" : "c" })
  }

  deinit { _ = unsafe library.freeMatrix(handle) }

  private static func create(
    _ library: XGBoostLibrary, _ features: FeatureMatrix
  ) throws(LearnerError) -> DMatrixHandle {
    let values = features.values.map { Float($0) }
    let (rows, columns) = (features.rowCount, features.columnCount)
    var handle: DMatrixHandle?
    let code = unsafe values.withUnsafeBytes { bytes in
      let address = UInt(bitPattern: bytes.baseAddress)
      let layout =
        #"{"data":[\#(address),true],"shape":[\#(rows),\#(columns)],"#
        + #""typestr":"<f4","version":3,"strides":[4,\#(4 * rows)]}"#
      return unsafe library.createMatrix(layout, #"{"missing":NaN,"nthread":1}"#, &handle)
    }
    try library.check(code)
    guard let handle = unsafe handle else { throw .boosting("no matrix was made") }
    return unsafe handle
  }

  /// Names each column a number or a category.
  private func setTypes(_ types: [String]) throws(LearnerError) {
    var number = Array("float".utf8CString)
    var category = Array("c".utf8CString)
    let code = unsafe number.withUnsafeMutableBufferPointer { number in
      unsafe category.withUnsafeMutableBufferPointer { category in
        var texts = unsafe types.map { type -> UnsafePointer<CChar>? in
          unsafe UnsafePointer(type == "c" ? category.baseAddress : number.baseAddress)
        }
        return unsafe library.setTexts(handle, "feature_type", &texts, bst_ulong(types.count))
      }
    }
    try library.check(code)
  }
}

/// One ensemble of trees while it grows, on the calling thread alone.
@safe final class XGBoostTrainer: TreeBooster {
  private let library: XGBoostLibrary
  private let handle: BoosterHandle
  private let training: XGBoostMatrix
  private let validation: XGBoostMatrix?
  private let levelCount: Int
  private var rounds: Int32 = 0

  /// - Parameter levelCount: the most levels of a category.
  init(
    training: XGBoostMatrix, validation: XGBoostMatrix?, parameters: [(String, String)],
    levelCount: Int
  ) throws(LearnerError) {
    library = training.library
    self.levelCount = levelCount
    self.training = training
    self.validation = validation
    // Known to the booster from the start, both matrices have their predictions kept up to date.
    let matrices: [DMatrixHandle?] =
      unsafe [training.handle] + (validation.map { unsafe [$0.handle] } ?? [])
    var created: BoosterHandle?
    try library.check(
      unsafe library.createBooster(matrices, bst_ulong(matrices.count), &created))
    guard let created = unsafe created else { throw .boosting("no booster was made") }
    unsafe handle = created
    for (name, value) in parameters {
      try library.check(unsafe library.setParameter(handle, name, value))
    }
  }

  deinit { _ = unsafe library.freeBooster(handle) }

  func grow() throws(LearnerError) {
    try library.check(unsafe library.update(handle, rounds, training.handle))
    rounds += 1
  }

  func heldOutMargins() throws(LearnerError) -> [Float] {
    guard let validation else { return [] }
    let options =
      #"{"type":1,"training":false,"iteration_begin":0,"iteration_end":0,"strict_shape":false}"#
    var shape: UnsafePointer<bst_ulong>?
    var dimensions: bst_ulong = 0
    var result: UnsafePointer<Float>?
    try library.check(
      unsafe library.predict(handle, validation.handle, options, &shape, &dimensions, &result))
    return unsafe Array(UnsafeBufferPointer(start: result, count: validation.rowCount))
  }

  func ensemble() throws(LearnerError) -> TreeEnsemble {
    guard
      let ensemble = TreeEnsemble(
        serialized: try serialized(), columnCount: training.columnCount,
        categoryCount: levelCount)
    else { throw .boosting("the model could not be read") }
    return ensemble
  }

  /// The model in the library's binary form, universal binary JSON.
  private func serialized() throws(LearnerError) -> [UInt8] {
    var count: bst_ulong = 0
    var bytes: UnsafePointer<CChar>?
    try library.check(unsafe library.save(handle, #"{"format":"ubj"}"#, &count, &bytes))
    return unsafe UnsafeBufferPointer(start: bytes, count: Int(count)).map {
      UInt8(bitPattern: $0)
    }
  }
}

extension BoostingParameters {
  /// The parameters by the library's names.
  func ofXGBoost(
    role: LearnerRole, center: Double, columns names: [String], seed: UInt64
  ) -> [(String, String)] {
    let signs = signs(of: names)
    let monotone =
      signs.isEmpty
      ? [] : [("monotone_constraints", "(\(signs.map { "\($0)" }.joined(separator: ",")))")]
    return monotone + [
      ("objective", role == .regression ? "reg:squarederror" : "binary:logistic"),
      ("base_score", role == .regression ? "0" : "\(Float(center))"),
      ("tree_method", "hist"), ("max_depth", "\(depth)"), ("eta", "\(rate)"),
      ("min_child_weight", "\(minChildWeight)"), ("subsample", "\(subsample)"),
      ("colsample_bytree", "\(columns)"), ("lambda", "\(lambda)"), ("gamma", "\(minGain)"),
      ("max_bin", "\(bins)"), ("seed", "\(seed & 0x7fff_ffff)"), ("nthread", "1"),
      ("verbosity", "0"),
    ]
  }
}
