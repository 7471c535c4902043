import Frames
import Platform
import Testing

/// Cell-for-cell agreement with Python's csv module; see make_corpus.py.
@Suite struct CSVCorpusTests {
  private struct Case {
    var delimiter: UInt8
    var text: [UInt8]
    var outcome: String
  }

  private static let cases: [Case] = {
    let folder = Path.parent(#filePath)
    guard let bytes = try? FileSystem.read(folder + "/nasty.txt") else { return [] }
    return String(decoding: bytes, as: UTF8.self).split(separator: "\n").map { line in
      let parts = line.split(separator: "|", omittingEmptySubsequences: false)
      return Case(
        delimiter: decoded(parts[0])[0], text: decoded(parts[1]), outcome: String(parts[2]))
    }
  }()

  private static func decoded(_ text: Substring) -> [UInt8] {
    let digits = text.utf8.map { UInt8(String(UnicodeScalar($0)), radix: 16) ?? 0 }
    return stride(from: 0, to: digits.count, by: 2).map { digits[$0] << 4 | digits[$0 + 1] }
  }

  /// What our reader makes of a case, in the words of the corpus.
  private func outcome(_ sample: Case, _ type: DeclaredType) -> String {
    var options = CSVOptions()
    options.hasHeader = false
    options.delimiter = sample.delimiter
    for index in 1...20 { options.types["column_\(index)"] = type }
    do {
      let names = try CSVReader.read(bytes: sample.text, options: only(sample)).frame.columnNames
      options.types = options.types.filter { names.contains($0.key) }
      let frame = try CSVReader.read(bytes: sample.text, options: options).frame
      let rows = (0..<frame.rowCount).map { row in
        frame.columns.map { hexed($0[row].text) }.joined(separator: ",")
      }
      return "rows:" + rows.joined(separator: ";")
    } catch FrameReadError.malformed(let problems, _) {
      switch problems.first?.kind {
      case .ragged: return "ragged"
      case .unclosedQuote: return "unclosed"
      default: return "\(problems)"
      }
    } catch {
      return "\(error)"
    }
  }

  private func only(_ sample: Case) -> CSVOptions {
    var options = CSVOptions()
    options.hasHeader = false
    options.delimiter = sample.delimiter
    return options
  }

  private func hexed(_ text: String) -> String {
    text.utf8.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }

  /// As text the cells are found again by their positions, as categories through the tables of
  /// labels.
  @Test(arguments: [DeclaredType.text, .category])
  func fourHundredNastyTextsAreReadAsPythonReadsThem(_ type: DeclaredType) {
    #expect(Self.cases.count == 400)
    var wrong = 0
    for sample in Self.cases where wrong < 5 {
      let found = outcome(sample, type)
      if found != sample.outcome { wrong += 1 }
      #expect(
        found == sample.outcome, "\(String(decoding: sample.text, as: UTF8.self).debugDescription)")
    }
  }
}
