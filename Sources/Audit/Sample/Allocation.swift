/// How many conversations are drawn from each stratum.
///
/// The *base* is proportional: `ceil(n · N_h / N)` from a stratum of N_h, so that each conversation is drawn with nearly
/// the same probability and the bound over all strata follows from the number of defects alone (`StratifiedBound`). Where
/// a stratum is to have a least number of its own, the rest of it is drawn as a *top-up*, which counts for the stratum
/// and the weighted estimate and not for the bound.
package struct Allocation: Sendable, Equatable {
  /// Conversations of the base, by stratum.
  package let base: [Int]
  /// Base and top-up, by stratum.
  package let total: [Int]

  package init(base: [Int], total: [Int]) {
    self.base = base
    self.total = total
  }

  /// - Parameters:
  ///   - size: n, conversations of the base in all, before rounding up.
  ///   - populations: conversations in each stratum.
  ///   - least: how many a stratum shall have at least, as far as it has so many.
  package init(size: Int, populations: [Int], least: [Int]) {
    let population = populations.reduce(0, +)
    base = populations.map { count in
      guard population > size else { return count }
      return min(count, (size * count + population - 1) / population)
    }
    total = zip(zip(base, least), populations).map { max($0.0, min($0.1, $1)) }
  }
}
