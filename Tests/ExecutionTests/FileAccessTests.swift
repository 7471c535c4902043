import Execution
import Platform
import Testing

struct FileAccessTests {
  private let folder = "/tmp/casebook-tests/file-access-\(UInt32.random(in: 0 ... .max))"

  init() throws {
    try FileSystem.makeDirectory(folder + "/project/hillstrom")
    try FileSystem.makeDirectory(folder + "/data")
    try FileSystem.writeAtomically("a\n1\n", to: folder + "/project/own.csv")
    try FileSystem.writeAtomically("a\n1\n", to: folder + "/data/shared.csv")
    try FileSystem.writeAtomically("a\n1\n", to: folder + "/outside.csv")
  }

  private var access: FileAccess {
    FileAccess(
      projectFolder: folder + "/project", notebookFolder: folder + "/project/hillstrom",
      dataFolder: folder + "/data")
  }

  @Test func `files of the project and of the data folder are found`() {
    #expect(access.find("own.csv") == .found(folder + "/project/own.csv"))
    #expect(access.find("shared.csv") == .found(folder + "/data/shared.csv"))
    #expect(access.find("$CASEBOOK_DATA/shared.csv") == .found(folder + "/data/shared.csv"))
  }

  @Test func `a folder is no file, though it bears the name of a data set`() {
    #expect(access.find("hillstrom") == .notFound)
  }

  @Test func `nothing outside the allowed folders is read`() {
    #expect(access.find("../outside.csv") == .forbidden)
    #expect(access.find("../../outside.csv") == .forbidden)
    #expect(access.find("/etc/passwd") == .forbidden)
  }
}
