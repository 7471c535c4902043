import Learners
import Testing

@Suite struct FeatureEncoderTests {
  private let training = [
    FeatureColumn(name: "age", values: .numeric([20, .nan, 40])),
    FeatureColumn(
      name: "region",
      values: .categorical(codes: [2, 0, -1], levels: ["south", "unused", "north"])),
  ]

  @Test func sortsLevelsAndLeavesOutThoseThatDoNotOccur() throws {
    let encoder = FeatureEncoder(fitting: training)
    #expect(encoder.categories == [nil, ["north", "south"]])
    let matrix = try encoder.encode(training).matrix
    #expect(Array(matrix.column(1).prefix(2)) == [0, 1])
    #expect(matrix.column(1).last?.isNaN == true)
  }

  @Test func unseenLevelsAreMissingAndReported() throws {
    let encoder = FeatureEncoder(fitting: training)
    let encoded = try encoder.encode([
      FeatureColumn(
        name: "region", values: .categorical(codes: [0, 1, 1], levels: ["north", "west"])),
      FeatureColumn(name: "age", values: .numeric([1, 2, 3])),
    ])
    #expect(encoded.matrix.names == ["age", "region"])
    #expect(encoded.matrix.column(1).map(\.isNaN) == [false, true, true])
    #expect(encoded.unseen.map(\.column) == ["region"])
    #expect(encoded.unseen.map(\.levels) == [["west"]])
    #expect(encoded.unseen.map(\.rows) == [2])
  }

  @Test func anAbsentColumnIsAnError() {
    let encoder = FeatureEncoder(fitting: training)
    #expect(throws: LearnerError.missingColumn("region")) {
      try encoder.encode([FeatureColumn(name: "age", values: .numeric([1]))])
    }
  }

  @Test func aNumberInThePlaceOfACategoryIsAnError() {
    let encoder = FeatureEncoder(fitting: training)
    #expect(throws: LearnerError.columnKind("region", expectedCategory: true)) {
      try encoder.encode([
        FeatureColumn(name: "age", values: .numeric([1])),
        FeatureColumn(name: "region", values: .numeric([1])),
      ])
    }
  }

  @Test func theLinearDesignHasIndicatorsForAllLevelsButTheFirst() throws {
    let columns = [
      FeatureColumn(name: "x", values: .numeric([5, 6, 7])),
      FeatureColumn(
        name: "region", values: .categorical(codes: [1, 0, 2], levels: ["a", "b", "c"])),
    ]
    let matrix = try FeatureEncoder(fitting: columns).encode(columns).matrix
    let design = LinearDesign(matrix)
    #expect(design.names == ["intercept", "x", "region[b]", "region[c]"])
    #expect(design.expand(matrix) == [1, 1, 1, 5, 6, 7, 1, 0, 0, 0, 0, 1])
    #expect(design.references.map(\.level) == ["a"])
    #expect(design.predict(matrix, coefficients: [1, 10, 100, 1000]) == [151, 61, 1071])
  }
}
