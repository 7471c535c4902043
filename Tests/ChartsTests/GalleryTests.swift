import Charts
import Platform
import Testing

@Suite struct GalleryTests {
  /// Writes a page with every sample, to be looked at: `CASEBOOK_GALLERY=folder swift test`.
  @Test(.enabled(if: Machine.environment("CASEBOOK_GALLERY") != nil))
  func galleryIsWritten() throws {
    let folder = try #require(Machine.environment("CASEBOOK_GALLERY"))
    try FileSystem.makeDirectory(folder)
    let pageSize = 8
    for first in stride(from: 0, to: Sample.all.count, by: pageSize) {
      let page = Gallery.page(Array(Sample.all.dropFirst(first).prefix(pageSize)))
      let name = "gallery-\(first / pageSize + 1).html"
      try FileSystem.writeAtomically(page, to: Path.join(folder, name))
      #expect(page.contains("</svg>"))
    }
  }
}

/// A page like the report's, with charts in figures.
enum Gallery {
  static func page(_ samples: [Sample]) -> String {
    let figures = samples.map { sample in
      let figure = ChartRenderer.figure(sample.chart, id: sample.name).serialize()
      return """
        <figure>\(figure)<figcaption><b>\(sample.name).</b> \(sample.caption)</figcaption></figure>
        """
    }
    return """
      <!doctype html><html lang="en"><meta charset="utf-8"><title>Gallery</title>
      <meta name="viewport" content="width=device-width,initial-scale=1">
      <style>
      :root{--bg:#fff;--fg:#1b1d22;color-scheme:light dark}
      @media screen and (prefers-color-scheme:dark){:root{--bg:#16181c;--fg:#e3e4e6}}
      :root{--muted:color-mix(in srgb,var(--fg) 66%,var(--bg));--rule:color-mix(in srgb,var(--fg) 15%,var(--bg))}
      body{background:var(--bg);color:var(--fg);font:16px/1.5 system-ui,sans-serif;margin:1.5rem}
      main{max-width:640px;margin:auto}
      @media (min-width:75rem){main{max-width:1340px;columns:2;column-gap:60px}}
      figure{margin:0 0 2.5rem;break-inside:avoid}figcaption{font-size:.85rem;color:var(--muted)}
      figcaption b{color:var(--fg)}
      td{padding:.2rem 1rem .2rem 0}
      \(ChartStyle.css)</style><main>
      \(figures.joined(separator: "\n"))
      </main></html>
      """
  }
}
