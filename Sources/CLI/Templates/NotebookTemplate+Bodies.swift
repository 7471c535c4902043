extension NotebookTemplate {
  static let blankBody = """
    Say here what you want to know. The data below are simulated; put a file of your own in their
    place with `load` (“casebook help load”).

    ```{simulate hillstrom #customers}
    rows: 4000
    ```

    ```{describe #overview}
    data: customers
    columns: [recency, history, visit, spend]
    caption: What is known of `{= customers.rows:,}` customers.
    ```

    """

  static let experimentBody = """
    Customers were drawn at random to get an e-mail or none. Did more of them visit the shop?

    The data are simulated after a published experiment. Put your own in their place: `load` with
    `source: your-file.csv`.

    ```{simulate hillstrom #customers}
    rows: 12000
    ```

    ## Was the draw fair?

    ```{balance #draw}
    data: customers
    treatment: segment
    covariates: [recency, history, mens, womens, newbie]
    caption: The arms before anything was sent.
    ```

    ## What did it bring?

    ```{abtest #visits}
    data: customers
    outcomes: [visit]
    treatment: segment
    control: No E-Mail
    metric: proportion
    caption: Visits by arm against no e-mail.
    ```

    The women's e-mail brings `{= visits[visit][Womens E-Mail].difference:points 1}` more visits per
    hundred customers (`{= visits[visit][Womens E-Mail].ci:points 1}`).

    """

  static let upliftBody = """
    An e-mail costs little, but not nothing. Who should get it?

    The data are simulated after a published experiment. Put your own in their place: `load` with
    `source: your-file.csv`.

    ```{simulate hillstrom #customers}
    rows: 12000
    ```

    ```{split #half}
    data: customers
    test: 0.5
    stratify: segment
    ```

    ## Effects

    ```{fit x-learner #tau}
    data: half.train
    outcome: visit
    treatment: segment
    control: No E-Mail
    arms: [Womens E-Mail]
    features: [recency, history, mens, womens, newbie]
    propensity: design
    models: {outcome: {boosting: {trees: 60, depth: 3}}, effect: {boosting: {trees: 60, depth: 2}}}
    ```

    On average the e-mail brings `{= tau.ate:points 1}` visits per hundred customers
    (`{= tau.ate.ci:points 1}`).

    ## Does the model rank them?

    Only customers that the model has not seen can tell.

    ```{plot qini #gain}
    data: half.test
    scores: [tau]
    caption: Visits won when customers are treated in the order of the model.
    ```

    ## Whom to treat

    ```{policy threshold #rule}
    data: half.train
    model: tau
    cost: 0.04
    revenue: 1
    ```

    ```{value #worth}
    data: half.test
    policies: [rule, all, none]
    caption: What each way of choosing is worth per customer, in visits less the cost of e-mails.
    ```

    """

  static let observationalBody = """
    Nobody drew lots here: the shop chose who got a discount. What did the discount do to sales?

    The data are simulated, with a known truth that the analysis does not use. Put your own in their
    place: `load` with `source: your-file.csv`.

    ```{simulate nie-wager #study}
    setup: A
    rows: 4000
    features: 6
    ```

    ## What we believe

    ```{graph #story}
    treatment: w
    outcome: y
    ---
    x1 -> w
    x1 -> y
    x2 -> w
    x2 -> y
    w -> y
    ```

    ## The naive comparison, and an adjusted one

    ```{estimate difference #naive}
    data: study
    outcome: y
    treatment: w
    ```

    ```{estimate aipw #adjusted}
    data: study
    outcome: y
    treatment: w
    controls: [x1, x2, x3, x4, x5, x6]
    ```

    The naive difference is `{= naive.ate:.2f}`; adjusted it is `{= adjusted.ate:.2f}`
    (`{= adjusted.ate.ci:.2f}`).

    ## How wrong could it be?

    ```{refute #doubts}
    model: adjusted
    by: [placebo, random-common-cause]
    draws: 10
    ```

    """
}
