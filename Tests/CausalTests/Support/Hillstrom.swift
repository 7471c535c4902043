import Causal
import Numerics
import Platform
import TestSupport

/// The e-mail test of 64,000 customers, as the reference numbers used it.
struct Hillstrom {
  /// Rows of one or more arms, in file order.
  struct Rows {
    /// Nine features a row: recency, history, mens, womens, newbie, zip Surburban and Urban,
    /// channel Phone and Web.
    var features: [[Double]] = []
    /// "No", "Mens" or "Womens".
    var segment: [String] = []
    var outcomes: [String: [Double]] = ["visit": [], "conversion": [], "spend": []]

    /// Least-squares coefficients of an outcome among the rows of one arm, the constant first.
    func regression(of outcome: String, in arm: String) -> [Double] {
      let indices = segment.indices.filter { segment[$0] == arm }
      let columns =
        [[Double](repeating: 1, count: indices.count)]
        + (0..<9).map { feature in indices.map { features[$0][feature] } }
      let y = outcomes[outcome] ?? []
      return PivotedQR(Matrix(columns: columns)).solve(indices.map { y[$0] })
    }

    /// The linear predictions from coefficients with the constant first.
    func predictions(_ coefficients: [Double]) -> [Double] {
      features.map { row in
        var sum = coefficients[0]
        for index in row.indices { sum += coefficients[index + 1] * row[index] }
        return sum
      }
    }
  }

  static let all: Rows = read()
  static let womens: Rows = select { $0 != "Mens" }

  private static func select(_ keep: (String) -> Bool) -> Rows {
    let indices = all.segment.indices.filter { keep(all.segment[$0]) }
    var rows = Rows()
    rows.features = indices.map { all.features[$0] }
    rows.segment = indices.map { all.segment[$0] }
    rows.outcomes = all.outcomes.mapValues { column in indices.map { column[$0] } }
    return rows
  }

  private static func read() -> Rows {
    guard let folder = SharedData.dataFolder,
      let bytes = try? FileSystem.read(Path.join(folder, "hillstrom.csv"))
    else { return Rows() }
    var rows = Rows()
    for line in bytes.split(separator: UInt8(ascii: "\n")).dropFirst() {
      var isQuoted = false
      let cells = line.split(omittingEmptySubsequences: false) { byte in
        if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
        return byte == UInt8(ascii: ",") && !isQuoted
      }.map { String(decoding: $0, as: UTF8.self).filter { $0 != "\r" } }
      func number(_ index: Int) -> Double { Double(cells[index]) ?? .nan }
      func flag(_ index: Int, _ level: String) -> Double { cells[index] == level ? 1 : 0 }
      rows.features.append([
        number(0), number(2), number(3), number(4), number(6), flag(5, "Surburban"),
        flag(5, "Urban"), flag(7, "Phone"), flag(7, "Web"),
      ])
      rows.segment.append(String(cells[8].prefix { $0 != " " }))
      rows.outcomes["visit"]?.append(number(9))
      rows.outcomes["conversion"]?.append(number(10))
      rows.outcomes["spend"]?.append(number(11))
    }
    return rows
  }

  /// Womens against control for an outcome: the judged sample with its DR scores (per-arm OLS on all
  /// rows, the share treated as propensity), the T-learner's effects and the arms' predictions.
  struct Judged {
    let sample: JudgedSample
    let effect: [Double]
    let predictions: [[Double]]
    /// Γ of each arm's mean outcome.
    let armScores: [[Double]]
    let propensity: Double

    /// What the reference numbers rank customers by: `history`, or else the T-learner's effect.
    func scores(_ name: String) -> [Double] {
      name == "history" ? Hillstrom.womens.features.map { $0[1] } : effect
    }
  }

  static func judged(_ outcome: String) throws -> Judged {
    let rows = womens
    let numbers = try ReferenceNumbers.load("learners.json")["womens"][outcome]["T_ols"]
    let predictions = ["coef0", "coef1"].map { rows.predictions(numbers[$0].doubles) }
    let treatment = rows.segment.map { $0 == "Womens" ? 1.0 : 0.0 }
    let y = rows.outcomes[outcome] ?? []
    let share = treatment.reduce(0, +) / Double(treatment.count)
    let armScores = [0, 1].map { arm in
      y.indices.map { row in
        let mean = predictions[arm][row]
        guard treatment[row] == Double(arm) else { return mean }
        return mean + (y[row] - mean) / (arm == 1 ? share : 1 - share)
      }
    }
    let scores = y.indices.map { armScores[1][$0] - armScores[0][$0] }
    return Judged(
      sample: try JudgedSample(outcome: y, treatment: treatment, effectScores: scores),
      effect: y.indices.map { predictions[1][$0] - predictions[0][$0] },
      predictions: predictions, armScores: armScores, propensity: share)
  }

  static let visit = Result { try judged("visit") }

  /// The 500 customers of the policy tree: rewards of three actions, and five features.
  static func policySample() throws -> (rewards: [[Double]], features: [[Double]]) {
    guard let folder = SharedData.dataFolder else { return ([], []) }
    let bytes = try FileSystem.read(Path.join(folder, "policy_sample_500.csv"))
    let lines = String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isNewline)
    let cells = lines.dropFirst().map { $0.split(separator: ",").map { Double($0) ?? .nan } }
    let columns = (0..<8).map { index in cells.map { $0[index] } }
    return (Array(columns[5...]), Array(columns[..<5]))
  }
}
