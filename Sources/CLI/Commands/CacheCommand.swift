import ArgumentParser
import Directives
import Platform

/// `casebook cache`: why a notebook would run again, and an end to what is kept.
struct CacheCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "cache",
    abstract: "Say why a notebook would run again, or delete what earlier runs left.",
    discussion: """
      A book of notebooks is taken from the cache when nothing that it depends on has changed: its
      text, casebook.yml, parameters and options, the program, and every file that it reads.
      """,
    subcommands: [Why.self, Clean.self])

  struct Why: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Which part of a notebook's key has changed since it last ran.")

    @OptionGroup var options: NotebookOptions

    @Option(name: .shortAndLong, help: "The folder for pages, as given to run.")
    var output: String?

    func run() throws {
      guard let cache = RunCache(userFolder: DataCache.userFolder) else {
        Machine.writeOutput("There is no cache folder: neither HOME nor XDG_CACHE_HOME is set.\n")
        return
      }
      let overrides = try options.overrides()
      let project = try NotebookLoader(options: options, output: output).load()
      for book in project.books {
        let key = BookKey(book, project: project, options: options, overrides: overrides)
        let name = book.title.isEmpty ? book.pages.last?.notebook.source.path ?? "" : book.title
        guard let entry = cache.entry(key) else {
          Machine.writeOutput("\(name): runs, for no earlier run of it without an error is kept\n")
          continue
        }
        let changes = entry.changes(since: key.parts)
        Machine.writeOutput(
          changes.isEmpty
            ? "\(name): is taken from the cache\n"
            : "\(name): runs again, for\n" + changes.map { "  \($0)\n" }.joined())
      }
    }
  }

  struct Clean: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Delete the pages of earlier runs.")

    func run() throws {
      guard let cache = RunCache(userFolder: DataCache.userFolder) else { return }
      cache.clean()
      Machine.writeOutput("deleted \(cache.folder)\n")
    }
  }
}
