import JSON

extension FeatureEncoder {
  /// Each column by name: the levels of a category, or the range of a number.
  package var stored: JSONValue {
    .array(
      names.indices.map { index in
        var members: [JSONValue.Member] = [("name", .string(names[index]))]
        if let levels = categories[index] { members.append(("levels", .texts(levels))) }
        if let range = ranges[index] {
          members.append(("range", .exact([range.lowerBound, range.upperBound])))
        }
        return .object(members)
      })
  }

  package init(stored: JSONCursor) throws(JSONShapeError) {
    var names: [String] = []
    var categories: [[String]?] = []
    var ranges: [ClosedRange<Double>?] = []
    for column in try stored.elements() {
      let name = try column.member("name")
      names.append(try name.text())
      if names.dropLast().contains(names[names.count - 1]) {
        throw name.error("the column stands twice")
      }
      let levels = try column.optional("levels")?.texts()
      if let levels, Set(levels).count < levels.count {
        throw column.error("expected different levels")
      }
      categories.append(levels)
      guard let range = column.optional("range") else {
        ranges.append(nil)
        continue
      }
      let ends = try range.numbers(count: 2)
      guard ends[0] <= ends[1] else { throw range.error("expected a range") }
      ranges.append(ends[0]...ends[1])
    }
    self.init(names: names, categories: categories, ranges: ranges)
  }
}
