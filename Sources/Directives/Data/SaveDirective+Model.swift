import Diagnostics
import Execution
import Frames
import Platform

extension SaveDirective {
  /// Plans the file of a model.
  func plan(_ model: NameReference, _ plan: inout CellPlan) {
    plan.readObject(model, types: [FittedEffect.typeName])
    let foreign = [
      (Self.data.name, arguments.isGiven(Self.data)),
      (Self.columns.name, arguments.isGiven(Self.columns)),
    ]
    for (key, isGiven) in foreign where isGiven {
      plan.error(
        .saveConflict, at: model.range, "a model is saved without \(key):",
        hint: "use two cells to save a frame and a model")
    }
    let path = arguments[Self.path]
    if path.value.hasSuffix(".csv") {
      plan.error(
        .saveConflict, at: path.range, "a model is a JSON file",
        hint: "path: \(path.value.dropLast(4)).model.json")
    }
    plan.write(
      Path.join(plan.files.outputFolder, path.value), .object(FittedEffect.typeName))
  }

  /// Writes a model.
  func save(_ reference: NameReference, _ context: RunContext) throws -> CellResult {
    let model = try context.object(FittedEffect.self, reference)
    let bytes = ModelFile.bytes(model)
    let path = arguments[Self.path]
    try write(bytes, path, context)
    var result = CellResult(values: [
      "rows": .integer(model.provenance.rows), "path": .text(path.value),
      "bytes": .integer(bytes.count), "sha256": .text(SHA256.hexadecimal(bytes)),
    ])
    result.items = [
      .verdict(
        "The \(model.kind.rawValue) “\(reference.name)”, fitted on \(CountText.rows(model.provenance.rows)), is in \(path.value)."
      )
    ]
    result.wrote(
      WrittenFile(origin: model.provenance.origin, lineage: model.lineage),
      to: Path.join(context.files.outputFolder, path.value))
    result.notes = ["The file holds the model and no row of the data; fit saved reads it."]
    return result
  }
}

extension DiagnosticKind {
  static let saveConflict = DiagnosticKind(
    "save.conflict", .error,
    "A cell saves a frame as CSV or a model as JSON, and some key belongs to the other.")
}
