#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// A mixture of classes of pairs, estimated without labels (Fellegi & Sunter 1969; Winkler 1988):
/// pairs of one entity, pairs of people who share a household or an office, strangers of one
/// neighbourhood or language, and strangers.
///
/// Within a class the comparisons are taken for independent.
struct LatentClasses: Sendable {
  enum Kind: Int, CaseIterable, Sendable {
    case same, household, office, neighbours, strangers
  }
  private static let firstStrange = Kind.neighbours.rawValue
  static let count = Kind.allCases.count
  /// Pairs that the prior shares of the classes count as.
  private static let priorPairs = 200_000.0

  let parts: [RowComparison.Part]
  /// What the people of a household and of an office share at least one of, and where agreements on
  /// it are counted.
  private static let household = (lane: 5, kinds: [ColumnKind.phone, .email, .address])
  private static let office = (lane: 6, kinds: [ColumnKind.phone, .email, .address, .company])
  private static let places = [household, office]
  /// Share of all pairs, by class.
  private(set) var shares: [Double]
  /// By part, class and level: the level's share among the class's pairs that have both values.
  private(set) var levels: [[[Double]]]
  /// By part and level: the level's share among random pairs.
  private(set) var random: [[Double]]
  private(set) var iterations = 0
  private(set) var hasConverged = false
  /// log2 likelihood ratio against strangers: by part and code.
  private(set) var weights: [[SIMD8<Float>]]
  private(set) var logShares = SIMD8<Float>()

  init(parts: [RowComparison.Part], rowCount: Int, priors: LinkageRules.Priors) {
    self.parts = parts
    let rows = Double(max(2, rowCount) + 2000)
    shares = [
      priors.duplicates / rows, priors.household / rows, priors.office / rows, 0.05, 0.95,
    ]
    let strangers = Strangers(parts: parts)
    random = strangers.random
    levels = parts.indices.map { part in
      let definitions = parts[part].levels
      return [
        normalised(definitions.map(\.same)), normalised(definitions.map(\.household)),
        normalised(definitions.map(\.office)), [], [],
      ]
    }
    weights = Array(repeating: [], count: parts.count)
    set(strangers)
    tabulate()
  }

  /// Classes as they were estimated earlier, for the same parts.
  init(
    parts: [RowComparison.Part], weights: [[SIMD8<Float>]], logShares: SIMD8<Float>, witness: Int?,
    calibration: Calibration
  ) {
    self.init(parts: parts, rowCount: 0, priors: LinkageRules.Priors())
    self.weights = weights
    self.logShares = logShares
    self.witness = witness
    self.calibration = calibration
  }

  private mutating func set(_ strangers: Strangers) {
    random = strangers.random
    for part in parts.indices {
      levels[part][Kind.neighbours.rawValue] = strangers.near[part]
      levels[part][Kind.strangers.rawValue] = strangers.far[part]
    }
    shares[Kind.neighbours.rawValue] = strangers.neighbours
    shares[Kind.strangers.rawValue] = 1 - strangers.neighbours
  }

  private mutating func tabulate() {
    for part in parts.indices { tabulate(part) }
    logShares = SIMD8(repeating: 0)
    for kind in shares.indices { logShares[kind] = Float(log2(shares[kind])) }
  }

  /// Weights of a part: the likelihood of each level in each class over that among random pairs.
  private mutating func tabulate(_ part: Int) {
    var table = [SIMD8<Float>](repeating: .zero, count: 1 + parts[part].levels.count * 32)
    for level in parts[part].levels.indices {
      let random = random[part][level]
      var row = SIMD8<Float>()
      for kind in 0..<Self.count { row[kind] = Float(log2(levels[part][kind][level] / random)) }
      for (lane, kinds) in Self.places
      where kinds.contains(parts[part].column) && parts[part].kind != .mailbox {
        row[lane] = parts[part].levels[level].isRare ? 1 : 0
      }
      for rarity in 0..<32 {
        // What agrees by more than chance agrees on this very value; strangers agree by chance.
        for kind in 0..<(parts[part].levels[level].isRare ? Self.firstStrange : 0) {
          let share = levels[part][kind][level]
          row[kind] = Float(
            log2(
              max(share - random, share * 1e-3) * exp2(Double(rarity))
                + min(share, random) / random))
        }
        table[1 + level * 32 + rarity] = row
      }
    }
    weights[part] = table
  }

