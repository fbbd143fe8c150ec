/// What came of adding rows to a state.
public struct LinkageIncrement: Sendable {
  /// The clusters of all rows; merges, cohesion and pairs for review only as far as the new rows
  /// touch them.
  public var result: LinkageResult
  /// New rows that are in a cluster with an earlier one.
  public var joinedRows = 0
  /// Earlier clusters that are now part of an older one, whose id they have.
  public var joinedClusters = 0
  /// Clusters of earlier rows that were part of another one.
  public var partedClusters = 0
  /// Many more rows share a value than the version allows for: nothing was added. A run over all
  /// rows has to make a new version.
  public var isOutgrown = false
}

extension LinkageState {
  /// Links further rows to those of the state, by its version.
  ///
  /// - Parameters:
  ///   - table: of the same columns as the state's.
  ///   - ids: one for each row, none of them known.
  /// - Complexity: O(rows of the state) with small constants for finding candidates; comparing is
  ///   as much work as the new rows have candidates.
  public mutating func add(
    _ table: RecordColumns, ids newIDs: [[UInt8]], rules: LinkageRules = LinkageRules()
  ) -> LinkageIncrement {
    precondition(table.fields.map(\.kind) == columns.map(\.kind), "other columns")
    let first = count
    var increment = LinkageIncrement(
      result: LinkageResult(
        clusters: clusters, merges: [], cohesion: [], reviewPairs: [], questions: [],
        statistics: LinkageStatistics()))
    var grown = self
    grown.append(table)
    for id in newIDs { grown.ids.append(id.span) }
    guard
      let candidates = grown.callTogether(
        table, rules: rules, statistics: &increment.result.statistics)
    else {
      increment.isOutgrown = true
      return increment
    }
    var scoring = grown.score(candidates, rules: rules)
    grown.clusters += (first..<(first + table.count)).map { UInt32($0) }
    grown.components += (first..<(first + table.count)).map { UInt32($0) }
    let touched = grown.join(scoring.accepted)
    (increment.result.merges, increment.result.cohesion) = grown.cluster(touched, rules: rules)
    grown.tell(&increment, since: self, touched: touched)
    increment.result.clusters = grown.clusters
    increment.result.reviewPairs = scoring.review(
      clusters: grown.clusters, mergeBits: version.scalars.mergeBits, rules: rules,
      statistics: &increment.result.statistics)
    self = grown
    return increment
  }

  /// The pairs of new rows with all others that are worth a comparison; nil where the version is
  /// outgrown.
  private mutating func callTogether(
    _ table: RecordColumns, rules: LinkageRules, statistics: inout LinkageStatistics
  ) -> PairBuckets? {
    let first = count - table.count
    let source = sourceOfRow()
    let added = Records(table, rules: rules, version: version)
    var blocking = VersionedBlocking(
      known: aspects, firstNew: first, rowCount: count, limits: rules.blocking, version: version,
      source: source)
    blocking.run(added)
    if blocking.isOutgrown { return nil }
    aspects = blocking.entries
    var pairs = blocking.takePairs()
    pairs.makeDistinct()
    statistics.pairsByKey = blocking.counts
    statistics.candidatePairs = pairs.count
    if version.scalars.comparesAllPairs != 0 {
      pairs = PairBuckets(rowCount: count)
      for right in UInt32(first)..<UInt32(max(first, count)) {
        for left in 0..<right where source(left) == 0 || source(left) != source(right) {
          pairs.add(left, right)
        }
      }
    }
    return pairs
  }

  /// The candidates that may come to be joined, by names and keys alone: most are two people's whose
  /// names differ, and then the rest of their rows need not be looked at.
  private func likely(_ candidates: PairBuckets, rules: LinkageRules) -> [UInt64] {
    // Without birthdays names decide nothing by themselves.
    if !columns.contains(where: { $0.kind == .birthday }) {
      return candidates.indices.flatMap { candidates[$0] }
    }
    var isMember = [Bool](repeating: false, count: count)
    for bucket in candidates.indices {
      for pair in candidates[bucket] {
        isMember[Int(pair >> 32)] = true
        isMember[Int(pair & 0xFFFF_FFFF)] = true
      }
    }
    let excerpt = Excerpt(isMember)
    let kinds: Set<ColumnKind> = [.name, .phone, .email, .identifier]
    let records = Records(table(of: excerpt.rows, kinds: kinds), rules: rules, version: version)
    var comparison = RowComparison(records, rules: rules)
    var compared: [(left: Int, right: Int, vector: PairVector)] = []
    var local: [UInt64] = []
    var result: [UInt64] = []
    for bucket in candidates.indices {
      local.removeAll(keepingCapacity: true)
      for pair in candidates[bucket] {
        let left = UInt64(excerpt.local(pair >> 32))
        local.append(left << 32 | UInt64(excerpt.local(pair & 0xFFFF_FFFF)))
      }
      for start in stride(from: 0, to: local.count, by: 128) {
        comparison.compareLikely(
          local[start..<min(local.count, start + 128)], into: &compared)
        for (left, right, _) in compared {
          result.append(UInt64(excerpt.rows[left]) << 32 | UInt64(excerpt.rows[right]))
        }
      }
    }
    return result
  }

