#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Weighs the regions of a column against each other. Weights are natural logarithms of odds.
struct RegionDecision {
  let sample: ColumnSample
  let column: ColumnDigits
  private let fits: [RegionFit]
  /// What the way of writing says for each of the regions.
  private let ways: [Double]

  /// Part of a column that is no number of its country, before the column is seen.
  private static let junkShare = 0.1
  /// What is needed to prefer a region to chance and to regions of every other calling code.
  private static let leastMargin = 8.0
  /// What a number that is valid in both of two regions counts, of what its density says.
  private static let densityTrust = 0.25
  /// What each number with a calling code speaks for its region, and how many do.
  private static let codeWeight = 2.0
  private static let codeLimit = 20
  /// The most that one grouping of digits counts.
  private static let groupingWeight = 4.0
  /// How much better two countries must explain a column than one.
  private static let mixedMargin = 4.0
  /// Part of a column that another region must explain better for the column to be mixed.
  private static let mixedShare = 0.15
  /// Part of a column that is grouped as another region does and as this one never does, from which
  /// the column is mixed.
  private static let foreignShare = 0.2
  /// Part of the numbers that must be valid in the region.
  private static let leastValid = 0.7

  init(_ sample: ColumnSample) {
    self.sample = sample
    let column = ColumnDigits(sample.national)
    self.column = column
    var fits: [RegionFit] = []
    var densities: [UInt16: PlanDensity] = [:]
    for region in Region.all {
      if let fit = RegionFit(region, column, &densities) { fits.append(fit) }
    }
    self.fits = fits
    ways = fits.map { fit in fit.habit + Self.groupingEvidence(fit, column, among: fits) }
  }

  func decide() -> ColumnRegion {
    guard sample.nationalCount > 0 else {
      return answer(.everyNumberHasCode, nil, "every number carries its country code")
    }
    let scores = fits.indices.map { againstChance($0) + codeEvidence(fits[$0].region) }
    guard let best = leader() else {
      return answer(
        .noPlanFits, nil,
        "\(sample.nationalCount) numbers without country code fit the plan of no country")
    }
    let fit = fits[best]
    if scores[best] < Self.leastMargin {
      let tooFew = column.weights.reduce(0, +) < 10
      return answer(
        tooFew ? .tooFew : .noPlanFits, fit,
        "\(sample.nationalCount) numbers without country code, "
          + (tooFew ? "too few or too alike to infer it" : "which fit no country clearly"))
    }
    if Double(fit.validCount) < Self.leastValid * Double(column.count) {
      return answer(
        .mixed, fit,
        "\(fit.validCount) of \(column.count) numbers without country code are valid in "
          + "\(fit.region.code), the others not")
    }
    var margin = scores[best]
    var rival: Region?
    for (index, other) in fits.enumerated()
    where other.region.callingCode != fit.region.callingCode {
      let lead = compare(best, index)
      if lead < margin {
        margin = lead
        rival = other.region
      }
      if mixtureGain(fit, other) > Self.mixedMargin
        || isWrittenElsewhere(fit, other)
      {
        return answer(
          .mixed, fit,
          "numbers of \(fit.region.code) and \(other.region.code) share the column")
      }
    }
    if margin < Self.leastMargin {
      return answer(
        .undecided, fit,
        "\(sample.nationalCount) numbers without country code may be of \(fit.region.code) or "
          + (rival?.code ?? "another country"))
    }
    if let other = differentReader(best) {
      return answer(
        .undecided, fit,
        "\(sample.nationalCount) numbers without country code may be of \(fit.region.code) or "
          + other.code)
    }
    let own = sample.byCallingCode[fit.region.callingCode] ?? 0
    let foreign = sample.internationalCount - own
    let all = own + foreign + sample.nationalCount
    for (code, count) in sample.byCallingCode.sorted(by: { $0.key < $1.key })
    where code != fit.region.callingCode && count >= 5 && count * 4 >= own + foreign
      && count * 12 >= all
    {
      return answer(
        .mixed, fit,
        "numbers without country code look like \(fit.region.code), but \(count) of "
          + "\(own + foreign) with one have +\(code)")
    }
    var words = "\(fit.validCount) of \(column.count) numbers without one are valid there"
    if own + foreign > 0 {
      words =
        "\(own) of \(own + foreign) numbers with a country code have "
        + "+\(fit.region.callingCode); " + words
    }
    var result = answer(.inferred, fit, words)
    result.region = fit.region
    result.confidence = min(0.999, 1 / (1 + exp(-margin)))
    return result
  }

  private func answer(
    _ outcome: ColumnRegion.Outcome, _ fit: RegionFit?, _ basis: String
  ) -> ColumnRegion {
    ColumnRegion(
      outcome: outcome, region: nil, confidence: 0, nationalCount: sample.nationalCount,
      validShare: fit.map { Double($0.validCount) / Double(max(1, column.count)) } ?? 0,
      basis: basis)
  }

  /// The region that no other one beats.
  private func leader() -> Int? {
    var best: Int?
    for index in fits.indices {
      guard let held = best else {
        best = index
        continue
      }
      if compare(index, held) > 0 { best = index }
    }
    return best.map(owner)
  }

