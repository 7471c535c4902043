/// Whether two numbers agree to a relative tolerance (absolute below 1e-300).
func close(_ a: Double, _ b: Double, within tolerance: Double = 1e-8) -> Bool {
  a == b || abs(a - b) <= tolerance * max(abs(a), abs(b))
}