  /// log2 of share times likelihood ratio, by class.
  @inline(__always)
  func classBits(_ vector: PairVector) -> SIMD8<Float> {
    var bits = logShares
    for part in weights.indices { bits += weights[part][Int(vector.codes[part])] }
    if bits[Self.household.lane] == 0 { bits[Kind.household.rawValue] = -.infinity }
    if bits[Self.office.lane] == 0 { bits[Kind.office.rawValue] = -.infinity }
    bits.highHalf = SIMD4(bits[4], -.infinity, -.infinity, -.infinity)
    return bits
  }

  /// log2 odds of one entity.
  func bits(_ vector: PairVector) -> Float {
    let all = classBits(vector)
    guard let witness else { return Self.odds(all) }
    let rest = Self.odds(all - weights[witness][Int(vector.codes[witness])])
    let own = vector.level(witness) < 0 ? 0 : Self.odds(all) - rest
    return calibration.applied(rest) + own
  }

  /// log2 odds of the first class.
  private static func odds(_ bits: SIMD8<Float>) -> Float {
    var others = bits
    others[0] = -.infinity
    let most = others.max()
    var rest: Float = 0
    for kind in 1..<count { rest += exp2(bits[kind] - most) }
    return bits[0] - most - log2(rest)
  }

  /// The comparison that the others are checked by.
  private(set) var witness: Int?
  private(set) var calibration = Calibration()

  /// Checks the classes by the date or identifier that most pairs have on both sides.
  private mutating func calibrate(_ histogram: [(vector: PairVector, weight: Double)]) {
    var most = 0
    for part in parts.indices
    where [.birthday, .date, .identifier].contains(parts[part].column) {
      let count = histogram.reduce(0) { $0 + ($1.vector.level(part) < 0 ? 0 : 1) }
      if count > most {
        most = count
        witness = part
      }
    }
    guard let witness else { return }
    var samples: [Calibration.Sample] = []
    for (vector, weight) in histogram where vector.level(witness) >= 0 {
      let all = classBits(vector)
      let rest = Self.odds(all - weights[witness][Int(vector.codes[witness])])
      if rest < -10 { continue }
      samples.append(
        .init(bits: Double(rest), witness: Double(Self.odds(all) - rest), weight: weight))
    }
    calibration = .fit(samples)
  }

  /// Whether a level that is not rare is so much the rule for two entities, and so seldom met with one,
  /// that it decides.
  func rulesOut(_ part: Int, _ level: Int) -> Bool {
    weights[part][1 + level * 32][Kind.same.rawValue] <= -5
  }

  /// Bits of one part for one entity against the likeliest other class of the pair.
  func evidenceBits(_ part: Int, _ vector: PairVector) -> Double {
    let all = classBits(vector)
    var other = 1
    for kind in 2..<Self.count where all[kind] > all[other] { other = kind }
    let own = weights[part][Int(vector.codes[part])]
    return Double(own[0] - own[other])
  }

  /// Estimates the classes of strangers from random pairs, then the others from candidates.
  mutating func estimate(
    random: [(vector: PairVector, weight: Double)],
    candidates: [(vector: PairVector, weight: Double)], pairs: Double
  ) {
    if !random.isEmpty {
      var strangers = Strangers(parts: parts)
      strangers.estimate(random)
      set(strangers)
      tabulate()
    }
    let priors = (levels, shares)
    estimate(candidates, of: [.same, .household, .office], total: pairs)
    if householdsAgreeOnWhatIsOnes {
      (levels, shares) = priors
      hasHouseholds = false
      shares[Kind.household.rawValue] = 1e-18
      shares[Kind.office.rawValue] = 1e-18
      tabulate()
      estimate(candidates, of: [.same], total: pairs)
    }
    calibrate(candidates)
  }

