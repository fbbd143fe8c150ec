internal import Foundation

/// The regularised incomplete beta function I_x(a, b), for a, b > 0 and x from 0 to 1.
///
/// Source: NIST Digital Library of Mathematical Functions, §8.17(v), continued fraction 8.17.22, evaluated by the
/// modified method of Lentz; below (a + 1)/(a + b + 2) it converges fast, above it I_x(a, b) = 1 − I_1−x(b, a).
package func regularisedBeta(_ x: Double, _ a: Double, _ b: Double) -> Double {
  if x <= 0 { return 0 }
  if x >= 1 { return 1 }
  let front = exp(
    logGamma(a + b) - logGamma(a) - logGamma(b) + a * log(x) + b * log1p(-x))
  return x < (a + 1) / (a + b + 2)
    ? front * betaFraction(x, a, b) / a
    : 1 - front * betaFraction(1 - x, b, a) / b
}

private func betaFraction(_ x: Double, _ a: Double, _ b: Double) -> Double {
  let tiny = 1e-300
  func kept(_ value: Double) -> Double { abs(value) < tiny ? tiny : value }
  var c = 1.0
  var d = 1 / kept(1 - (a + b) * x / (a + 1))
  var fraction = d
  for step in 1...10_000 {
    let m = Double(step)
    let even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
    d = 1 / kept(1 + even * d)
    c = kept(1 + even / c)
    fraction *= d * c
    let odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
    d = 1 / kept(1 + odd * d)
    c = kept(1 + odd / c)
    fraction *= d * c
    if abs(d * c - 1) < 1e-16 { break }
  }
  return fraction
}

/// ln Γ(x) for x > 0.
func logGamma(_ x: Double) -> Double {
  let (value, _): (Double, Int) = lgamma(x)
  return value
}

/// The x at which a function that only falls or only rises crosses zero, to the last bit of a `Double`.
func crossing(from low: Double, to high: Double, _ isBelow: (Double) -> Bool) -> Double {
  var (low, high) = (low, high)
  for _ in 0..<1100 {
    let middle = low + (high - low) / 2
    if middle <= low || middle >= high { break }
    if isBelow(middle) { low = middle } else { high = middle }
  }
  return high
}
