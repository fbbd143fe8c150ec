internal import Foundation

/// Drawing `drawn` of `population` without putting any back, where `defective` of them are defective.
package struct Hypergeometric: Sendable {
  package let population: Int
  package let defective: Int
  package let drawn: Int

  package init(population: Int, defective: Int, drawn: Int) {
    self.population = population
    self.defective = defective
    self.drawn = drawn
  }

  private var least: Int { max(0, drawn - (population - defective)) }
  private var most: Int { min(defective, drawn) }

  /// P(X ≤ defects). O(drawn).
  package func cdf(_ defects: Int) -> Double {
    if defects < least { return 0 }
    if defects >= most { return 1 }
    var logTerm = logLeastTerm
    var sum = exp(logTerm)
    var k = least
    while k < defects {
      let ratio =
        Double(defective - k) * Double(drawn - k)
        / (Double(k + 1) * Double(population - defective - drawn + k + 1))
      logTerm += log(ratio)
      sum += exp(logTerm)
      k += 1
    }
    return min(1, sum)
  }

  /// ln P(X = least).
  private var logLeastTerm: Double {
    guard least == 0 else {
      return logChoose(defective, least) + logChoose(population - defective, drawn - least)
        - logChoose(population, drawn)
    }
    // The product of (N − D − i) / (N − i), without the cancellation of factorials.
    return (0..<drawn).reduce(0) { $0 + log1p(-Double(defective) / Double(population - $1)) }
  }
}

private func logChoose(_ n: Int, _ k: Int) -> Double {
  logGamma(Double(n + 1)) - logGamma(Double(k + 1)) - logGamma(Double(n - k + 1))
}

// MARK: - Bounds

/// Exact one-sided confidence bounds for how many of a finite population are defective, from a simple random sample
/// without replacement.
///
/// Source: W. G. Cochran, "Sampling Techniques" (1977), §3.6. This is the finite-population correction done exactly: where
/// everything is drawn, the bound is what was found.
package enum FinitePopulation {
  /// The largest number of defective ones under which so few in the sample are not too improbable. O(n log N).
  package static func upper(
    defects: Int, drawn: Int, population: Int, confidence: Double
  ) -> Int {
    var (low, high) = (defects, population - drawn + defects)
    while low < high {
      let middle = low + (high - low + 1) / 2
      let law = Hypergeometric(population: population, defective: middle, drawn: drawn)
      if law.cdf(defects) > 1 - confidence { low = middle } else { high = middle - 1 }
    }
    return low
  }

  /// The smallest number of defective ones under which so many in the sample are not too improbable.
  package static func lower(
    defects: Int, drawn: Int, population: Int, confidence: Double
  ) -> Int {
    var (low, high) = (defects, population - drawn + defects)
    while low < high {
      let middle = low + (high - low) / 2
      let law = Hypergeometric(population: population, defective: middle, drawn: drawn)
      if 1 - law.cdf(defects - 1) > 1 - confidence { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