  /// Compares candidates.
  private func score(_ candidates: PairBuckets, rules: LinkageRules) -> CandidateScoring {
    let candidates = likely(candidates, rules: rules)
    var isMember = [Bool](repeating: false, count: count)
    for pair in candidates {
      isMember[Int(pair >> 32)] = true
      isMember[Int(pair & 0xFFFF_FFFF)] = true
    }
    let excerpt = Excerpt(isMember)
    var pairs = PairBuckets(rowCount: excerpt.rows.count)
    for pair in candidates {
      pairs.add(excerpt.local(pair >> 32), excerpt.local(pair & 0xFFFF_FFFF))
    }
    let records = Records(table(of: excerpt.rows), rules: rules, version: version)
    let comparison = RowComparison(records, rules: rules)
    var scorer = PairScorer(comparison: comparison, classes: version.classes(comparison.parts))
    let scored = scorer.score(&pairs, threads: 1)
    return CandidateScoring(
      excerpt: excerpt, scorer: scorer, accepted: scored.accepted.map { excerpt.global($0) },
      doubtful: scored.doubtful)
  }

  /// Clusters the rows of some components anew.
  private mutating func cluster(
    _ touched: Set<UInt32>, rules: LinkageRules
  ) -> (merges: [LinkageResult.Merge], cohesion: [LinkageResult.Cohesion]) {
    if touched.isEmpty { return ([], []) }
    var isTouched = [Bool](repeating: false, count: count)
    for component in touched { isTouched[Int(component)] = true }
    var isMember = [Bool](repeating: false, count: count)
    for row in components.indices { isMember[row] = isTouched[Int(components[row])] }
    let excerpt = Excerpt(isMember)
    var accepted: [ScoredPair] = []
    for index in 0..<pairs.count {
      let pair = pairs[index]
      let left = Int(pair >> 32)
      let right = Int(pair & 0xFFFF_FFFF)
      if !isMember[left] || !isMember[right] { continue }
      accepted.append(
        ScoredPair(
          left: excerpt.local(pair >> 32), right: excerpt.local(pair & 0xFFFF_FFFF),
          bits: pairBits[index]))
    }
    let records = Records(table(of: excerpt.rows), rules: rules, version: version)
    let comparison = RowComparison(records, rules: rules)
    var scorer = PairScorer(comparison: comparison, classes: version.classes(comparison.parts))
    let local = Clustering(minimumBits: version.minimumBits)
      .run(accepted, records: records) { scorer.bits($0, $1) }
    for (index, row) in excerpt.rows.enumerated() {
      clusters[Int(row)] = excerpt.rows[Int(local[index])]
    }
    let (merges, cohesion) = scorer.merges(local)
    return (
      merges.map { excerpt.global($0) },
      cohesion.map { part in
        var part = part
        part.cluster = Int(excerpt.rows[part.cluster])
        return part
      }
    )
  }

  private func tell(
    _ increment: inout LinkageIncrement, since earlier: LinkageState, touched: Set<UInt32>
  ) {
    for row in 0..<earlier.count {
      let isHead = clusters[row] == UInt32(row)
      if (earlier.clusters[row] == UInt32(row)) == isHead { continue }
      if isHead { increment.partedClusters += 1 } else { increment.joinedClusters += 1 }
    }
    for row in earlier.count..<count where clusters[row] < UInt32(earlier.count) {
      increment.joinedRows += 1
    }
    var sizes = [UInt32](repeating: 0, count: count)
    for cluster in clusters { sizes[Int(cluster)] += 1 }
    var clustersOfSize: [Int] = []
    for size in sizes where size > 0 {
      while clustersOfSize.count <= Int(size) { clustersOfSize.append(0) }
      clustersOfSize[Int(size)] += 1
    }
    increment.result.statistics.clusterSizes = clustersOfSize.enumerated()
      .compactMap { $1 > 0 ? .init(size: $0, clusters: $1) : nil }
    increment.result.statistics.mergeBits = Double(version.scalars.mergeBits)
    increment.result.statistics.model = version.model
  }
}

/// The candidates of new rows, compared in a table of the rows they concern.
private struct CandidateScoring {
  let excerpt: Excerpt
  var scorer: PairScorer
  /// By the rows of the state.
  let accepted: [ScoredPair]
  /// By the rows of the excerpt.
  let doubtful: [ScoredPair]

  mutating func review(
    clusters: [UInt32], mergeBits: Float, rules: LinkageRules,
    statistics: inout LinkageStatistics
  ) -> [LinkedPair] {
    let local = accepted.map {
      ScoredPair(
        left: excerpt.local(UInt64($0.left)), right: excerpt.local(UInt64($0.right)), bits: $0.bits)
    }
    return scorer.review(
      local, doubtful, clusters: excerpt.rows.map { clusters[Int($0)] }, mergeBits: mergeBits,
      rules: rules, statistics: &statistics
    ).map { excerpt.global($0) }
  }
}

/// Some rows of a state, counted anew in their order.
private struct Excerpt {
  let rows: [UInt32]
  private let indexOfRow: [UInt32]

  init(_ isMember: [Bool]) {
    var rows: [UInt32] = []
    var indexOfRow = [UInt32](repeating: .max, count: isMember.count)
    for row in isMember.indices where isMember[row] {
      indexOfRow[row] = UInt32(rows.count)
      rows.append(UInt32(row))
    }
    self.rows = rows
    self.indexOfRow = indexOfRow
  }

  func local(_ row: UInt64) -> UInt32 { indexOfRow[Int(row)] }

  func global(_ pair: ScoredPair) -> ScoredPair {
    ScoredPair(left: rows[Int(pair.left)], right: rows[Int(pair.right)], bits: pair.bits)
  }

  func global(_ pair: LinkedPair) -> LinkedPair {
    var pair = pair
    pair.left = Int(rows[pair.left])
    pair.right = Int(rows[pair.right])
    return pair
  }

  func global(_ merge: LinkageResult.Merge) -> LinkageResult.Merge {
    LinkageResult.Merge(row: Int(rows[merge.row]), pair: global(merge.pair))
  }
}
