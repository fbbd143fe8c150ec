extension PairScorer {
  /// The pair in words.
  mutating func explain(
    _ pair: ScoredPair, decision: LinkedPair.Decision, objection: String?
  ) -> LinkedPair {
    LinkedPair(
      left: Int(pair.left), right: Int(pair.right), probability: pair.probability,
      evidence: evidence(pair.left, pair.right), decision: decision, objection: objection)
  }

  /// The pairs that hold each cluster together: the likeliest tree over its rows, hung from its
  /// smallest row, one pair for every other row (Prim 1957). O(rows²) of a cluster.
  mutating func merges(
    _ clusters: [UInt32]
  ) -> (merges: [LinkageResult.Merge], cohesion: [LinkageResult.Cohesion]) {
    var members: [UInt64] = []
    for (row, cluster) in clusters.enumerated() where cluster != UInt32(row) {
      members.append(UInt64(cluster) << 32 | UInt64(row))
    }
    radixSort(&members)
    var result: [LinkageResult.Merge] = []
    result.reserveCapacity(members.count)
    var cohesion: [LinkageResult.Cohesion] = []
    var start = 0
    while start < members.count {
      let anchor = UInt32(members[start] >> 32)
      var end = start + 1
      while end < members.count, members[end] >> 32 == UInt64(anchor) { end += 1 }
      var rest = members[start..<end].map { UInt32(truncatingIfNeeded: $0) }
      var best = rest.map { _ in ScoredPair(left: 0, right: 0, bits: -.infinity) }
      var latest = anchor
      var sum = 0.0
      var weakest = Float.infinity
      while !rest.isEmpty {
        var next = 0
        for (index, row) in rest.enumerated() {
          let bits = self.bits(latest, row) ?? -100
          sum += Double(Clustering.clipped(bits))
          if bits > best[index].bits {
            best[index] = ScoredPair(left: min(latest, row), right: max(latest, row), bits: bits)
          }
          if best[index].bits > best[next].bits { next = index }
        }
        latest = rest[next]
        weakest = min(weakest, best[next].bits)
        let pair = explain(best[next], decision: .merge, objection: nil)
        result.append(LinkageResult.Merge(row: Int(latest), pair: pair))
        rest.remove(at: next)
        best.remove(at: next)
      }
      let size = end - start + 1
      cohesion.append(
        LinkageResult.Cohesion(
          cluster: Int(anchor), size: size, meanBits: sum / Double(size * (size - 1) / 2),
          weakestBits: Double(weakest)))
      start = end
    }
    return (result.sorted { $0.row < $1.row }, cohesion)
  }

  /// A row that is likely to be one of several may be each of so many.
  private static let consideredPartners = 4.0

  /// The likeliest doubtful pair between any two clusters, best first, as far as it is probable enough
  /// to be shown. What is likely to be one of several is shown beside each of them, though it may be
  /// none of them by itself.
  mutating func reviewPairs(
    _ doubtful: [ScoredPair], clusters: [UInt32], mergeBits: Float, rules: LinkageRules,
    statistics: inout LinkageStatistics
  ) -> [LinkedPair] {
    let least = rules.reviewProbability
    let best = bestOfClusters(
      doubtful.filter { $0.probability * Self.consideredPartners >= least }, clusters)
    // In 65536ths, so that the order in which they are added changes nothing.
    var expected: [UInt32: Int] = [:]
    for pair in best {
      for row in [pair.left, pair.right] {
        expected[clusters[Int(row)], default: 0] += Int(pair.probability * 65_536)
      }
    }
    var result: [LinkedPair] = []
    for pair in best {
      let left = Int(pair.left)
      let right = Int(pair.right)
      let objection = objection(left, right, comparison.compare(left, right))
      if pair.probability < least {
        let partners = max(expected[clusters[left]] ?? 0, expected[clusters[right]] ?? 0)
        if objection != .none || Double(partners) < least * 65_536 { continue }
      }
      statistics.reviewPairs += 1
      if result.count >= rules.reviewLimit { continue }
      var why: String?
      switch objection {
      case .doubt(let doubt): why = doubt.rawValue
      case .veto(let text): why = text
      case .none:
        if pair.bits >= mergeBits {
          why = "clusters contradict each other"
        } else if pair.probability < least {
          why = "it may be one of several"
        }
      }
      result.append(explain(pair, decision: .review, objection: why))
    }
    return result
  }

  /// The likeliest pair between any two clusters, best first.
  private func bestOfClusters(_ pairs: [ScoredPair], _ clusters: [UInt32]) -> [ScoredPair] {
    let hashes = comparison.records.contentHashes
    let sorted = pairs.sorted { a, b in
      if a.bits != b.bits { return a.bits > b.bits }
      let x = tie(a, hashes)
      let y = tie(b, hashes)
      return x != y ? x < y : (a.left, a.right) < (b.left, b.right)
    }
    var seen: Set<UInt64> = []
    return sorted.filter { pair in
      let a = clusters[Int(pair.left)]
      let b = clusters[Int(pair.right)]
      return a != b && seen.insert(UInt64(min(a, b)) << 32 | UInt64(max(a, b))).inserted
    }
  }

  private func tie(_ pair: ScoredPair, _ hashes: [UInt64]) -> UInt64 {
    let a = hashes[Int(pair.left)]
    let b = hashes[Int(pair.right)]
    return mixed(min(a, b) ^ mixed(max(a, b)))
  }
}

/// How many clusters there are of each size.
func clusterSizes(_ clusters: [UInt32]) -> [LinkageStatistics.ClusterSize] {
  var sizes = [UInt32](repeating: 0, count: clusters.count)
  for cluster in clusters { sizes[Int(cluster)] += 1 }
  sizes.sort()
  var result: [LinkageStatistics.ClusterSize] = []
  for size in sizes where size > 0 {
    if let last = result.last, last.size == Int(size) {
      result[result.count - 1].clusters += 1
    } else {
      result.append(.init(size: Int(size), clusters: 1))
    }
  }
  return result
}
