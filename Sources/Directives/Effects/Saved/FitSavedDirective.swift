import Diagnostics
import Execution
import Frames
import Learners
import NotebookSyntax
import Platform

/// `fit saved`: a model that was written to a file.
package struct FitSavedDirective: Directive {
  package static let manual = DirectiveManual(
    verb: "fit", kind: "saved",
    summary: "Reads a model that save wrote, in place of a fit.",
    discussion: """
      The model does whatever it did where it was fitted: predict, evaluate, plot, policy and the
      others read it by its name, and its effects, standard errors and intervals are those of the
      first fit to the last bit. All rows are new to it: it holds none of those that it was fitted
      on. It knows where they came from, though, so that judging it on the file, or on the part of a
      split, that it learned from still warns.

      The path is sought like that of load: in the notebook's folder, the project and the data
      folder, and below the output folder where a cell above saves it.
      """,
    example: """
      ```{fit saved #tau}
      path: models/tau.model.json
      ```
      """,
    values: [
      ("rows", "rows that the model was fitted on"),
      ("ate", "average effect over those rows; also ate.se, ate.ci, att"),
      ("cate.mean", "mean of the effects predicted for them; also cate.sd, cate.min, cate.max"),
      ("cate.q05", "their 5% quantile; also q25, q50, q75, q95"),
      ("coef[TERM], se[TERM]", "coefficient of a linear last stage, and its standard error"),
      ("[ARM].ate", "any of these for one arm of several"),
      ("origin", "file, catalogue or simulated: where those rows came from"),
      ("sha256", "the file's hash"),
    ])

  static let path = Parameter<Located<String>>(
    "path", .located(.string), "The file, as a path relative to the notebook.")

  package static let parameters: [any AnyParameter] = [path]
  package static let diagnostics: [DiagnosticKind] = [
    .modelNotFound, .modelForbidden, .modelUnreadable, .modelVersion,
  ]

  private let arguments: Arguments

  package init(arguments: Arguments) { self.arguments = arguments }

  private var path: Located<String> { arguments[Self.path] }

  package func plan(_ plan: inout CellPlan) {
    if let written = plan.files.written(path.value, { plan.readWritten($0) }) {
      if written.found != .object(FittedEffect.typeName) {
        plan.error(
          .wrongObject, at: path.range, "“\(path.value)” is a saved frame, not a model",
          hint: "read it with load")
      }
    } else {
      do throws(Diagnostic) { _ = try find(plan.files) } catch {
        plan.error(error.kind, at: error.range, error.message, hint: error.hint)
      }
    }
    plan.bind(.object(FittedEffect.typeName))
  }

  package func run(_ context: RunContext) throws -> CellResult {
    let written = context.files.written(path.value) { context.writtenFile($0) }
    let file = try written.map(\.path) ?? find(context.files)
    let bytes: [UInt8]
    do throws(FileError) { bytes = try FileSystem.read(file) } catch {
      throw context.error(
        .modelUnreadable, at: path.range, "“\(path.value)” cannot be read: \(error.description)")
    }
    context.files.touched?.note(file)
    let model: FittedEffect
    do throws(ModelFile.Problem) { model = try ModelFile.read(bytes, at: path.range) } catch {
      throw diagnostic(error, context)
    }
    var result = SavedModelReport(model: model, file: path.value, level: context.level).result()
    let hash = SHA256.hexadecimal(bytes)
    result.values.set("origin", model.provenance.origin)
    result.values.set("sha256", hash)
    result.sources = [
      SourceRecord(
        path: path.value, sha256: hash, rows: model.provenance.rows,
        origin: model.provenance.origin)
    ]
    result.bind(context.name, model)
    return result
  }

  private func find(_ files: FileAccess) throws(Diagnostic) -> String {
    switch files.find(path.value) {
    case .found(let file): return file
    case .notFound:
      throw Diagnostic(
        .modelNotFound, range: path.range, "there is no file “\(path.value)”",
        hint: "write it with save, as model: tau and path: \(path.value)")
    case .forbidden:
      throw Diagnostic(
        .modelForbidden, range: path.range,
        "“\(path.value)” lies outside the folders that a notebook may read",
        hint: "move it into the project, or allow its folder with --allow-read")
    }
  }

  private func diagnostic(_ problem: ModelFile.Problem, _ context: RunContext) -> Diagnostic {
    switch problem {
    case .syntax(let error):
      return context.error(
        .modelUnreadable, at: path.range, "“\(path.value)” is damaged: it is no JSON",
        notes: ["\(Path.name(path.value)):\(error.line):\(error.column): \(error.problem)."],
        hint: "save the model again")
    case .foreign:
      return context.error(
        .modelUnreadable, at: path.range, "“\(path.value)” is no model that save wrote",
        hint: "name a file of save's model:")
    case .newer(let version):
      return context.error(
        .modelVersion, at: path.range,
        "a later version of casebook wrote “\(path.value)” (form \(version))",
        hint: "save the model again with this version, or install the later one")
    case .malformed(let error):
      return context.error(
        .modelUnreadable, at: path.range,
        "“\(path.value)” is damaged: it is no whole model",
        notes: ["\(error.description)."], hint: "save the model again")
    }
  }
}

extension DiagnosticKind {
  static let modelNotFound = DiagnosticKind(
    "model.notFound", .error,
    "The file of a saved model is neither in the notebook's folder, the project or the data folder nor written by a cell above."
  )
  static let modelForbidden = DiagnosticKind(
    "model.forbidden", .error,
    "A notebook reads models under its project, the data folder and the cache alone, unless --allow-read names a folder."
  )
  static let modelUnreadable = DiagnosticKind(
    "model.unreadable", .error,
    "The file is not a model as save writes it: it was cut off, changed by hand, or is something else. The note says where, and what was expected there."
  )
  static let modelVersion = DiagnosticKind(
    "model.version", .error,
    "The file is a model in a form that came after this version of the program.")
}
