import Diagnostics
import Execution
import JSON
import Learners
import NotebookSyntax

/// A fitted model as a file: JSON with keys in a fixed order and numbers in full precision.
///
/// What is read predicts what was written, to the bit. The file holds no row of the data: a model
/// from a file takes every row as new, and tells by its lineage whether it may have seen it.
enum ModelFile {
  private static let format = "casebook model"
  /// Raised when what is written can no longer be read by an older program.
  private static let version = 1

  enum Problem: Error, Equatable {
    /// The text is not JSON.
    case syntax(JSONSyntaxError)
    /// It is JSON, and no model.
    case foreign
    /// A later version of this program wrote it.
    case newer(Int)
    /// It says that it is a model, and something in it is amiss.
    case malformed(JSONShapeError)
  }

  static func bytes(_ model: FittedEffect) -> [UInt8] {
    JSONText.bytes(
      .object([("format", .string(format)), ("version", .integer(version))] + model.storedMembers),
      isCompact: true)
  }

  /// The model of a file.
  ///
  /// - Parameter range: where the notebook names the file: whatever is wrong with the model's columns
  ///   later is told there.
  static func read(_ bytes: [UInt8], at range: SourceRange) throws(Problem) -> FittedEffect {
    let value: JSONValue
    do throws(JSONSyntaxError) { value = try JSONParser.parse(bytes) } catch {
      throw .syntax(error)
    }
    guard case .string(format)? = value["format"] else { throw .foreign }
    let root = JSONCursor(value)
    let found: Int
    do throws(JSONShapeError) {
      found = try root.member("version").integer(in: 1...Int.max)
    } catch { throw .malformed(error) }
    if found > version { throw .newer(found) }
    do throws(JSONShapeError) { return try FittedEffect(stored: root, at: range) } catch {
      throw .malformed(error)
    }
  }
}
