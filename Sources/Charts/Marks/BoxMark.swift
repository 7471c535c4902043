/// Box plots: quartiles, whiskers and the values beyond them.
package struct BoxMark: Sendable, Equatable {
  /// One box; the caller computes its numbers.
  package struct Box: Sendable, Equatable {
    /// An index of the category axis.
    package var position: Double
    package var lowerWhisker: Double
    package var lowerQuartile: Double
    package var median: Double
    package var upperQuartile: Double
    package var upperWhisker: Double
    /// Values beyond the whiskers; many are thinned when drawn.
    package var outliers: [Double]

    package init(
      position: Double, lowerWhisker: Double, lowerQuartile: Double, median: Double,
      upperQuartile: Double, upperWhisker: Double, outliers: [Double] = []
    ) {
      self.position = position
      self.lowerWhisker = lowerWhisker
      self.lowerQuartile = lowerQuartile
      self.median = median
      self.upperQuartile = upperQuartile
      self.upperWhisker = upperWhisker
      self.outliers = outliers
    }
  }

  package var name: String
  package var boxes: [Box]
  package var role: ChartRole
  package var orientation: MarkOrientation

  package init(
    name: String, boxes: [Box], role: ChartRole, orientation: MarkOrientation = .vertical
  ) {
    self.name = name
    self.boxes = boxes
    self.role = role
    self.orientation = orientation
  }
}
