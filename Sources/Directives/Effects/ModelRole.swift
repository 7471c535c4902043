/// What a base learner models for a fit, by the names of `models:`.
enum ModelRole: String, CaseIterable {
  case outcome, propensity, treatment, effect

  /// The model in words.
  var model: String {
    switch self {
    case .outcome: "model of the outcome"
    case .propensity: "model of the propensity"
    case .treatment: "model of the treatment"
    case .effect: "last stage"
    }
  }
}
