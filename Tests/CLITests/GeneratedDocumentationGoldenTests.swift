import CLI
import Platform
import TestSupport
import Testing

struct GeneratedDocumentationGoldenTests {
  private static let folder = Golden.folder(beside: #filePath, named: "../../docs")

  @Test func `the generated pages of docs are up to date`() {
    for page in GeneratedDocumentation.pages {
      Golden.compare(page.content, with: Path.join(Self.folder, page.name))
    }
  }

  @Test func `every id of the catalogue is distinct and dotted`() {
    let ids = DiagnosticCatalogue.kinds.map(\.id)
    #expect(Set(ids).count == ids.count)
    for id in ids { #expect(id.contains("."), "\(id)") }
  }
}
