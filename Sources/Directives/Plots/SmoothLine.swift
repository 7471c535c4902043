import Charts
import Glibc
import Numerics
import Statistics

/// A smooth line through points with its band, on the scale on which the chart draws them.
struct SmoothLine {
  enum Kind: String, CaseIterable, Sendable { case loess, linear, none }

  let x: [Double]
  let y: [Double]
  let low: [Double]
  let high: [Double]
  /// The slope on the drawn scale, of a linear one.
  var slope: Estimate?
  var correlation: Double?

  private static let points = 60
  private static let fewestRows = 4

  /// nil where the rows are too few, or x has one value alone.
  init?(
    _ kind: Kind, x: [Double], y: [Double], logX: Bool, logY: Bool, span: Double, level: Double
  ) {
    let drawnX = logX ? x.map { log10($0) } : x
    let drawnY = logY ? y.map { log10($0) } : y
    guard kind != .none, x.count >= Self.fewestRows, let first = drawnX.min(),
      let last = drawnX.max(), first < last
    else { return nil }
    let grid = (0..<Self.points).map { index in
      first + (last - first) * Double(index) / Double(Self.points - 1)
    }
    let values: [Double]
    let errors: [Double]
    var quantile = NormalDistribution.standard.upperQuantile(0.5 * (1 - level))
    if kind == .linear {
      guard let fit = Self.line(drawnX, drawnY, at: grid) else { return nil }
      (values, errors) = (fit.values, fit.errors)
      slope = fit.slope
      correlation = Moments.correlation(drawnX, drawnY)
      quantile = StudentTDistribution(degreesOfFreedom: Double(x.count - 2))
        .upperQuantile(0.5 * (1 - level))
    } else {
      let fit = LocalRegression(drawnX, drawnY, at: grid, span: span)
      (values, errors) = (fit.values, fit.standardErrors)
    }
    func back(_ value: Double, _ isLog: Bool) -> Double { isLog ? pow(10, value) : value }
    self.x = grid.map { back($0, logX) }
    self.y = values.map { back($0, logY) }
    low = values.indices.map { back(values[$0] - quantile * errors[$0], logY) }
    high = values.indices.map { back(values[$0] + quantile * errors[$0], logY) }
  }

  /// Least squares with HC1 errors of the line's height at each point of the grid.
  private static func line(
    _ x: [Double], _ y: [Double], at grid: [Double]
  ) -> (values: [Double], errors: [Double], slope: Estimate)? {
    // About the mean of x, so that the normal equations are well conditioned.
    let center = Moments(x).mean
    var design = Matrix(rows: x.count, columns: 2)
    for row in x.indices {
      design[row, 0] = 1
      design[row, 1] = x[row] - center
    }
    guard let fit = try? LeastSquares.fit(design, y), fit.dependentColumns.isEmpty else {
      return nil
    }
    let covariance = fit.covariance(.hc1)
    let values = grid.map { fit.coefficients[0] + fit.coefficients[1] * ($0 - center) }
    let errors = grid.map { point in
      let u = point - center
      return max(covariance[0, 0] + 2 * u * covariance[0, 1] + u * u * covariance[1, 1], 0)
        .squareRoot()
    }
    let slope = Estimate(
      value: fit.coefficients[1], standardError: max(covariance[1, 1], 0).squareRoot(),
      degreesOfFreedom: Double(x.count - 2))
    return (values, errors, slope)
  }

  /// The band and the line.
  func marks(name: String, role: ChartRole) -> [Mark] {
    Mark.curve(LineMark(name: name, x: x, y: y, role: role, label: ""), low: low, high: high)
  }

  /// What the line is, for the page.
  static func note(_ kind: Kind, span: Double, level: Double) -> String? {
    let band = "its band holds each point with \(NumberFormat.shortest(level * 100))% confidence"
    switch kind {
    case .loess:
      return
        "The line is a local regression (LOESS, degree 2, span \(NumberFormat.shortest(span))); \(band)."
    case .linear: return "The line is least squares; \(band) (HC1 errors)."
    case .none: return nil
    }
  }
}
