#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// How often two strangers agree, estimated from random pairs as a mixture of two classes: of one
/// neighbourhood, country or language, and of none. Agreements among the former are so many times as
/// likely in each comparison, whatever the value.
struct Strangers: Sendable {
  /// Share of neighbours among strangers.
  private(set) var neighbours = 0.05
  /// By part and level: the level's share among random pairs, among neighbours, and among the rest.
  private(set) var random: [[Double]]
  private(set) var near: [[Double]]
  private(set) var far: [[Double]]
  private let parts: [RowComparison.Part]
  private var factors: [Double]
  /// By part: share of agreements among random pairs.
  private var agreements: [Double] = []

  /// Before any pair is seen.
  init(parts: [RowComparison.Part]) {
    self.parts = parts
    random = parts.map { part in
      normalised(part.levels.map { $0.isRare ? 1e-4 : $0.strangers })
    }
    near = random
    far = random
    factors = parts.map { _ in 8 }
    setAgreements()
    spread()
  }

  /// A pair, as far as strangers are concerned: by part 0 where a value is missing, 1 where values
  /// differ, more where they agree in one or in two respects.
  private struct Pattern: Hashable {
    var codes = SIMD16<UInt8>()
  }

  mutating func estimate(_ histogram: [(vector: PairVector, weight: Double)]) {
    let one = max(1, histogram.map(\.weight).min() ?? 1)
    var patterns: [Pattern: Double] = [:]
    var total = 0.0
    for part in parts.indices {
      var sums = [Double](repeating: 0, count: parts[part].levels.count)
      for (vector, weight) in histogram where vector.level(part) >= 0 {
        sums[vector.level(part)] += weight
      }
      let prior = random[part]
      let sum = sums.reduce(0, +)
      random[part] = sums.indices.map { (sums[$0] + one * prior[$0]) / (sum + one) }
    }
    for (vector, weight) in histogram {
      var pattern = Pattern()
      for part in parts.indices where vector.level(part) >= 0 {
        let level = parts[part].levels[vector.level(part)]
        pattern.codes[part] = level.speaksForOne ? UInt8(1 + level.words) : 1
      }
      patterns[pattern, default: 0] += weight
      total += weight
    }
    setAgreements()
    // Sums must come out the same in every run.
    let sorted = patterns.sorted { a, b in
      for index in a.key.codes.indices where a.key.codes[index] != b.key.codes[index] {
        return a.key.codes[index] < b.key.codes[index]
      }
      return false
    }
    var rounds = 0
    var change = 1.0
    while change > 1e-5, rounds < 2000 {
      rounds += 1
      change = maximise(sorted.map { ($0.key, $0.value) }, total: total, one: one)
    }
    spread()
  }

  /// One round of expectation and maximisation; how much the share of neighbours moved.
  private mutating func maximise(
    _ patterns: [(pattern: Pattern, weight: Double)], total: Double, one: Double
  ) -> Double {
    let weights = parts.indices.map { part in
      [0, log2(ratio(part, 0)), log2(ratio(part, 1)), log2(ratio(part, 2))]
    }
    let prior = log2(neighbours / (1 - neighbours))
    var share = 0.0
    var met = [Double](repeating: 0, count: parts.count)
    var asked = met
    for (pattern, weight) in patterns {
      var bits = prior
      for part in parts.indices { bits += weights[part][Int(pattern.codes[part])] }
      let posterior = weight / (1 + exp2(-bits))
      share += posterior
      for part in parts.indices where pattern.codes[part] > 0 {
        asked[part] += posterior * agreements[part]
        if pattern.codes[part] > 1 { met[part] += posterior }
      }
    }
    for part in parts.indices {
      factors[part] = (met[part] + 3 * one) / (asked[part] + 3 * one)
    }
    let before = neighbours
    neighbours = min(0.5, max(1e-6, share / total))
    return abs(neighbours - before)
  }

  /// How many times as likely neighbours agree in so many respects as the rest of strangers do; of
  /// none the same for differing.
  private func ratio(_ part: Int, _ words: Int) -> Double {
    let (near, far) = factors(part)
    if words == 0 { return (1 - agreements[part] * near) / (1 - agreements[part] * far) }
    return words == 1 ? near / far : near * near / (far * far)
  }

  /// How many times as likely as among random pairs one agreement is, among neighbours and the rest.
  private func factors(_ part: Int) -> (near: Double, far: Double) {
    let most = min(0.98 / max(agreements[part], 1e-12), 0.98 / neighbours)
    let near = min(max(1, factors[part]), most)
    return (near, max(0.05, (1 - neighbours * near) / (1 - neighbours)))
  }

  private mutating func setAgreements() {
    agreements = parts.indices.map { part in
      parts[part].levels.indices.reduce(0) {
        $0 + (parts[part].levels[$1].speaksForOne ? random[part][$1] : 0)
      }
    }
  }

  private mutating func spread() {
    for part in parts.indices {
      let (near, far) = factors(part)
      for level in parts[part].levels.indices {
        let definition = parts[part].levels[level]
        var (own, other) = (near, far)
        if !definition.speaksForOne {
          own = (1 - agreements[part] * near) / (1 - agreements[part])
          other = (1 - agreements[part] * far) / (1 - agreements[part])
        } else if definition.words > 1 {
          // Two words of a name are independent within a neighbourhood; both classes together make the
          // random pairs.
          let both = neighbours * near * near + (1 - neighbours) * far * far
          (own, other) = (near * near / both, far * far / both)
        }
        self.near[part][level] = random[part][level] * own
        self.far[part][level] = random[part][level] * other
      }
    }
  }
}

func normalised(_ values: [Double]) -> [Double] {
  let sum = values.reduce(0, +)
  return values.map { $0 / sum }
}
