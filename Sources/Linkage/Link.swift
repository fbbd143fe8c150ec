/// Finds the rows that stand for one entity.
///
/// Candidate pairs come from shared keys (phone, e-mail, identifier, and the name together with
/// company, birthday or address); each is compared once and scored after Fellegi & Sunter 1969;
/// probable pairs are joined best first, unless the clusters contradict each other.
/// The result does not depend on the order of rows but for the indices themselves.
/// O(n log n) for n rows, as long as keys are shared by few.
public func link(_ columns: RecordColumns, rules: LinkageRules = LinkageRules()) -> LinkageResult {
  var statistics = LinkageStatistics()
  let records = Records(columns, rules: rules)
  var scorer = PairScorer(records: records, rules: rules)
  let candidates = candidatePairs(
    records: records, scorer: &scorer, rules: rules, statistics: &statistics)

  var accepted: [ScoredPair] = []
  var doubtful: [ScoredPair] = []
  for candidate in candidates {
    let pair = scorer.score(candidate)
    switch scorer.decision(pair) {
    case .merge: accepted.append(pair)
    case .review: doubtful.append(pair)
    case .apart: break
    }
  }
  statistics.mergePairs = accepted.count

  var clustering = Clustering(records: records)
  var tree: [ScoredPair] = []
  clustering.sortBestFirst(&accepted)
  for pair in accepted {
    switch clustering.join(pair, scorer: &scorer) {
    case .joined: tree.append(pair)
    case .same: break
    case .refused:
      statistics.refusedMerges += 1
      var refused = pair
      refused.objection = .clusters
      doubtful.append(refused)
    }
  }
  let clusters = clustering.smallestRows()
  clustering.sortBestFirst(&doubtful)
  let review = reviewPairs(
    doubtful, clusters: clusters, limit: rules.reviewLimit, scorer: &scorer,
    statistics: &statistics)
  statistics.clusterSizes = clusterSizes(clusters)
  return LinkageResult(
    clusters: clusters, merges: merges(tree, clusters: clusters, scorer: &scorer),
    reviewPairs: review, statistics: statistics)
}
