import Diagnostics
import Execution
import Frames
import NotebookSyntax
import Numerics
import Platform

/// `save`: a frame as a CSV file, or a model as JSON.
package struct SaveDirective: Directive {
  package static let manual = DirectiveManual(
    verb: "save",
    summary: "Writes a frame as a CSV file, or a model as JSON, under the output folder.",
    discussion: """
      Numbers are written with the digits that read back to the same value; missing cells are
      empty. Columns that hold a simulation's truth (their names start with _) are written only if
      `columns` names them. A `load` below reads the file by the same path; its rows count as those
      of the frame that was written, so that a model is still noticed to be judged on them.

      With model: a model of effects is written whole, in a stable form that `fit saved` reads, here
      or in another notebook: the same model gives the same bytes, and what is read predicts what was
      written. The file holds no row of the data, but the levels of categories and the ranges of
      numbers, and a tree's leaves may hold few rows.
      """,
    example: """
      ```{save}
      data: customers
      path: customers.csv
      ```

      ```{save}
      model: tau
      path: models/tau.model.json
      ```
      """,
    values: [
      ("rows", "rows written, or those that the model was fitted on"),
      ("columns", "columns written"), ("bytes", "the size of a model's file"),
      ("path", "the file, from the output folder"), ("sha256", "the file's hash"),
    ])

  static let data = Parameter<NameReference?>.optional(
    "data", .frame, shown: "the frame last bound", "The frame that is written.")
  static let model = Parameter<NameReference?>.optional(
    "model", .name("model"), shown: "none: a frame is written", "The model that is written.")
  static let path = Parameter<Located<String>>(
    "path", .located(.string), "The file, relative to the output folder.")
  static let columns = Parameter<[ColumnReference]?>.optional(
    "columns", .columns, shown: "all but hidden ones", "The columns that are written.")

  package static let parameters: [any AnyParameter] = [data, model, path, columns]
  package static let diagnostics: [DiagnosticKind] = [
    .saveOutside, .saveFailed, .saveConflict,
  ]

  let arguments: Arguments

  package init(arguments: Arguments) { self.arguments = arguments }

  package func plan(_ plan: inout CellPlan) {
    let path = arguments[Self.path]
    if path.value.hasPrefix("/") || path.value.split(separator: "/").contains("..") {
      plan.error(
        .saveOutside, at: path.range, "“\(path.value)” leads out of the output folder",
        hint: "give a path relative to it")
      return
    }
    if let model = arguments[Self.model] { return self.plan(model, &plan) }
    let schema = plan.readFrame(arguments[Self.data])
    plan.check(chosen: arguments[Self.columns] ?? [], in: schema)
    let kept = schema.columns.map { columns in
      arguments[Self.columns].map { asked in
        asked.compactMap { name in columns.first { $0.name == name.name } }
      } ?? columns.filter { !$0.name.hasPrefix("_") }
    }
    plan.write(Path.join(plan.files.outputFolder, path.value), .frame(FrameSchema(columns: kept)))
  }

  package func run(_ context: RunContext) throws -> CellResult {
    if let model = arguments[Self.model] { return try save(model, context) }
    let object = try context.frame(arguments[Self.data])
    let frame = object.frame
    let names = try arguments[Self.columns]?.map { try context.column($0, in: frame).name }
    let kept = frame.selecting(names ?? frame.visibleColumns.map(\.name))
    let bytes = CSVWriter.bytes(kept)
    let path = arguments[Self.path]
    try write(bytes, path, context)
    var result = CellResult(values: [
      "rows": .integer(kept.rowCount), "columns": .integer(kept.columns.count),
      "path": .text(path.value), "sha256": .text(SHA256.hexadecimal(bytes)),
    ])
    result.items = [
      .verdict(
        "\(NumberFormat.count(kept.rowCount)) rows of \(kept.columns.count) columns are in \(path.value)."
      )
    ]
    result.wrote(
      WrittenFile(origin: object.origin, lineage: object.lineage),
      to: Path.join(context.files.outputFolder, path.value))
    let hidden = frame.columns.filter(\.isHidden).map(\.name).filter { kept[$0] == nil }
    if !hidden.isEmpty, names == nil {
      result.notes.append("Columns of truth are not written: \(hidden.joined(separator: ", ")).")
    }
    let typed = CSVWriter.columnsThatNeedTypes(kept)
    if !typed.isEmpty {
      let types = typed.map { "\($0.name): \($0.type.rawValue)" }.joined(separator: ", ")
      result.notes.append("To load the file with the same types, declare types: {\(types)}.")
    }
    return result
  }

  func write(
    _ bytes: [UInt8], _ path: Located<String>, _ context: RunContext
  ) throws(Diagnostic) {
    let folder = context.files.outputFolder
    let target = Path.join(folder, path.value)
    do {
      try FileSystem.makeDirectory(Path.parent(target))
      // A link in the output folder must not lead out of it.
      guard Path.isInside(target, folder) else {
        throw context.error(
          .saveOutside, at: path.range, "“\(path.value)” leads out of the output folder")
      }
      try FileSystem.writeAtomically(bytes, to: target)
      context.files.touched?.note(target)
    } catch let error as FileError {
      throw context.error(
        .saveFailed, at: path.range, "“\(path.value)” cannot be written: \(error.description)")
    } catch let error as Diagnostic {
      throw error
    } catch {
      throw context.error(.saveFailed, at: path.range, "“\(path.value)” cannot be written")
    }
  }
}

extension DiagnosticKind {
  static let saveOutside = DiagnosticKind(
    "save.outside", .error, "A notebook writes under its output folder alone.")
  static let saveFailed = DiagnosticKind(
    "save.failed", .error, "The file could not be written; the message has the system's reason.")
}
