/// One formula of the prose.
struct MathSpan {
  /// The formula in the file, from its opening delimiter to its closing one.
  var source: Range<Int>
  /// The parts of it on each line, without what the blocks around it put in front.
  var pieces: [Range<Int>]
  /// TeX without the delimiters; an environment keeps its `\begin` and `\end`.
  var tex: String
  var isDisplay: Bool

  /// TeX without `\label{…}`, and the label.
  var labelled: (tex: String, label: String?) {
    let bytes = Array(tex.utf8)
    let mark = Array("\\label{".utf8)
    guard bytes.count > mark.count,
      let start = (0...bytes.count - mark.count).first(where: {
        bytes[$0] == ASCII.backslash && bytes[$0..<$0 + mark.count].elementsEqual(mark)
      }),
      let close = bytes[(start + mark.count)...].firstIndex(of: ASCII.closeBrace)
    else { return (tex, nil) }
    let label = String(decoding: bytes[(start + mark.count)..<close], as: UTF8.self)
    let rest = String(decoding: bytes[..<start] + bytes[(close + 1)...], as: UTF8.self)
    return (rest, label.isEmpty ? nil : label)
  }
}