  /// Of the regions with the calling code of one: whose numbers most of them are, or the main one.
  private func owner(_ best: Int) -> Int {
    let code = fits[best].region.callingCode
    let family = fits.indices.filter {
      fits[$0].region.callingCode == code && fits[$0].validCount * 10 >= fits[best].validCount * 9
    }
    if let owner = family.max(by: { fits[$0].ownCount < fits[$1].ownCount }),
      fits[owner].ownCount * 2 > fits[best].validCount,
      family.allSatisfy({ $0 == owner || fits[$0].ownCount < fits[owner].ownCount })
    {
      return owner
    }
    return family.first { fits[$0].region.isMain } ?? best
  }

  /// Another region of the same calling code that is about as likely and reads other numbers: one
  /// that adds its own area code to what is dialled inside it.
  private func differentReader(_ best: Int) -> Region? {
    let fit = fits[best]
    return fits.indices.first { index in
      guard index != best, fits[index].region.callingCode == fit.region.callingCode,
        compare(best, index) < Self.leastMargin
      else { return false }
      let differing = (0..<column.count).count {
        let (one, other) = (fit.readings[$0], fits[index].readings[$0])
        return one != other && one != 0 && other != 0
      }
      return differing * 50 > column.count
    }.map { fits[$0].region }
  }

  /// What the column says for a region against digits drawn at random.
  private func againstChance(_ index: Int) -> Double {
    let fit = fits[index]
    var sum = ways[index]
    for index in 0..<column.count {
      let weight = fit.surplus[index].map { $0 + log(1 - Self.junkShare) } ?? log(Self.junkShare)
      sum += column.weights[index] * weight
    }
    return sum
  }

  /// What the column says for one region against another.
  private func compare(_ first: Int, _ second: Int) -> Double {
    let (one, other) = (fits[first], fits[second])
    let oneOnly = log((1 - Self.junkShare) / Self.junkShare)
    var sum = codeEvidence(one.region) - codeEvidence(other.region)
    sum += ways[first] - ways[second]
    for index in 0..<column.count {
      switch (one.surplus[index], other.surplus[index]) {
      case (let left?, let right?):
        sum += column.weights[index] * Self.densityTrust * (left - right)
      case (let left?, nil): sum += column.weights[index] * (oneOnly + left)
      case (nil, let right?): sum -= column.weights[index] * (oneOnly + right)
      case (nil, nil): break
      }
    }
    return sum
  }

  /// What the grouping of digits says for a region. A habit is one piece of evidence however many
  /// numbers show it, and the less the more regions share it.
  private static func groupingEvidence(
    _ fit: RegionFit, _ column: ColumnDigits, among fits: [RegionFit]
  ) -> Double {
    var sum = 0.0
    let codes = Set(fits.map(\.region.callingCode)).count
    for (grouping, size) in column.groupings.enumerated() {
      let agreeing = Set(
        fits.lazy.filter { $0.grouped[grouping] * 2 >= size }.map(\.region.callingCode))
      let rarity = log(Double(codes + 2) / Double(agreeing.count + 1))
      let share = Double(fit.grouped[grouping]) / Double(size)
      let part = min(1, 10 * Double(size) / Double(column.count))
      sum += min(groupingWeight, rarity) * share * part
    }
    return min(3 * groupingWeight, sum)
  }

  /// How much better two regions explain the column than the first of them alone.
  private func mixtureGain(_ fit: RegionFit, _ other: RegionFit) -> Double {
    var best = 0.0
    for share in [0.2, 0.4, 0.6, 0.8] {
      var gain = 0.0
      var count = 0
      for index in 0..<column.count {
        let chance = Self.junkShare
        let one = fit.surplus[index]
        var two = other.surplus[index]
        if let left = one, let right = two {
          let better = other.styles[index] == .asAtHome && fit.styles[index] != .asAtHome
          two = left + Self.densityTrust * (right - left) + (better ? 0.5 : 0)
        }
        let alone = chance + (one.map { (1 - chance) * exp($0) } ?? 0)
        let second = chance + (two.map { (1 - chance) * exp($0) } ?? 0)
        if second > alone { count += 1 }
        gain += column.weights[index] * log((1 - share) + share * second / alone)
      }
      if Double(count) >= Self.mixedShare * Double(column.count) { best = max(best, gain) }
    }
    return best
  }

  /// Whether a good part of the numbers is written as in another region: grouped, so that no
  /// spreadsheet took a digit away, and yet without the prefix that the first region writes.
  private func isWrittenElsewhere(_ fit: RegionFit, _ other: RegionFit) -> Bool {
    let count = (0..<column.count).count {
      fit.styles[$0] == .foreign && other.styles[$0] == .asAtHome
    }
    return Double(count) >= Self.foreignShare * Double(column.count)
  }

  private func codeEvidence(_ region: Region) -> Double {
    let count = sample.byCallingCode[region.callingCode] ?? 0
    return Self.codeWeight * Double(min(count, Self.codeLimit))
  }
}
