/// What DoWhy's refuters gave for the pricing data, from the stored reference.
struct DoWhyNumbers {
  var value: Double
  var randomCause: Double
  var placebo: Double
  var subset: Double
  var unobserved: Double

  static func pricing() throws -> DoWhyNumbers {
    let file = try ReferenceFile("dowhy.json")
    return DoWhyNumbers(
      value: try file.number("pricing", "linear_regression", "value"),
      randomCause: try file.number("pricing", "random_common_cause", "new"),
      placebo: try file.number("pricing", "placebo_treatment_refuter", "new"),
      subset: try file.number("pricing", "data_subset_refuter", "new"),
      unobserved: try file.number("pricing", "add_unobserved_common_cause", "new"))
  }
}
