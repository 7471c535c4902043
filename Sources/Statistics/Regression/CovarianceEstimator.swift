/// How the covariance of regression coefficients is estimated.
package enum CovarianceEstimator: Sendable, Equatable {
  /// σ²(XᵀX)⁻¹: errors of equal variance.
  case classical
  /// White (1980), without a correction for the sample size.
  case hc0
  /// HC0 times n/(n − k).
  case hc1
  /// Squared residuals over 1 − h; exact under equal variances (MacKinnon and White 1985).
  case hc2
  /// Squared residuals over (1 − h)²: close to the jackknife, the careful choice in small samples.
  case hc3
  /// Sums of scores within clusters, times G/(G − 1)·(n − 1)/(n − k) (Liang and Zeger 1986).
  ///
  /// One cluster number for each row.
  case cluster([Int])
}
