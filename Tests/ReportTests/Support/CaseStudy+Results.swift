import Charts
import Execution
import Glibc

extension CaseStudy {
  static let balanceTable = ResultTable(
    title: "Means before the e-mail, by arm",
    columns: [
      TableColumn("Covariate"), TableColumn("Spread"), TableColumn("E-mail", .fixed(2)),
      TableColumn("None", .fixed(2)), TableColumn("SMD", .fixed(3)),
      TableColumn("p", .probability),
    ],
    rows: [
      [
        .text("recency"), .inlineChart(.histogram([3, 7, 9, 6, 4, 2, 1])), .number(5.77),
        .number(5.75), .number(0.0062), .number(0.48),
      ],
      [
        .text("history"), .inlineChart(.histogram([9, 7, 4, 2, 1, 1, 0])), .number(242.54),
        .number(240.88), .number(0.0065), .number(0.46),
      ],
      [
        .text("newbie"), .inlineChart(.bars([5, 5])), .number(0.503), .number(0.502),
        .number(-0.0012), .number(0.00003),
      ],
      [.text("channel"), .missing, .missing, .missing, .number(0.012), .number(0.17)],
    ])

  static let decileTable = ResultTable(
    title: "Predicted and observed uplift by decile of predicted uplift, holdout half",
    columns: [
      TableColumn("Decile"), TableColumn("Customers", .count), TableColumn("Predicted", .points(1)),
      TableColumn("Observed", .points(1)), TableColumn("95% interval", .points(1)),
    ],
    rows: (1...10).map(decile), notes: ["Intervals are HC1, not adjusted for ten comparisons."],
    emphasised: [0])

  private static func decile(_ index: Int) -> [TableCell] {
    let predicted: Double = 0.0813 - Double(index) * 0.0082
    let observed: Double = predicted + 0.01 * sin(Double(index) * 2.1)
    return [
      .integer(index), .integer(3200), .number(predicted), .number(observed),
      .interval(observed - 0.031, observed + 0.031),
    ]
  }

  static let customerTable = ResultTable(
    title: "The twenty customers with the largest predicted effect",
    columns: [
      TableColumn("Customer"), TableColumn("Recency", unit: "months"),
      TableColumn("Spent last year", .money("USD", 2)), TableColumn("Womens"),
      TableColumn("Zip code"), TableColumn("Channel"), TableColumn("Predicted effect", .share(1)),
      TableColumn("Since"),
    ],
    rows: (1...20).map(customer))

  private static func customer(_ i: Int) -> [TableCell] {
    let spent: Double = 1345.5 - 61.37 * Double(i)
    let effect: Double = 0.244 - 0.0042 * Double(i)
    return [
      .text("C\(10_000 + i * 37)"), .integer(i % 12 + 1), .number(spent),
      .boolean(i % 3 == 0), .text(i % 2 == 0 ? "Suburban" : "Urban"),
      .text(i % 4 == 0 ? "Multichannel" : "Web"), .number(effect),
      .date(14_000 + i * 31),
    ]
  }

  static let qini: Chart = {
    let x = (0...50).map { Double($0) / 50 }
    func curve(_ lift: Double) -> [Double] { x.map { 900 * $0 + lift * $0 * (1 - $0) } }
    let tau = curve(1400)
    return Chart(
      kind: "qini", x: Axis("share of customers targeted", format: .share, lower: 0, upper: 1),
      y: Axis("incremental visits", format: .count),
      marks: [
        .band(
          BandMark(
            name: "X-learner", x: x, low: tau.map { $0 - 90 }, high: tau.map { $0 + 90 },
            role: .series(0))),
        .line(LineMark(name: "X-learner", x: x, y: tau, role: .series(0))),
        .line(LineMark(name: "past spend", x: x, y: curve(500), role: .series(1))),
        .line(LineMark(name: "random", x: [0, 1], y: [0, 900], role: .reference)),
      ])
  }()
}
