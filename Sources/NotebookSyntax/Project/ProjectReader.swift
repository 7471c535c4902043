package import Diagnostics

/// Reads the keys of a project file, with the grammar of a notebook's head.
package enum ProjectReader {
  package static func read(
    _ source: SourceFile
  ) -> (entries: [Entry], diagnostics: [Diagnostic]) {
    let context = ParseContext(source)
    var text = MappedText()
    for line in 1...source.lineCount {
      let bytes = source.lineBytes(line)
      text.append(bytes)
      text.append(ASCII.newline, at: bytes.endIndex)
    }
    var parser = EntryParser(context, text: text, textKeys: [], trailingComments: true)
    return (parser.parse(), context.diagnostics)
  }
}
