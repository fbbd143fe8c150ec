extension PairScorer {
  /// Corrects the odds of `accepted` and `doubtful` pairs by labels, and decides labelled pairs.
  mutating func apply(
    _ labels: [PairLabel], _ accepted: inout [ScoredPair], _ doubtful: inout [ScoredPair]
  ) -> LabelStatistics {
    let rowCount = comparison.records.count
    let known = PairLabels(labels, rowCount: rowCount)
    let ordered = known.ordered(comparison.records.contentHashes)
    var tuning: LabelTuning?
    if ordered.count >= LabelTuning.fewestLabels {
      tuning = LabelTuning(
        ordered, count: ordered.count, scorer: &self,
        rivals: Rivals(rowCount: rowCount, accepted, doubtful))
    }
    self.labels = known
    self.tuning = tuning
    var joinable: [ScoredPair] = []
    var doubts: [ScoredPair] = []
    for pairs in [accepted, doubtful] {
      for pair in pairs where known[pair.left, pair.right] == nil {
        let left = Int(pair.left)
        let right = Int(pair.right)
        let vector = comparison.compare(left, right)
        let objection = objection(left, right, vector)
        var scored = pair
        if let tuning { scored.bits = tuning.bits(vector, objection, pair.bits, left, right) }
        if objection == .none || tuning?.releases(objection) == true {
          joinable.append(scored)
        } else {
          doubts.append(scored)
        }
      }
    }
    var statistics = LabelStatistics()
    for label in ordered {
      if !label.isSame {
        statistics.different += 1
        continue
      }
      statistics.same += 1
      joinable.append(
        ScoredPair(
          left: UInt32(label.left), right: UInt32(label.right), bits: PairLabels.certainBits))
    }
    accepted = joinable
    doubtful = doubts
    return statistics
  }

  /// Pairs to ask about, with what was made of them so far.
  mutating func questions(
    _ accepted: [ScoredPair], _ doubtful: [ScoredPair], clusters: [UInt32], limit: Int
  ) -> [LinkedPair] {
    if limit == 0 { return [] }
    let tuning =
      self.tuning
      ?? LabelTuning(
        [], count: limit, scorer: &self,
        rivals: Rivals(rowCount: comparison.records.count, accepted, doubtful))
    let open = (accepted + doubtful).filter { labels[$0.left, $0.right] == nil }
    return questions(open, tuning: tuning, count: limit).map { pair in
      let isJoined = clusters[Int(pair.left)] == clusters[Int(pair.right)]
      return explain(pair, decision: isJoined ? .merge : .review, objection: nil)
    }
  }

  /// What labels said of the pair or did to its odds, in bits; nil when there are none.
  func labelEvidence(_ left: UInt32, _ right: UInt32, _ vector: PairVector) -> Evidence? {
    if let isSame = labels[left, right] {
      let bits = Double(Clustering.clip)
      return Evidence(
        comparison: Evidence.label, level: isSame ? "same" : "different",
        weightBits: isSame ? bits : -bits)
    }
    guard let tuning else { return nil }
    let bits = classes.bits(vector)
    let objection = objection(Int(left), Int(right), vector)
    let tuned = tuning.bits(vector, objection, bits, Int(left), Int(right))
    return Evidence(
      comparison: Evidence.label, level: "others", weightBits: Double(tuned - bits))
  }
}
