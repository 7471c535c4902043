import Execution
import Learners
import Numerics

/// What a page says of a model from a file: what it found where it was fitted.
struct SavedModelReport {
  let model: FittedEffect
  /// The path as the notebook has it.
  let file: String
  let level: Double

  func result() -> CellResult {
    var result = CellResult()
    result.values = values
    result.items = [
      .table(
        model.isResponse
          ? EffectReport.responseTable(of: model)
          : EffectReport.effectTable(of: model, result.values, level: level))
    ]
    result.items += EffectReport.coefficientTables(
      of: model, notes: ["Least squares, with the standard errors of the fit."])
    result.notes = notes
    result.definitions = EffectReport.definitions(
      of: model, hasAverages: model.summaries.contains { $0.average != nil })
    if model.provenance.origin == "simulated" { result.stamps.append("simulated") }
    return result
  }

  private var values: ResultValues {
    var values = ResultValues()
    values.set("rows", model.provenance.rows)
    let quantile = NormalDistribution().quantile(0.5 + level / 2)
    for (index, arm) in model.arms.enumerated() {
      var own = ResultValues()
      let summary = model.summaries[index]
      summary.setAverages(quantile: quantile, &own)
      let prefix = model.isResponse ? "prediction" : "cate"
      own.set("\(prefix).mean", summary.effects.mean)
      summary.setSpread(prefix, &own)
      if model.fitted.coefficients.indices.contains(index) {
        for coefficient in model.fitted.coefficients[index] {
          own.set("coef[\(coefficient.term)]", coefficient.estimate)
          own.set("se[\(coefficient.term)]", coefficient.standardError)
        }
      }
      if model.arms.count == 1 { values.merge(own) }
      values.merge(own, prefix: "[\(arm)].")
    }
    return values
  }

  private var notes: [String] {
    let provenance = model.provenance
    var notes = [
      "The model is read from \(file), not fitted here: \(model.kind.withArticle) of \(model.outcome) by \(model.treatment), fitted on \(NumberFormat.count(provenance.rows)) rows by the cell \(provenance.cell) of \(provenance.notebook).",
      "It takes the columns \((model.features + model.controls).joined(separator: ", ")).",
    ]
    if let resampled = model.fitted.model as? ResampledEffectModel {
      notes.append(
        "Intervals of effects are percentiles of \(NumberFormat.count(resampled.replicateCount)) refits on resampled rows."
      )
    }
    if provenance.origin == "simulated" {
      notes.append("The rows that it was fitted on were simulated, not real data.")
    }
    return notes
  }
}
