import Glibc
import Numerics
import Statistics
import Testing

@Suite struct KernelDensityTests {
  private let sample = [1.2, 3.4, 2.2, 8.1, 5.5, 5.6, 4.9, 2.1]

  @Test func `the density is the mean of the kernels`() throws {
    let density = try #require(KernelDensity(sample, bandwidth: 0.8))
    for index in stride(from: 0, to: density.x.count, by: 17) {
      let sum = sample.reduce(0.0) { sum, value in
        let z = (density.x[index] - value) / 0.8
        return sum + exp(-0.5 * z * z) / (2 * Double.pi).squareRoot()
      }
      #expect(abs(density.density[index] - sum / 8 / 0.8) < 1e-4)
    }
  }

  @Test func `the area is one`() throws {
    let density = try #require(KernelDensity(sample))
    let step = density.x[1] - density.x[0]
    #expect(abs(density.density.reduce(0, +) * step - 1) < 0.005)
  }

  @Test func `the bandwidth is Silverman's`() {
    // sd 2.2728… and IQR/1.34 = 3.35/1.34 = 2.5: the smaller counts.
    let expected = 0.9 * Moments(sample).standardDeviation * pow(8, -0.2)
    #expect(abs(KernelDensity.silverman(sample) - expected) < 1e-12)
    // Equal quartiles leave the standard deviation.
    let spiked = [1.0, 1, 1, 1, 1, 1, 9]
    #expect(KernelDensity.silverman(spiked) > 0)
  }

  @Test func `one value has no density`() {
    #expect(KernelDensity([3, 3, 3]) == nil)
    #expect(KernelDensity([]) == nil)
    #expect(KernelDensity([.nan, 1]) == nil)
  }
}
