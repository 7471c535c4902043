import TestSupport

/// Notebooks on the public e-mail test of 64,000 customers, on which others have published numbers.
enum EmailTest {
  /// The keys of the contrast that is published: visits after the women's e-mail against none.
  static let visits = """
    outcome: visit
    treatment: segment
    control: No E-Mail
    arms: [Womens E-Mail]
    """

  /// All that is known of customers before the e-mail.
  static let covariates = "[recency, history, mens, womens, newbie, zip_code, channel]"

  /// The linear T-learner of the visits on all rows, as #tau.
  static let learner = """
    ```{fit t-learner #tau}
    \(visits)
    features: \(covariates)
    propensity: design
    models: linear
    ```
    """

  /// Loads the customers, as #customers, and runs the cells.
  static func run(_ cells: String) -> NotebookHarness {
    NotebookHarness(
      """
      ```{load #customers}
      source: hillstrom.csv
      ```

      \(cells)

      """, data: SharedData.dataFolder)
  }
}
