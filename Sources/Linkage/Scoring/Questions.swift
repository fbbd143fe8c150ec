#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

extension PairScorer {
  /// Pairs from which most is to be learned, the most informative first: what is not known of a
  /// pair, and how much its answer tells of all other uncertain pairs. Each is chosen as if those
  /// before it had been answered, so no two ask the same.
  ///
  /// O(pool² × count).
  mutating func questions(
    _ pairs: [ScoredPair], tuning: LabelTuning, count: Int, pool: Int = 1500
  ) -> [ScoredPair] {
    let drawn = drawnUncertain(pairs, count: pool)
    let size = drawn.count
    var noise: [Float] = []
    var unknowns: [[Float]] = []
    for pair in drawn {
      let left = Int(pair.left)
      let right = Int(pair.right)
      let vector = comparison.compare(left, right)
      let objection = objection(left, right, vector)
      let features = tuning.features(vector, objection, classes.bits(vector), left, right)
      unknowns.append(tuning.unknown(features).map { Float($0) })
      noise.append(1 / (uncertainty(pair.bits) * 0.48))
    }
    var common = [Float](repeating: 0, count: size * size)
    for i in 0..<size {
      for j in 0...i {
        var sum: Float = 0
        for k in unknowns[i].indices { sum += unknowns[i][k] * unknowns[j][k] }
        common[i * size + j] = sum
        common[j * size + i] = sum
      }
    }
    var result: [ScoredPair] = []
    var isAsked = [Bool](repeating: false, count: size)
    var column = [Float](repeating: 0, count: size)
    while result.count < min(count, size) {
      var best = -1
      var most: Float = -1
      for j in 0..<size where !isAsked[j] {
        var sum: Float = 0
        for i in 0..<size { sum += common[j * size + i] * common[j * size + i] }
        let gain = sum / (common[j * size + j] + noise[j])
        if gain > most {
          most = gain
          best = j
        }
      }
      isAsked[best] = true
      result.append(drawn[best])
      for i in 0..<size { column[i] = common[best * size + i] }
      let scale = 1 / (column[best] + noise[best])
      for i in 0..<size {
        let own = column[i] * scale
        for j in 0..<size { common[i * size + j] -= own * column[j] }
      }
    }
    return result
  }

  /// Pairs drawn by how uncertain they are, from what their rows hold and not by chance
  /// (Efraimidis & Spirakis 2006).
  private func drawnUncertain(_ pairs: [ScoredPair], count: Int) -> [ScoredPair] {
    let hashes = comparison.records.contentHashes
    var keyed: [(key: Double, tie: UInt64, pair: ScoredPair)] = []
    keyed.reserveCapacity(pairs.count)
    for pair in pairs {
      let a = hashes[Int(pair.left)]
      let b = hashes[Int(pair.right)]
      let hash = mixed(min(a, b) ^ mixed(max(a, b)))
      let uniform = (Double(hash >> 11) + 1) / 9_007_199_254_740_994
      keyed.append((-log(uniform) / Double(uncertainty(pair.bits)), hash, pair))
    }
    keyed.sort { a, b in
      a.key != b.key
        ? a.key < b.key
        : (a.tie, a.pair.left, a.pair.right) < (b.tie, b.pair.left, b.pair.right)
    }
    return keyed.prefix(count).map(\.pair)
  }

  /// Variance of the answer.
  private func uncertainty(_ bits: Float) -> Float {
    let share = 1 / (1 + exp2(-max(-20, min(20, bits))))
    return share * (1 - share)
  }
}
