import Execution
import Testing

struct FitLinearDMLDirectiveTests {
  @Test func `the final stage has the effect's intercept and slope, with standard errors`() {
    let notebook = CustomerFile.fit("linear-dml")
    #expect(notebook.problems == [])
    #expect(abs(notebook.number("tau", "coef[x]") - 0.5) < 0.1)
    #expect(abs(notebook.number("tau", "coef[intercept]") - 2) < 0.3)
    #expect(notebook.number("tau", "se[x]") > 0)
  }

  @Test func `the slope of an amount has coefficients, errors and a mean with interval`() throws {
    let notebook = AmountFile.fit("linear-dml")
    #expect(notebook.problems == [])
    #expect(abs(notebook.number("slope", "coef[income]") - 1) < 0.2)
    #expect(abs(notebook.number("slope", "coef[intercept]") + 3) < 0.15)
    #expect(notebook.number("slope", "pehe") < 0.1)
    let (low, high) = try #require(notebook.interval("slope", "cate.mean.ci"))
    #expect(low < -2.45 && high > -2.55 && high - low < 0.3)
    let notes = try #require(notebook.outcome("slope")?.result?.notes)
    #expect(
      notes == [
        "The treatment price is an amount: effects are slopes, per unit of it. Its expectation is modelled from features and controls."
      ])
  }

  @Test(arguments: [
    ("{polynomial: 2}", ["intercept", "income", "income^2"]),
    ("{spline: {df: 3}}", ["intercept", "income", "income spline 2", "income spline 3"]),
  ])
  func `the final stage may bend`(_ final: String, _ terms: [String]) {
    let notebook = AmountFile.fit("linear-dml", "final: \(final)")
    #expect(notebook.problems == [])
    for term in terms { #expect(notebook.number("slope", "se[\(term)]") > 0) }
    #expect(notebook.number("slope", "pehe") < 0.2)
  }

  @Test(arguments: [
    (
      "final: boosting",
      "this learner's final stage is not “boosting” (write linear, {polynomial: 2} or {spline: {df: 5}}, or fit nonparam-dml)"
    ),
    ("final: {polynomial: 9}", "polynomial is a degree from 1 to 5"),
    ("final: {spline: {knots: 3}}", "a spline takes df alone"),
    (
      "propensity: 0.5",
      "“price” is an amount, which has no probability (leave propensity out, say design where it was drawn at random, or treatment: {column: price, as: arms})"
    ),
  ])
  func `what it cannot do is said at its key`(_ key: String, _ message: String) {
    #expect(AmountFile.fit("linear-dml", key).messages == [message])
  }

  @Test func `a learner of arms refuses an amount`() {
    let notebook = AmountFile.fit("t-learner")
    #expect(
      notebook.messages == [
        "a t-learner compares arms, and the treatment is an amount: use r-learner, dr-learner, linear-dml, nonparam-dml, causal-forest, forest-dml, interaction-ols, or treatment: {column: …, as: arms}"
      ])
  }

  @Test func `slopes are predicted, drawn and judged`() {
    let notebook = AmountFile.fit(
      "linear-dml",
      more: """
        ```{predict #p}
        model: slope
        data: half.test
        interval: true
        ```

        ```{predict #t}
        model: slope
        data: half.test
        what: treatment
        ```

        ```{predict #r}
        model: slope
        data: half.test
        what: residual
        ```

        ```{plot effects #chart}
        model: slope
        data: half.test
        x: income
        ```

        ```{evaluate #judged}
        data: half.test
        scores: [slope, -income]
        truth: _slope
        ```

        """)
    #expect(notebook.problems == [])
    #expect(abs(notebook.number("p", "mean") + 2.5) < 0.15)
    #expect(abs(notebook.number("t", "mean") - 2.5) < 0.1)
    #expect(abs(notebook.number("r", "mean")) < 0.1)
    #expect(notebook.number("r", "sd") < 0.35)
    #expect(abs(notebook.number("chart", "max") + 2) < 0.2)
    #expect(notebook.number("judged", "pehe[slope]") < 0.1)
    #expect(notebook.number("judged", "autoc[slope]") > 0.1)
    #expect(notebook.number("judged", "autoc[-income]") < -0.1)
    #expect(abs(notebook.number("judged", "ate") + 2.5) < 0.15)
    #expect(notebook.number("judged", "rloss.gain[slope]") > 0)
  }
}
