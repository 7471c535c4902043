import Execution
import Learners
import Numerics

/// How the models behind an average effect predict, as values and a table.
enum NuisanceTable {
  /// `nuisance.outcome.r2` …: the mean over the arms' models of a role.
  static func setValues(_ scores: [NuisanceScore], _ values: inout ResultValues) {
    for role in ["outcome", "treatment", "propensity"] {
      let own = scores.filter { $0.role == role }
      for measure in [NuisanceScore.Measure.r2, .logLoss, .auc] {
        let found = own.compactMap { $0[measure] }.filter(\.isFinite)
        guard !found.isEmpty else { continue }
        values.set("nuisance.\(role).\(measure.rawValue)", Moments(found).mean)
      }
    }
  }

  static func table(
    _ scores: [NuisanceScore], foldCount: Int, isFirstSplit: Bool = false
  ) -> ResultTable {
    let split = isFirstSplit ? ", first split" : ""
    return ResultTable(
      .supporting, title: "Outcome and treatment models",
      columns: [
        TableColumn("model"), TableColumn("arm"), TableColumn("learner"),
        TableColumn("rows", .count), TableColumn("R²", .fixed(4)),
        TableColumn("log-loss", .fixed(4)), TableColumn("AUC", .fixed(3)), TableColumn("chosen"),
      ],
      rows: scores.map { score in
        [
          .text(score.role), score.arm.map { .text($0) } ?? .text("all"), .text(score.learner),
          .integer(score.rows), .optional(score[.r2]), .optional(score[.logLoss]),
          .optional(score[.auc]), score.remark.isEmpty ? .missing : .text(score.remark),
        ]
      },
      notes: [
        foldCount > 1
          ? "Measured on rows that each model did not see (\(foldCount) folds)\(split)."
          : "Measured on the rows that the models were fitted on."
      ])
  }
}
