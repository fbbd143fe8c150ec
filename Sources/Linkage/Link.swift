#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Finds the rows that stand for one entity, without labels or by the help of some.
///
/// Rows that share a value few others have, or two such values, are compared field by field; a
/// mixture of classes of pairs is estimated from the comparisons (Fellegi & Sunter 1969); rows are
/// joined where the mean of their log-odds is high enough for the precision asked for, and nothing
/// contradicts. The result does not depend on the order of rows but for the indices themselves.
/// O(n log n) for n rows.
///
/// Rows labelled as one are joined unless a veto forbids it, rows labelled as two never; and the
/// other pairs' odds are corrected by what the labels show (`LabelTuning`).
///
/// - Parameter threads: on how many pairs are compared; the result is the same with any number.
public func link(
  _ columns: consuming RecordColumns, rules: LinkageRules = LinkageRules(),
  labels: [PairLabel] = [], threads: Int = 1
) -> LinkageResult {
  var statistics = LinkageStatistics()
  let records = Records(columns, rules: rules)
  var blocking = Blocking(records: records, limits: rules.blocking)
  blocking.run()
  var pairs = blocking.takePairs()
  pairs.makeDistinct()
  statistics.pairsByKey = blocking.counts
  statistics.candidatePairs = pairs.count

  var comparison = RowComparison(records, rules: rules)
  var classes = LatentClasses(
    parts: comparison.parts, rowCount: records.count, priors: rules.priors)
  let random = PairSample.random(pairs, &comparison).histogram
  let candidates = PairSample.candidates(pairs, &comparison).histogram
  classes.estimate(
    random: random, candidates: candidates,
    pairs: Double(records.count) * Double(max(0, records.count - 1)) / 2)
  if records.count <= rules.blocking.allPairsLimit { pairs = .all(records) }
  var scorer = PairScorer(comparison: comparison, classes: classes)
  let scored = scorer.score(&pairs, threads: threads)
  var (accepted, doubtful) = (scored.accepted, scored.doubtful)
  if !labels.isEmpty {
    statistics.labels = scorer.apply(labels, &accepted, &doubtful)
  }
  // Clusters count no pair for more than the clip: where all are surer than that, all shall join.
  let mergeBits = min(Clustering.clip, threshold(accepted, precision: rules.precision))
  // A mean of equal odds may come out a little less than each of them.
  let clustering = Clustering(minimumBits: mergeBits - Clustering.rounding)
  let clusters = clustering.run(accepted, records: records) { scorer.bits($0, $1) }
  if rules.blocking.judgesKeys {
    var again = Blocking(
      records: records, limits: rules.blocking, recall: KeyRecall(clusters: clusters))
    again.run()
    statistics.judgedKeys = again.judgedKeys()
  }
  return scorer.result(
    accepted, doubtful, clusters: clusters, model: classes.summary, mergeBits: mergeBits,
    rules: rules, statistics: statistics)
}

extension PairScorer {
  /// What a run gives once the clusters are there.
  mutating func result(
    _ accepted: [ScoredPair], _ doubtful: [ScoredPair], clusters: [UInt32], model: ModelSummary,
    mergeBits: Float, rules: LinkageRules, statistics: LinkageStatistics
  ) -> LinkageResult {
    var statistics = statistics
    statistics.labels.vetoed = labels.unjoined(clusters)
    let (merges, cohesion) = merges(clusters)
    let questions = questions(accepted, doubtful, clusters: clusters, limit: rules.questionLimit)
    let review = review(
      accepted, doubtful, clusters: clusters, mergeBits: mergeBits, rules: rules,
      statistics: &statistics)
    statistics.clusterSizes = clusterSizes(clusters)
    statistics.model = model
    statistics.mergeBits = Double(mergeBits)
    return LinkageResult(
      clusters: clusters, merges: merges, cohesion: cohesion, reviewPairs: review,
      questions: questions, statistics: statistics)
  }

  /// The doubtful pairs, and the accepted ones whose clusters contradict each other.
  mutating func review(
    _ accepted: [ScoredPair], _ doubtful: [ScoredPair], clusters: [UInt32], mergeBits: Float,
    rules: LinkageRules, statistics: inout LinkageStatistics
  ) -> [LinkedPair] {
    var doubtful = doubtful
    var expected = 0.0
    for pair in accepted {
      if pair.bits >= mergeBits {
        statistics.mergePairs += 1
        expected += pair.probability
      }
      if clusters[Int(pair.left)] == clusters[Int(pair.right)] { continue }
      if pair.bits >= mergeBits { statistics.refusedMerges += 1 }
      doubtful.append(pair)
    }
    if statistics.mergePairs > 0 {
      statistics.expectedPrecision = expected / Double(statistics.mergePairs)
    }
    return reviewPairs(
      doubtful, clusters: clusters, mergeBits: mergeBits, rules: rules, statistics: &statistics)
  }
}
