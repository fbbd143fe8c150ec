extension LinkageState {
  /// Links a whole table.
  ///
  /// - Parameters:
  ///   - ids: one for each row, all different.
  ///   - earlier: whose version to take instead of making one; of the same columns and rules.
  ///   - threads: on how many pairs are compared.
  public static func link(
    _ table: RecordColumns, ids: [[UInt8]], rules: LinkageRules = LinkageRules(),
    versionOf earlier: LinkageState? = nil, threads: Int = 1
  ) -> (state: LinkageState, result: LinkageResult) {
    let version = earlier?.version
    var statistics = LinkageStatistics()
    let records = Records(table, rules: rules, version: version)
    var blocking = VersionedBlocking(
      known: [], firstNew: 0, rowCount: records.count, limits: rules.blocking, version: version
    ) { records.sourceOfRow.isEmpty ? 0 : records.sourceOfRow[Int($0)] }
    blocking.run(records)
    var pairs = blocking.takePairs()
    pairs.makeDistinct()
    statistics.pairsByKey = blocking.counts
    statistics.candidatePairs = pairs.count

    var comparison = RowComparison(records, rules: rules)
    let classes: LatentClasses
    if let version {
      classes = version.classes(comparison.parts)
    } else {
      var estimated = LatentClasses(
        parts: comparison.parts, rowCount: records.count, priors: rules.priors)
      let random = PairSample.random(pairs, &comparison).histogram
      let candidates = PairSample.candidates(pairs, &comparison).histogram
      estimated.estimate(
        random: random, candidates: candidates,
        pairs: Double(records.count) * Double(max(0, records.count - 1)) / 2)
      classes = estimated
    }
    let comparesAll =
      version.map { $0.scalars.comparesAllPairs != 0 }
      ?? (records.count <= rules.blocking.allPairsLimit)
    if comparesAll { pairs = .all(records) }
    var scorer = PairScorer(comparison: comparison, classes: classes)
    let scored = scorer.score(&pairs, threads: threads)
    let (accepted, doubtful) = (scored.accepted, scored.doubtful)
    let mergeBits =
      version?.scalars.mergeBits
      ?? min(Clustering.clip, threshold(accepted, precision: rules.precision))
    let own =
      version
      ?? LinkageVersion(
        comparison, classes, mergeBits: mergeBits, hot: blocking.hot, comparesAllPairs: comparesAll)

    let clusters = Clustering(minimumBits: own.minimumBits)
      .run(accepted, records: records) { scorer.bits($0, $1) }
    var state = LinkageState(
      columns: table.fields.map { ($0.name, $0.kind) },
      fields: table.fields.map { _ in StoredField() }, ids: StoredIDs(), version: own)
    state.append(table)
    for id in ids { state.ids.append(id.span) }
    state.ids.settle()
    state.aspects = blocking.entries
    state.clusters = clusters
    state.components = Array(0..<UInt32(records.count))
    state.join(accepted)
    let result = scorer.result(
      accepted, doubtful, clusters: clusters, model: own.model, mergeBits: mergeBits, rules: rules,
      statistics: statistics)
    return (state, result)
  }

  /// Links the rows of the state and further ones anew, for a new version.
  public func refreshed(
    adding table: RecordColumns, ids newIDs: [[UInt8]], rules: LinkageRules = LinkageRules()
  ) -> (state: LinkageState, result: LinkageResult) {
    var grown = self
    grown.append(table)
    for id in newIDs { grown.ids.append(id.span) }
    var ids: [[UInt8]] = []
    for row in 0..<grown.count {
      grown.withID(row) { ids.append($0.withUnsafeBufferPointer { Array($0) }) }
    }
    var (state, result) = Self.link(
      grown.table(of: (0..<UInt32(grown.count)).map(\.self)), ids: ids, rules: rules)
    state.attachment = attachment
    return (state, result)
  }

  /// Keeps accepted pairs and joins the components that they tie.
  ///
  /// - Returns: the components that they touch, by their new smallest rows.
  @discardableResult
  mutating func join(_ accepted: [ScoredPair]) -> Set<UInt32> {
    var parents: [UInt32: UInt32] = [:]
    func root(_ component: UInt32) -> UInt32 {
      var x = component
      while let parent = parents[x] { x = parent }
      return x
    }
    var touched: Set<UInt32> = []
    for pair in accepted {
      pairs.append(UInt64(pair.left) << 32 | UInt64(pair.right))
      pairBits.append(pair.bits)
      if pair.bits < version.minimumBits { continue }
      touched.insert(components[Int(pair.left)])
      touched.insert(components[Int(pair.right)])
      let a = root(components[Int(pair.left)])
      let b = root(components[Int(pair.right)])
      if a != b { parents[max(a, b)] = min(a, b) }
    }
    if parents.isEmpty { return Set(touched) }
    for row in components.indices {
      // Most rows are in no component that changed.
      if parents[components[row]] != nil { components[row] = root(components[row]) }
    }
    return Set(touched.map { root($0) })
  }
}
