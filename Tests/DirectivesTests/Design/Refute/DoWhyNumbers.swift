import Platform
import TestSupport
import Testing

/// What DoWhy's refuters gave for the pricing data, from the stored reference.
struct DoWhyNumbers {
  var value: Double
  var randomCause: Double
  var placebo: Double
  var subset: Double
  var unobserved: Double

  static func pricing() throws -> DoWhyNumbers {
    let folder = try #require(SharedData.expectedFolder)
    let bytes = try FileSystem.read(Path.join(folder, "dowhy.json"))
    let text = String(decoding: bytes, as: UTF8.self)
    let pricing = try #require(text.firstRange(of: "\"pricing\""))
    let rest = text[pricing.upperBound...]
    func number(_ keys: String...) throws -> Double {
      var part = rest
      for key in keys {
        part = part[try #require(part.firstRange(of: "\"\(key)\"")).upperBound...]
      }
      let digits = part.drop { !"-0123456789".contains($0) }.prefix {
        "-+.e0123456789".contains($0)
      }
      return try #require(Double(digits))
    }
    return DoWhyNumbers(
      value: try number("linear_regression", "value"),
      randomCause: try number("random_common_cause", "new"),
      placebo: try number("placebo_treatment_refuter", "new"),
      subset: try number("data_subset_refuter", "new"),
      unobserved: try number("add_unobserved_common_cause", "new"))
  }
}
