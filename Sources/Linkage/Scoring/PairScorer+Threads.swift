internal import Dispatch
internal import Synchronization

/// The pairs that may be joined, and those that a person should look at.
struct ScoredPairs: Sendable {
  var accepted: [ScoredPair] = []
  var doubtful: [ScoredPair] = []

  static func += (all: inout ScoredPairs, more: ScoredPairs) {
    all.accepted += more.accepted
    all.doubtful += more.doubtful
  }
}

extension PairScorer {
  private static let pairsAtOnce = 128

  /// Scores the pairs on up to `threads` threads, each with memories of its own; what comes of them
  /// stands in the order of the pairs. Takes the pairs out of `pairs`.
  mutating func score(_ pairs: inout PairBuckets, threads: Int) -> ScoredPairs {
    var all = ScoredPairs()
    if threads <= 1 || pairs.count < Self.pairsForThreads {
      for index in pairs.indices { all += score(pairs.take(index)) }
      return all
    }
    let waiting = Mutex((next: 0, buckets: pairs))
    let done = Mutex([ScoredPairs](repeating: ScoredPairs(), count: pairs.indices.count))
    pairs = PairBuckets(rowCount: 0)
    let scorer = self
    DispatchQueue.concurrentPerform(iterations: threads) { _ in
      var own = scorer
      while true {
        let (index, bucket) = waiting.withLock { waiting -> (Int, [UInt64]?) in
          let index = waiting.next
          if index == waiting.buckets.indices.count { return (index, nil) }
          waiting.next += 1
          return (index, waiting.buckets.take(index))
        }
        guard let bucket else { return }
        let scored = own.score(bucket)
        done.withLock { $0[index] = scored }
      }
    }
    done.withLock { done in
      for index in done.indices {
        all += done[index]
        done[index] = ScoredPairs()
      }
    }
    return all
  }
  /// Fewer are scored before other threads have come to life.
  private static let pairsForThreads = 10_000

  private mutating func score(_ bucket: [UInt64]) -> ScoredPairs {
    var result = ScoredPairs()
    var compared: [(left: Int, right: Int, vector: PairVector)] = []
    for start in stride(from: 0, to: bucket.count, by: Self.pairsAtOnce) {
      let some = bucket[start..<min(bucket.count, start + Self.pairsAtOnce)]
      comparison.compareLikely(some, into: &compared)
      for (left, right, vector) in compared {
        let bits = classes.bits(vector)
        if bits < -4 { continue }
        let scored = ScoredPair(left: UInt32(left), right: UInt32(right), bits: bits)
        switch objection(left, right, vector) {
        case .none: result.accepted.append(scored)
        case .doubt: result.doubtful.append(scored)
        case .veto: continue
        }
      }
    }
    return result
  }
}
