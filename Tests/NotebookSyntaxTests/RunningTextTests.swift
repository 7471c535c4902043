import NotebookSyntax
import Testing

@Suite struct RunningTextTests {
  @Test func visitsAllProseInTheOrderOfTheFile() {
    let notebook = parse(
      """
      # one *two*

      three [**four**](/u) ![five](a.png)

      > six
      > - seven

      > [!NOTE] eight
      > nine

      | ten | eleven |
      | --- | ------ |
      | twelve | `code` |

      ```
      listing
      ```
      """)
    var words: [String] = []
    notebook.blocks.forEachInline { inline in
      if case .text(let text) = inline.kind {
        words += text.split(separator: " ").map(String.init)
      }
    }
    #expect(
      words == [
        "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
        "twelve",
      ])
  }

  @Test func visitsAnOuterInlineBeforeThoseInside() {
    var kinds: [String] = []
    parse("*a **b***").blocks.forEachInline { inline in
      switch inline.kind {
      case .emphasis: kinds.append("emphasis")
      case .strong: kinds.append("strong")
      case .text(let text): kinds.append(text)
      default: break
      }
    }
    #expect(kinds == ["emphasis", "a ", "strong", "b"])
  }
}