  /// Whether the pairs taken for households agree on birthdays or identifiers: then they are entities
  /// whose names were spoilt, and the table has no households.
  private var householdsAgreeOnWhatIsOnes: Bool {
    for part in parts.indices where !householdSums[part].isEmpty {
      let sum = householdSums[part].reduce(0, +)
      let agreeing = parts[part].levels.indices.filter {
        parts[part].levels[$0].othersLimit <= 0.05
      }
      if agreeing.isEmpty || parts[part].name == "name" || sum < 20 { continue }
      let met = agreeing.reduce(0) { $0 + householdSums[part][$1] } / sum
      let chance = agreeing.reduce(0) { $0 + random[part][$1] }
      if met - chance > 0.1 * (1 - chance) { return true }
    }
    return false
  }
  private var householdSums: [[Double]] = []
  private(set) var hasHouseholds = true

  /// Expectation and maximisation for the classes `kinds`, the others as they are, until no share
  /// moves by more than a thousandth. A comparison's shares are estimated from what the other
  /// comparisons say of a pair, so that none can make a class of its own.
  private mutating func estimate(
    _ histogram: [(vector: PairVector, weight: Double)], of kinds: [Kind], total: Double,
    limit: Int = 60
  ) {
    let priors = levels
    let priorShares = shares
    hasConverged = false
    iterations = 0
    while iterations < limit {
      iterations += 1
      var sums = parts.map { part in
        Array(repeating: [Double](repeating: 0, count: part.levels.count), count: Self.count)
      }
      var classSums = [Double](repeating: 0, count: Self.count)
      for (vector, weight) in histogram {
        let all = classBits(vector)
        let whole = Self.posterior(all)
        for kind in kinds { classSums[kind.rawValue] += Double(whole[kind.rawValue]) * weight }
        for part in parts.indices {
          let level = vector.level(part)
          if level < 0 { continue }
          let posterior = Self.posterior(all - weights[part][Int(vector.codes[part])])
          for kind in kinds {
            let share = kind == .same ? Self.sureShare(posterior[0]) : whole[kind.rawValue]
            sums[part][kind.rawValue][level] += Double(share) * weight
          }
        }
      }
      householdSums = sums.map { $0[Kind.household.rawValue] }
      var change = 0.0
      for part in parts.indices {
        for kind in kinds {
          let sum = sums[part][kind.rawValue].reduce(0, +)
          let strength = 200.0
          for level in sums[part][kind.rawValue].indices {
            let definition = parts[part].levels[level]
            let limit =
              !hasHouseholds
              ? 1
              : kind == .same
                ? definition.sameLimit
                : kind == .household || kind == .office ? definition.othersLimit : 1
            let share = min(
              limit,
              (sums[part][kind.rawValue][level] + strength * priors[part][kind.rawValue][level])
                / (sum + strength))
            change = max(change, abs(share - levels[part][kind.rawValue][level]))
            levels[part][kind.rawValue][level] = share
          }
        }
      }
      for kind in kinds where kind != .strangers {
        shares[kind.rawValue] =
          (classSums[kind.rawValue] + Self.priorPairs * priorShares[kind.rawValue])
          / (total + Self.priorPairs)
      }
      shares[Kind.strangers.rawValue] = 1 - shares[0..<4].reduce(0, +)
      tabulate()
      if change < 1e-3 {
        hasConverged = true
        break
      }
    }
  }

  /// What a pair counts for: pairs that may well be two entities would pass on what two entities are
  /// like.
  private static func sureShare(_ posterior: Float) -> Float {
    posterior * max(0, 5 * posterior - 4)
  }

  private static func posterior(_ bits: SIMD8<Float>) -> SIMD8<Float> {
    let most = bits.max()
    var odds = SIMD8<Float>()
    for kind in 0..<count { odds[kind] = exp2(bits[kind] - most) }
    return odds / odds.sum()
  }

  var summary: ModelSummary {
    ModelSummary(
      iterations: iterations, hasConverged: hasConverged, hasHouseholds: hasHouseholds,
      sameShare: shares[Kind.same.rawValue])
  }
}
