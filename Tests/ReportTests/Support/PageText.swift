import Platform

/// What remains of a page when its style sheet and its drawings are taken out: these have tests of
/// their own, and would change every recorded page.
func withoutStyleAndDrawings(_ html: String) -> String {
  replacing(from: "<svg", to: "</svg>", in: replacing(from: "<style>", to: "</style>", in: html))
}

private func replacing(from start: String, to end: String, in text: String) -> String {
  let bytes = Array(text.utf8)
  let start = Array(start.utf8)
  let end = Array(end.utf8)
  var out: [UInt8] = []
  var i = 0
  while i < bytes.count {
    guard bytes[i] == start[0], bytes[i...].starts(with: start) else {
      out.append(bytes[i])
      i += 1
      continue
    }
    out += start
    while i < bytes.count, !(bytes[i] == end[0] && bytes[i...].starts(with: end)) { i += 1 }
    out += Array("…".utf8)
  }
  return String(decoding: out, as: UTF8.self)
}

/// Writes a whole page to the folder that `REPORT_PREVIEW` names, to be looked at.
func preview(_ html: String, _ name: String) throws {
  guard let folder = Machine.environment("REPORT_PREVIEW") else { return }
  try FileSystem.makeDirectory(folder)
  try FileSystem.writeAtomically(html, to: Path.join(folder, name))
}

/// How often a text occurs in another.
func count(_ pattern: String, in text: String) -> Int {
  let bytes = Array(text.utf8)
  let pattern = Array(pattern.utf8)
  guard let first = pattern.first, bytes.count >= pattern.count else { return 0 }
  var found = 0
  for i in 0...(bytes.count - pattern.count)
  where bytes[i] == first && bytes[i..<(i + pattern.count)].elementsEqual(pattern) {
    found += 1
  }
  return found
}
