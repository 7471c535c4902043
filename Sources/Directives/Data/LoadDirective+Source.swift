import Diagnostics
import Execution
import Frames
import Platform

extension LoadDirective {
  /// The keys that say how the file is written.
  var options: CSVOptions {
    var options = CSVOptions()
    options.delimiter = arguments[Self.delimiter]?.byte
    options.encoding = arguments[Self.encoding]
    options.hasHeader = arguments[Self.header]
    options.columns = arguments[Self.columns]?.map(\.name)
    options.missing = arguments[Self.missing]
    for (column, type) in arguments[Self.types] { options.types[column.value] = type }
    return options
  }

  /// The stand-in that `fallback:` names, else that of the catalogue's entry.
  var effectiveFallback: Fallback {
    if let fallback = arguments[Self.fallback] { return fallback }
    let source = arguments[Self.source].value
    let standIn = DataCatalogue.entry(source)?.standIn
    return standIn.map { .simulate($0, DataCatalogue.settings(source)) } ?? .none
  }

  /// Where the data are; an error with the mend where they are nowhere.
  func find(_ files: FileAccess) throws(Diagnostic) -> FoundSource {
    let source = arguments[Self.source]
    do throws(SourceFinder.Failure) {
      return try SourceFinder(files: files).find(
        source.value, hasStandIn: effectiveFallback != .none)
    } catch {
      switch error {
      case .notFound(let near):
        throw Diagnostic(
          .sourceNotFound, range: source.range, "there is no file “\(source.value)”",
          hint: fetchHint ?? NearMiss.hint(for: source.value, in: near, what: "at hand"))
      case .forbidden:
        throw Diagnostic(
          .sourceForbidden, range: source.range,
          "“\(source.value)” lies outside the folders that a notebook may read",
          hint: "move it into the project, or allow its folder with --allow-read")
      case .network:
        throw Diagnostic(
          .sourceNetwork, range: source.range,
          "“\(source.value)” is not in the cache, and the network is not allowed",
          hint: "run with --allow-net, or fetch the file and load it by its path")
      case .noCache:
        throw Diagnostic(
          .sourceNetwork, range: source.range, "there is no folder to fetch the file into",
          hint: "set HOME or XDG_CACHE_HOME, or fetch the file and load it by its path")
      }
    }
  }

  /// How to come by a data set of the catalogue.
  private var fetchHint: String? {
    guard let entry = DataCatalogue.entry(arguments[Self.source].value) else { return nil }
    return entry.download == nil
      ? "see \(entry.page), and put \(entry.file) into $CASEBOOK_DATA"
      : "fetch it with “casebook data fetch \(entry.name)”, or run with --allow-net"
  }

  /// The file's hash, compared with `sha256:`.
  func checkedHash(_ path: String, _ context: RunContext) throws(Diagnostic) -> String {
    let hash: String
    do {
      hash = try SHA256.hexadecimal(ofFile: path)
    } catch {
      throw context.error(
        .sourceUnreadable, at: arguments[Self.source].range,
        "“\(arguments[Self.source].value)” cannot be read: \(error.description)")
    }
    if let expected = arguments[Self.sha256], expected.value.lowercased() != hash {
      throw context.error(
        .sourceChanged, at: expected.range, "the file is not the one that sha256 names",
        notes: ["Its SHA-256 is \(hash)."])
    }
    return hash
  }

  func diagnostic(_ error: FrameReadError, path: String, _ context: RunContext) -> Diagnostic {
    let source = arguments[Self.source].range
    let name = Path.name(path)
    switch error {
    case .unreadable(_, let reason):
      return context.error(.sourceUnreadable, at: source, "“\(name)” cannot be read: \(reason)")
    case .damagedGzip(let reason, let offset):
      return context.error(
        .sourceUnreadable, at: source, "“\(name)” cannot be unpacked: \(reason)",
        notes: ["\(offset) bytes of text were unpacked before."])
    case .unknownColumn(let column, let available):
      let declared = arguments[Self.types].first { $0.key.value == column }?.key.range
      let asked = arguments[Self.columns]?.first { $0.name == column }?.range
      return context.error(
        .unknownColumn, at: asked ?? declared ?? arguments.range(of: Self.missing),
        "there is no column “\(column)”",
        hint: NearMiss.hint(for: column, in: available, what: "columns"))
    case .malformed(let problems, let total):
      let first = problems.first ?? CSVProblem(.noHeader, line: 1, column: 1)
      var notes = problems.dropFirst().prefix(4).map { "line \($0.line): \($0.message)" }
      if total > notes.count + 1 { notes.append("\(total) problems in all.") }
      return context.error(
        .fileMalformed, at: source, "\(name):\(first.line):\(first.column): \(first.message)",
        notes: notes, hint: hint(first.kind))
    }
  }

  private func hint(_ kind: CSVProblem.Kind) -> String? {
    switch kind {
    case .ragged: "mend the line, or give delimiter: if the fields are parted by another mark"
    case .unclosedQuote: "close the quote, or double quotes that belong to the text"
    case .nulByte: "give encoding: utf-16 if the file is UTF-16"
    case .invalidUTF8: "give encoding: windows-1252 (or latin-1) if an older program wrote it"
    case .truncatedUTF16: "fetch the file again, or give another encoding:"
    case .unreadable: "give the token to missing: if it means that there is no value"
    case .noHeader, .emptyName, .duplicateName: nil
    }
  }
}

extension DiagnosticKind {
  static let sourceNotFound = DiagnosticKind(
    "load.notFound", .error,
    "The source is neither a file of the project or the data folder nor a name of the catalogue, and no stand-in takes its place."
  )
  static let sourceForbidden = DiagnosticKind(
    "load.forbidden", .error,
    "A notebook reads under its project, the data folder and the cache alone, unless --allow-read names a folder."
  )
  static let sourceNetwork = DiagnosticKind(
    "load.network", .error,
    "The source is an address that is not in the cache and cannot be fetched: downloads need --allow-net, https or a hash, and a server that answers."
  )
  static let sourceNotFetched = DiagnosticKind(
    "load.notFetched", .warning,
    "A data set of the catalogue could not be fetched, so its stand-in is simulated.")
  static let sourceUnreadable = DiagnosticKind(
    "load.unreadable", .error, "The file is there and cannot be opened or unpacked.")
  static let sourceChanged = DiagnosticKind(
    "load.changed", .error,
    "The file's SHA-256 is not that of `sha256:`. The data have changed since the notebook was written, or the download is damaged."
  )
  static let fileMalformed = DiagnosticKind(
    "load.malformed", .error,
    "The file is not well-formed: a record with another number of fields than the header, an unclosed quote, bytes that are not text, or a cell that its declared type cannot read. The message has file, line and column."
  )
  static let fileHeader = DiagnosticKind(
    "load.header", .warning,
    "A column has no name, or that of another column, and was given one of its own.")
  static let simulatedStandIn = DiagnosticKind(
    "load.simulated", .note, "The data are not at hand, and a simulated stand-in takes their place."
  )
}
