import ArgumentParser
import Diagnostics
import Directives
import Platform

/// `casebook data`: the public data sets that `load` knows by name.
struct DataCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "data", abstract: "The catalogue of public data sets.",
    discussion: """
      A data set is sought in $CASEBOOK_DATA, then in the user's cache; fetch brings it into the
      cache. The files are their owners': mind the licence that list NAME shows.
      """,
    subcommands: [List.self, Fetch.self, Where.self], defaultSubcommand: List.self)

  /// `casebook data list [NAME]`.
  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "list", abstract: "All data sets, or everything about one.")

    @Argument(help: "A name of the catalogue.", completion: .list(CatalogueText.names))
    var name: String?

    func run() throws {
      guard let name else {
        Machine.writeOutput(CatalogueText.overview(DataCatalogue.entries))
        return
      }
      Machine.writeOutput(CatalogueText.page(try CatalogueText.entry(name)))
    }
  }

  /// `casebook data where NAME`.
  struct Where: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "where", abstract: "The path of a data set; status 1 where it is not at hand.")

    @Argument(help: "A name of the catalogue.", completion: .list(CatalogueText.names))
    var name: String

    func run() throws {
      let entry = try CatalogueText.entry(name)
      if let path = CatalogueText.path(of: entry) {
        Machine.writeOutput(path + "\n")
        return
      }
      Machine.writeError("“\(entry.name)” is not at hand\n  hint: \(CatalogueText.hint(entry))\n")
      throw ExitStatus.failed
    }
  }

  /// `casebook data fetch NAME`.
  struct Fetch: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "fetch", abstract: "Fetches a data set into the user's cache.",
      discussion: "The file is kept only if its SHA-256 is that of the catalogue.")

    @Argument(help: "Names of the catalogue.", completion: .list(CatalogueText.names))
    var names: [String]

    @Flag(help: "Fetch it even if it is at hand.")
    var again = false

    func run() throws {
      // One that cannot be had does not keep the others from being fetched.
      let failed = try names.map(CatalogueText.entry).filter { !fetch($0) }
      if !failed.isEmpty { throw ExitStatus.failed }
    }

    /// Whether the data set is at hand afterwards.
    private func fetch(_ entry: DataCatalogue.Entry) -> Bool {
      if !again, let path = CatalogueText.path(of: entry) {
        Machine.writeOutput("\(entry.name) is at hand: \(path)\n")
        return true
      }
      guard let address = entry.download else {
        Machine.writeError("error: \(entry.name) cannot be fetched\n")
        Machine.writeError("  hint: \(CatalogueText.hint(entry))\n")
        return false
      }
      guard let folder = DataCache.userFolder else {
        Machine.writeError("error: there is no cache folder: set HOME or XDG_CACHE_HOME\n")
        return false
      }
      let path = DataCache(folder: folder).path(of: entry)
      Machine.writeError("fetching \(address)\n")
      do throws(DataCache.Failure) {
        try DataCache.fetch(address, to: path, sha256: entry.sha256)
      } catch {
        let reason =
          if case .changed(let hash) = error {
            "the address gives another file than the catalogue describes (SHA-256 \(hash))"
          } else { error.description }
        Machine.writeError("error: \(entry.name): \(reason)\n  hint: see \(entry.page)\n")
        return false
      }
      if entry.sha256 == nil {
        Machine.writeError(
          "note: the catalogue has no SHA-256 of \(entry.name), so the file is not verified\n")
      }
      Machine.writeOutput(path + "\n")
      return true
    }
  }
}
