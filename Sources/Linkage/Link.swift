#if canImport(Glibc)
  @preconcurrency import Glibc
#endif
/// Finds the rows that stand for one entity.
public func link(_ columns: RecordColumns, rules: LinkageRules = LinkageRules()) -> LinkageResult {
  var statistics = LinkageStatistics()
  let t0 = clock()
  func lap(_ name: String) { fputs("\(name) \(Double(clock() - t0) / 1e6)\n", stderr) }
  let records = Records(columns, rules: rules)
  lap("records")
  var blocking = Blocking(records: records, limits: rules.blocking)
  blocking.run()
  lap("blocking \(blocking.pairs.count)")
  var pairs = blocking.pairs
  pairs.makeDistinct()
  lap("distinct \(pairs.count)")
  if getenv("LINK_BLOCKS") != nil {
    for count in blocking.counts { fputs("  \(count.key) \(count.count)\n", stderr) }
  }
  statistics.pairsByKey = blocking.counts
  statistics.candidatePairs = pairs.count
  var comparison = RowComparison(records, rules: rules)
  lap("comparison")
  // Histogram of a sample of the candidates, and of random pairs.
  var classes = LatentClasses(parts: comparison.parts, rowCount: records.count)
  let n = Double(records.count)
  let sample = min(1, 200_000 / Double(max(1, pairs.count)))
  let limit = UInt64(sample * 4_294_967_295)
  var histogram: [PairVector: Double] = [:]
  for bucket in pairs.indices {
    for pair in pairs[bucket] {
      let left = Int(pair >> 32)
      let right = Int(pair & 0xFFFF_FFFF)
      let a = records.contentHashes[left]
      let b = records.contentHashes[right]
      if mixed(min(a, b) ^ mixed(max(a, b))) >> 32 > limit { continue }
      histogram[comparison.compare(left, right), default: 0] += 1 / sample
    }
  }
  lap("sample \(histogram.count)")
  var random: [PairVector: Double] = [:]
  let randomCount = min(150_000, records.count * (records.count - 1) / 2)
  var order = Array(0..<UInt32(records.count))
  order.sort {
    (records.contentHashes[Int($0)], $0) < (records.contentHashes[Int($1)], $1)
  }
  let weight = max(0, n * (n - 1) / 2 - Double(pairs.count)) / Double(max(1, randomCount))
  var step = 1
  var drawn = 0
  while drawn < randomCount {
    for i in 0..<records.count where drawn < randomCount && i + step < records.count {
      if !records.sourceOfRow.isEmpty,
        records.sourceOfRow[Int(order[i])] == records.sourceOfRow[Int(order[i + step])]
      {
        drawn += 1
        continue
      }
      if !pairs.contains(order[i], order[i + step]) {
        random[comparison.compare(Int(order[i]), Int(order[i + step])), default: 0] += weight
      }
      drawn += 1
    }
    step += 1
    if step >= records.count { break }
  }
  lap("random \(histogram.count)")
  classes.estimate(
    random: random.map { (vector: $0.key, weight: $0.value) },
    candidates: histogram.map { (vector: $0.key, weight: $0.value) }, pairs: n * (n - 1) / 2)
  lap("em")
  if getenv("LINK_MODEL") != nil { fputs(classes.description, stderr) }
  var scored: [ScoredPair] = []
  for bucket in pairs.indices {
    for pair in pairs[bucket] {
      let left = Int(pair >> 32)
      let right = Int(pair & 0xFFFF_FFFF)
      let vector = comparison.compare(left, right)
      let bits = classes.bits(vector)
      if bits > -4, !comparison.isVetoed(left, right, vector), !comparison.isDoubtful(vector) {
        scored.append(ScoredPair(left: UInt32(left), right: UInt32(right), bits: bits))
      }
    }
  }
  lap("scored \(scored.count)")
  if let path = getenv("LINK_PAIRS") {
    let file = fopen(path, "w")
    for pair in scored {
      fputs("\(pair.left) \(pair.right) \(pair.bits)", file)
      let vector = comparison.compare(Int(pair.left), Int(pair.right))
      for part in comparison.parts.indices {
        let level = vector.level(part)
        fputs(level < 0 ? " -" : " \(comparison.parts[part].name)=\(comparison.parts[part].levels[level].name)/\(vector.rarity(part))", file)
      }
      fputs("\n", file)
    }
    fclose(file)
  }
  let minimum = getenv("LINK_BITS").flatMap { Float(String(cString: $0)) } ?? threshold(scored, precision: rules.mergeProbability)
  lap("threshold \(minimum)")
  let clustering = Clustering(minimumBits: minimum)
  let clusters = clustering.run(scored, rowCount: records.count) { a, b in
    let vector = comparison.compare(Int(a), Int(b))
    return comparison.isVetoed(Int(a), Int(b), vector) ? nil : classes.bits(vector)
  }
  lap("clusters")
  return LinkageResult(clusters: clusters, merges: [], reviewPairs: [], statistics: statistics)
}

/// The least bits at which the accepted pairs are expected to be right in `precision` of all cases.
func threshold(_ pairs: [ScoredPair], precision: Double) -> Float {
  let sorted = pairs.map(\.bits).sorted(by: >)
  var right = 0.0
  var result: Float = 20
  for (index, bits) in sorted.enumerated() {
    right += Double(1 / (1 + exp2(-bits)))
    if right < precision * Double(index + 1) || bits < -1 { break }
    result = bits
  }
  return result
}
