import Diagnostics
import Frames
import NotebookSyntax
import Numerics
import Platform

/// What a directive may use while it runs.
package final class RunContext {
  package let arguments: Arguments
  package let session: Session
  package let files: FileAccess
  package let source: SourceFile
  package let seed: UInt64
  /// Confidence level of every interval.
  package let level: Double
  package let parameters: [String: ParamValue]
  /// Values of the cells above, for `expect`.
  package let evaluator: ExpressionEvaluator
  /// Problems that do not stop the cell.
  package private(set) var diagnostics: [Diagnostic] = []

  let book: BookPlan?
  /// The data of a cell that is run again: it stands for every frame that the cell reads.
  var replacement: Frame?
  private let planned: PlannedCell
  private let progressHandler: (@Sendable (Double, String) -> Void)?

  init(
    planned: PlannedCell, arguments: Arguments, session: Session, page: PlannedPage,
    evaluator: ExpressionEvaluator, book: BookPlan? = nil,
    progress: (@Sendable (Double, String) -> Void)?
  ) {
    self.book = book
    self.planned = planned
    self.arguments = arguments
    self.session = session
    self.evaluator = evaluator
    files = page.files
    source = page.notebook.source
    seed = planned.seed
    level = planned.level
    parameters = Dictionary(
      page.parameters.map { ($0.name, $0.value) }, uniquingKeysWith: { first, _ in first })
    progressHandler = progress
  }

  /// The name under which the cell binds its result.
  package var name: String { arguments.name }

  /// An identity of this cell's result for lineages: its place in the book and its name.
  package var identity: String { "\(planned.page):\(planned.cell.index):\(name)" }

  /// The frame of a key, or the one last bound where the key is absent.
  package func frame(_ reference: NameReference?) throws(Diagnostic) -> FrameObject {
    guard let key = reference.map({ planned.reads[$0.name] }) ?? planned.defaultFrame else {
      throw error(.noData, "no frame is bound above")
    }
    guard let frame = session.object(key) as? FrameObject else {
      throw error(
        .wrongObject, at: reference?.range, "“\(key.name)” is not a frame")
    }
    if let replacement { return frame.derived(replacement) }
    return frame
  }

  /// The name of the frame that a key or the default means.
  package func frameName(_ reference: NameReference?) -> String {
    reference?.name ?? planned.defaultFrame?.name ?? ""
  }

  /// Another object of the session, by the name that a key gives.
  package func object<Object: SessionObject>(
    _ type: Object.Type = Object.self, _ reference: NameReference
  ) throws(Diagnostic) -> Object {
    guard let object = self.object(named: reference.name, at: reference.range) as? Object else {
      throw error(
        .wrongObject, at: reference.range, "“\(reference.name)” is not a \(Object.typeName)")
    }
    return object
  }

  /// Whatever a name that the plan recorded as read holds.
  ///
  /// - Parameter range: where the cell names it; the directive's head where it does not.
  package func object(
    named name: String, at range: SourceRange? = nil
  ) -> (any SessionObject)? {
    planned.reads[name].flatMap { session.object($0)?.read(at: range ?? arguments.headRange) }
  }

  /// The file that a cell above wrote, where the plan recorded that it is read.
  package func writtenFile(_ path: String) -> WrittenFile? {
    object(named: WrittenFile.name(of: Path.absolute(path))) as? WrittenFile
  }

  /// The object of this type bound last above, with its name.
  package func lastObject<Object: SessionObject>(
    _ type: Object.Type = Object.self
  ) -> (name: String, object: Object)? {
    guard let key = planned.defaultObjects[Object.typeName],
      let object = session.object(key) as? Object
    else { return nil }
    return (key.name, object.read(at: arguments.headRange))
  }

  /// The binding of a name that the plan recorded as read.
  func key(named name: String) -> BindingKey? { planned.reads[name] }

  /// The binding of the object of this type bound last above, where the plan recorded it.
  func defaultKey(_ type: String) -> BindingKey? { planned.defaultObjects[type] }

  /// A column of a frame; an error with the nearest name where there is none.
  package func column(
    _ reference: ColumnReference, in frame: Frame
  ) throws(Diagnostic) -> Column {
    if let column = frame[reference.name] { return column }
    throw error(
      .unknownColumn, at: reference.range, "there is no column “\(reference.name)”",
      hint: NearMiss.hint(
        for: reference.name, in: frame.visibleColumns.map(\.name), what: "columns"))
  }

  /// A random stream of this cell's seed, keyed by purpose and content, never by position.
  package func stream(_ purpose: String, content: UInt64 = 0) -> RandomStream {
    RandomStream(seed: seed, purpose: purpose, content: content)
  }

  /// A diagnostic to throw, at the directive's head unless a place is given.
  package func error(
    _ kind: DiagnosticKind, at range: SourceRange? = nil, _ message: String,
    notes: [String] = [], hint: String? = nil
  ) -> Diagnostic {
    Diagnostic(
      kind, path: source.path, range: range ?? arguments.headRange, message, notes: notes,
      hint: hint)
  }

  /// Records a problem and goes on.
  package func warn(
    _ kind: DiagnosticKind, at range: SourceRange? = nil, _ message: String,
    notes: [String] = [], hint: String? = nil
  ) {
    diagnostics.append(error(kind, at: range, message, notes: notes, hint: hint))
  }

  /// Records a problem that is at hand and goes on.
  package func warn(_ problem: Diagnostic) { diagnostics.append(problem) }

  /// Tells how far a long cell has come, from 0 to 1.
  package func progress(_ share: Double, _ what: String) { progressHandler?(share, what) }
}
