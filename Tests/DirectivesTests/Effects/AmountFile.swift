import Numerics

/// A shop whose prices follow the season, and whose demand falls faster where incomes are low.
enum AmountFile {
  /// demand = 10 + 3·season − price·(3 − income) + noise; `_slope` is the true one.
  static let csv: String = {
    var stream = RandomStream(seed: 3, purpose: "amounts")
    var rows = ["income,season,price,demand,_slope"]
    for _ in 0..<400 {
      let (income, season) = (stream.uniform(), stream.uniform())
      let price = 2 + season + 0.5 * stream.normal()
      let slope = income - 3
      let demand = 10 + 3 * season + price * slope + 0.2 * stream.normal()
      rows.append("\(income),\(season),\(price),\(demand),\(slope)")
    }
    return rows.joined(separator: "\n") + "\n"
  }()

  /// A notebook that fits one learner on half of the file, as #slope, then does more.
  static func fit(_ kind: String, _ keys: String = "", more: String = "") -> NotebookHarness {
    NotebookHarness(
      """
      ```{load #shop}
      source: shop.csv
      ```

      ```{split #half}
      data: shop
      test: 0.5
      ```

      ```{fit \(kind) #slope}
      data: half.train
      outcome: demand
      treatment: price
      features: [income]
      controls: [season]
      models: linear
      truth: _slope
      \(keys)
      ```

      \(more)
      """, files: ["shop.csv": csv])
  }
}
