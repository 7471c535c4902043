import CLI
import Directives
import Platform
import TestSupport
import Testing

/// `casebook data`: the catalogue on the command line.
struct DataCommandTests {
  @Test func `names that are not there are bad usage`() {
    #expect(CasebookProgram.run(arguments: ["data", "where", "hilstrom"]) == 2)
    #expect(CasebookProgram.run(arguments: ["data", "fetch", "hilstrom"]) == 2)
    #expect(CasebookProgram.run(arguments: ["data", "list", "hilstrom"]) == 2)
  }

  @Test func `the list and a page are shown`() {
    #expect(CasebookProgram.run(arguments: ["data"]) == 0)
    #expect(CasebookProgram.run(arguments: ["data", "list", "pricing"]) == 0)
  }

  @Test func `what cannot be fetched fails`() {
    #expect(CasebookProgram.run(arguments: ["data", "fetch", "retail-hero"]) == 1)
  }

  @Test(arguments: DataCatalogue.entries.map(\.name))
  func `every entry says what a reader must know`(name: String) throws {
    let entry = try #require(DataCatalogue.entry(name))
    #expect(entry.page.hasPrefix("https://") && !entry.licence.isEmpty && entry.rows > 0)
    #expect(!entry.columns.isEmpty)
    // An address that may be changed on its way has a hash.
    if let address = entry.download, entry.sha256 == nil { #expect(address.hasPrefix("https://")) }
    if let hash = entry.sha256 { #expect(hash.count == 64) }
    let folder = "/tmp/casebook-tests/catalogue-\(UInt32.random(in: 0 ... .max))"
    try FileSystem.makeDirectory(folder)
    #expect(DataCatalogue.file(of: entry, in: [folder]) == nil)
    let path = DataCache(folder: folder).path(of: entry)
    try FileSystem.writeAtomically("x\n", to: path)
    #expect(DataCatalogue.file(of: entry, in: [folder]) == path)
  }

  @Test(.needsData)
  func `columns are those of the files`() throws {
    for entry in DataCatalogue.entries {
      guard let path = DataCatalogue.file(of: entry, in: [SharedData.dataFolder].compactMap { $0 })
      else { continue }
      let bytes = try FileSystem.read(path)
      let header = String(decoding: bytes.prefix { $0 != 0x0A && $0 != 0x0D }, as: UTF8.self)
      let names = header.split { $0 == "," || $0 == ";" }.map(String.init)
      #expect(names == entry.columns, "\(entry.name)")
    }
  }
}
