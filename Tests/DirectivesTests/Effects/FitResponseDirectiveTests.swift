import Execution
import Testing

struct FitResponseDirectiveTests {
  @Test func `a response model predicts the outcome and claims no effect`() {
    let notebook = CustomerFile.fit("response")
    #expect(notebook.problems == [])
    #expect(notebook.value("tau", "ate") == nil)
    #expect(notebook.number("tau", "rows") == 48)
  }
}
