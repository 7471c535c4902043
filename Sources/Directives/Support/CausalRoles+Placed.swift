import Diagnostics
import Execution
import NotebookSyntax

extension CausalRoles {
  /// The same columns, each as if it were named at this place.
  func placed(at range: SourceRange) -> CausalRoles {
    var roles = self
    roles.outcome.range = range
    roles.treatment.column.range = range
    roles.control?.range = range
    roles.arms = arms.map { $0.map { Located($0.value, range) } }
    roles.features = features.map { ColumnReference($0.name, range) }
    roles.controls = controls.map { ColumnReference($0.name, range) }
    roles.weights?.range = range
    roles.propensity = propensity?.placed(at: range)
    roles.cluster?.range = range
    roles.condition?.range = range
    return roles
  }
}

extension PropensityReference {
  /// The same probabilities, as if they were named at this place.
  fileprivate func placed(at range: SourceRange) -> PropensityReference {
    let form: Form =
      switch self.form {
      case .design, .share: self.form
      case .shares(let pairs): .shares(pairs.map { (Located($0.level.value, range), $0.share) })
      case .column(let column): .column(ColumnReference(column.name, range))
      case .columns(let pairs):
        .columns(
          pairs.map { (Located($0.level.value, range), ColumnReference($0.column.name, range)) })
      case .model(let name, let model): .model(name: name, model.read(at: range))
      }
    return PropensityReference(form: form, range: range)
  }
}
