import Execution
import Testing

/// What is simulated on one page of a book stays simulated on those after it.
struct DataOriginsTests {
  private func origins(_ texts: String...) -> [DataOrigins] {
    let run =
      switch texts.count {
      case 2: SampleRun(texts[0], texts[1])
      default: SampleRun(texts[0], texts[1], texts[2])
      }
    return run.pages.map(\.provenance.origins)
  }

  private let simulated = "```{make #a}\norigin: simulated\n```\n"
  private let sum = "```{sum #total}\ndata: a\n```\n"

  @Test func `a page inherits what the pages before it read, where it rests on that`() {
    let found = origins(simulated, sum, "```{make #b}\norigin: file\n```\n")
    #expect(found.map(\.hasSimulated) == [true, true, false])
    #expect(found.map(\.hasReal) == [false, false, true])
  }

  @Test func `a page of its own real data and an inherited simulation has both`() {
    let found = origins(simulated, sum + "\n```{make #b}\norigin: catalogue\n```\n")
    #expect(found[1].hasSimulated && found[1].hasReal)
  }
}
