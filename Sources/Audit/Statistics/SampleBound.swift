/// What a sample found in one stratum.
package struct StratumCount: Sendable, Hashable, Codable {
  package var name: String
  /// Conversations in the frame.
  package var population: Int
  /// Base and top-up.
  package var drawn: Int
  package var defective: Int
  /// Those of the base, which count for the bound over all strata.
  package var baseDrawn: Int
  package var baseDefective: Int

  package init(
    name: String, population: Int, drawn: Int, defective: Int, baseDrawn: Int, baseDefective: Int
  ) {
    self.name = name
    self.population = population
    self.drawn = drawn
    self.defective = defective
    self.baseDrawn = baseDrawn
    self.baseDefective = baseDefective
  }
}

/// The share of defective conversations in the frame, as far as the sample can tell: an estimate and one-sided bounds,
/// each of which holds with the confidence.
package struct SampleBound: Sendable, Hashable, Codable {
  package enum Method: String, Sendable, Codable {
    /// Every conversation was compared: nothing is estimated.
    case complete
    /// One stratum: the exact hypergeometric bound.
    case finitePopulation = "finite_population"
    /// Several strata, drawn in proportion: the binomial bound of the pooled count, and of all rates in the strata that fit
    /// it those under which the frame fares worst, since rounding draws a little more of one than of another.
    ///
    /// It is valid for any rates in the strata: the number of defects is a sum of independent indicators (draws without
    /// replacement are too: V. A. Vatutin, V. G. Mikhailov, 1982), and such a sum stays below its mean at most as often as a
    /// binomial of the same mean does (W. Hoeffding, "On the distribution of the number of successes in independent
    /// trials", 1956).
    case proportionalStrata = "proportional_strata"
    /// Nothing was drawn.
    case nothing
  }

  package var method: Method
  package var population: Int
  /// Conversations that count for the bound, and how many of them are defective.
  package var drawn: Int
  package var defective: Int
  package var confidence: Double
  /// Σ W_h · p_h, the strata weighted by their share of the frame.
  package var estimate: Double
  package var upper: Double
  package var lower: Double

  /// - Parameters:
  ///   - strata: those without a conversation do not matter.
  ///   - confidence: 0.8 or more, below 1.
  package init(_ strata: [StratumCount], confidence: Double) {
    let strata = strata.filter { $0.population > 0 }
    population = strata.reduce(0) { $0 + $1.population }
    let total = population
    let baseDrawn = strata.reduce(0) { $0 + $1.baseDrawn }
    drawn = baseDrawn
    defective = strata.reduce(0) { $0 + $1.baseDefective }
    self.confidence = confidence
    estimate = strata.reduce(0) { sum, stratum in
      guard stratum.drawn > 0 else { return sum }
      return sum + Double(stratum.population) / Double(total) * Double(stratum.defective)
        / Double(stratum.drawn)
    }
    (upper, lower) = (1, 0)
    if drawn == 0 {
      method = .nothing
    } else if drawn == population {
      method = .complete
      (upper, lower) = (estimate, estimate)
    } else if strata.count == 1 {
      method = .finitePopulation
      upper =
        Double(
          FinitePopulation.upper(
            defects: defective, drawn: drawn, population: population, confidence: confidence))
        / Double(population)
      lower =
        Double(
          FinitePopulation.lower(
            defects: defective, drawn: drawn, population: population, confidence: confidence))
        / Double(population)
    } else {
      method = .proportionalStrata
      let pooled = ClopperPearson.upper(
        defects: defective, count: drawn, confidence: confidence)
      // Of those that were not drawn not more than all can be defective.
      let most = Double(defective + population - drawn) / Double(population)
      upper = min(1, Self.extreme(strata, of: pooled, drawn, total, isLargest: true), most)
      lower = Self.extreme(
        strata,
        of: ClopperPearson.lower(defects: defective, count: drawn, confidence: confidence), drawn,
        total, isLargest: false)
    }
  }

  /// The largest or smallest share of the frame that is defective, where that share of what was drawn is expected to be:
  /// strata in which one drawn conversation stands for the most, or the fewest, are taken to be defective first.
  private static func extreme(
    _ strata: [StratumCount], of rate: Double, _ drawn: Int, _ total: Int, isLargest: Bool
  ) -> Double {
    var left = rate * Double(drawn)
    // A stratum of which nothing was drawn may be defective as a whole.
    let unseen = strata.filter { $0.baseDrawn == 0 }.reduce(0) { $0 + $1.population }
    var sum = isLargest ? Double(unseen) : 0
    let ranked = strata.filter { $0.baseDrawn > 0 }
      .map { (drawn: Double($0.baseDrawn), each: Double($0.population) / Double($0.baseDrawn)) }
      .sorted { isLargest ? $0.each > $1.each : $0.each < $1.each }
    for stratum in ranked {
      let taken = min(left, stratum.drawn)
      sum += taken * stratum.each
      left -= taken
    }
    return sum / Double(total)
  }
}
