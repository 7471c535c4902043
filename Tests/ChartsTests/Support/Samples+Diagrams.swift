import Charts

extension Sample {
  static let diagrams: [Sample] = []
}
