import JSON
import Learners
import Numerics
import Testing

/// Files that were cut off, changed or made up: an error, or a model that predicts; never a crash.
struct StoredModelDamageTests {
  private static let samples = StoredSample.all.filter { sample in
    switch (sample.kind, sample.treatment, sample.learner.name) {
    case (.xLearner, .three, "boosting"), (.causalForest, .two, "linear"),
      (.upliftForest, .three, _), (.causalForest, .amount, _), (.sLearner, .three, _),
      (.xLearner, .two, "forest"), (.linearDML, .two, "spline with 4 columns"):
      sample.replicates == 0 && sample.known == .estimated
    default: false
    }
  }

  @Test func `there are models to damage`() { #expect(Self.samples.count == 7) }

  /// Reads and, where that succeeds, predicts.
  private func survive(_ value: JSONValue, _ shape: EffectShape, _ rows: EffectRows) -> Bool {
    guard let model = try? StoredEffectModels.read(JSONCursor(value), shape: shape) else {
      return false
    }
    _ = StoredSample.predictions(model, rows, arms: shape.arms.count)
    return true
  }

  @Test(arguments: samples) func `a file that was cut off is no model`(sample: StoredSample) throws
  {
    let bytes = JSONText.bytes(try sample.fit().model.stored, isCompact: true).dropLast()
    for step in 0..<100 {
      let length = step * (bytes.count - 1) / 99
      #expect(throws: JSONSyntaxError.self) { try JSONParser.parse(Array(bytes.prefix(length))) }
    }
  }

  @Test(arguments: samples) func `changed bytes are survived`(sample: StoredSample) throws {
    let (model, shape, rows) = try sample.fit()
    let bytes = JSONText.bytes(model.stored, isCompact: true)
    var stream = RandomStream(seed: 1, purpose: "damage")
    var refused = 0
    for _ in 0..<400 {
      var damaged = bytes
      for _ in 0...stream.below(3) {
        // Digits and signs among the rest, so that many of the texts are still JSON.
        damaged[stream.below(bytes.count)] =
          stream.below(2) == 0 ? UInt8(0x30 + stream.below(10)) : UInt8(stream.below(256))
      }
      guard let value = try? JSONParser.parse(damaged) else {
        refused += 1
        continue
      }
      if !survive(value, shape, rows) { refused += 1 }
    }
    #expect(refused > 0)
  }

  @Test(arguments: samples) func `values of another kind are survived`(sample: StoredSample) throws
  {
    let (model, shape, rows) = try sample.fit()
    let strangers: [JSONValue] = [
      .null, .integer(-1), .number(1e300), .integer(1 << 60), .string("x"), .array([]),
      .object([]), .numbers([-1, 1e9, 3, 0.5]), .array([.array([.array([])])]),
    ]
    var stream = RandomStream(seed: 2, purpose: "strangers")
    let value = model.stored
    for round in 0..<600 {
      let changed = replaced(
        value, by: strangers[round % strangers.count], depth: 1 + stream.below(9), &stream)
      _ = survive(changed, shape, rows)
    }
  }

  /// The value with one of its parts, some levels below, replaced.
  private func replaced(
    _ value: JSONValue, by stranger: JSONValue, depth: Int, _ stream: inout RandomStream
  ) -> JSONValue {
    if depth == 0 { return stranger }
    switch value {
    case .object(var members) where !members.isEmpty:
      let index = stream.below(members.count)
      members[index].value = replaced(
        members[index].value, by: stranger, depth: depth - 1, &stream)
      return .object(members)
    case .array(var elements) where !elements.isEmpty:
      let index = stream.below(elements.count)
      elements[index] = replaced(elements[index], by: stranger, depth: depth - 1, &stream)
      return .array(elements)
    case .numbers(var numbers) where !numbers.isEmpty:
      let index = stream.below(numbers.count)
      switch stream.below(4) {
      case 0: numbers[index] = -1
      case 1: numbers[index] = 1e9
      case 2: numbers.remove(at: index)
      default: numbers[index] += 1
      }
      return .numbers(numbers)
    default: return stranger
    }
  }

  @Test func `a node that is its own child is no tree`() throws {
    let sample = try #require(Self.samples.first { $0.kind == .sLearner })
    let shape = try sample.fit().shape
    for columns in ["[-1,0]", "[0,-1]", "[0,-1,-1,-1]", "[-1,0,-1]", "[]", "[0,0,-1]"] {
      let text = """
        {"form": "single-outcome", "outcome": {"form": "boosted-trees", "remark": "",
        "scale": {"role": "regression", "center": 0, "spread": 1}, "gains": [0, 0, 0, 0, 0],
        "trees": [{"columns": \(columns), "values": [0, 0, 0], "missing": [0], "sets": []}]}}
        """
      let value = try JSONParser.parse(Array(text.utf8))
      #expect(throws: JSONShapeError.self, "\(columns)") {
        try StoredEffectModels.read(JSONCursor(value), shape: shape)
      }
    }
  }
}
