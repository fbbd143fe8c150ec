internal import Foundation

/// Exact one-sided confidence bounds for a rate, of `defects` in `count` independent draws.
///
/// Source: C. J. Clopper, E. S. Pearson, "The use of confidence or fiducial limits illustrated in the case of the binomial",
/// Biometrika 26 (1934). The bound covers the true rate at least as often as the confidence says, at every rate.
package enum ClopperPearson {
  /// The rate at which so few defects are just as improbable as 1 − confidence.
  ///
  /// - Precondition: 0 ≤ defects ≤ count, 0 < confidence < 1.
  package static func upper(defects: Int, count: Int, confidence: Double) -> Double {
    if defects >= count { return 1 }
    // P(X = 0) = (1 − p)^n, which has a closed form.
    if defects == 0 { return -expm1(log1p(-confidence) / Double(count)) }
    let (a, b) = (Double(defects + 1), Double(count - defects))
    return crossing(from: 0, to: 1) { regularisedBeta($0, a, b) < confidence }
  }

  /// The rate at which so many defects are just as improbable as 1 − confidence.
  package static func lower(defects: Int, count: Int, confidence: Double) -> Double {
    if defects <= 0 { return 0 }
    let (a, b) = (Double(defects), Double(count - defects + 1))
    return crossing(from: 0, to: 1) { regularisedBeta($0, a, b) < 1 - confidence }
  }

  /// The most defects of which `count` draws still show that the rate is at most `rate`; nil where none would.
  package static func mostDefects(count: Int, rate: Double, confidence: Double) -> Int? {
    var most: Int?
    while let next = most.map({ $0 + 1 }) ?? Optional(0), next < count,
      upper(defects: next, count: count, confidence: confidence) <= rate
    {
      most = next
    }
    return most
  }

  /// How many draws without any defect show that the rate is at most `rate`.
  package static func cleanDraws(rate: Double, confidence: Double) -> Int {
    var count = max(1, Int((log1p(-confidence) / log1p(-rate)).rounded(.up)) - 1)
    while upper(defects: 0, count: count, confidence: confidence) > rate { count += 1 }
    return count
  }
}

/// P(X ≤ defects) of a binomial distribution.
package func binomialCDF(_ defects: Int, count: Int, rate: Double) -> Double {
  if defects < 0 { return 0 }
  if defects >= count { return 1 }
  return regularisedBeta(1 - rate, Double(count - defects), Double(defects + 1))
}
