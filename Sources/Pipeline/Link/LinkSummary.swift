internal import Linkage
internal import Tabular

/// What came of linking a table.
package struct LinkSummary: Sendable {
  package var rows: Int
  package var clusters: Int
  /// Clusters of two rows and more.
  package var joined: Int
  package var largest: Int
  package var comparedPairs: Int
  /// Pairs that a person should look at.
  package var reviewPairs: Int
  /// Labels, and the ids of rows that stay apart though they are labelled as one.
  package var labels: Int
  package var vetoedLabels: [String]
  /// Records that could not be read, and so are in no cluster.
  package var rejects: Int
  /// The place of the first of them and what is wrong there.
  package var firstReject: String?
  /// What the reader had to mend or assume.
  package var warnings: [String]
  /// What became of a state.
  package var state: String?

  init(
    _ result: LinkageResult, ids: RecordIDs, rejects: Int, firstReject: Reject?,
    warnings: [ReadWarning]
  ) {
    let decided = result.statistics.labels
    labels = decided.same + decided.different
    vetoedLabels = decided.vetoed.map { label in
      [label.left, label.right].map { String(decoding: ids[$0], as: UTF8.self) }
        .joined(separator: " and ")
    }
    let sizes = result.statistics.clusterSizes
    rows = result.clusters.count
    clusters = sizes.reduce(0) { $0 + $1.clusters }
    joined = sizes.reduce(0) { $0 + ($1.size > 1 ? $1.clusters : 0) }
    largest = sizes.last?.size ?? 0
    comparedPairs = result.statistics.candidatePairs
    reviewPairs = result.statistics.reviewPairs
    self.rejects = rejects
    self.firstReject = firstReject.map { "line \($0.position.line): \($0.message)" }
    self.warnings = warnings.map { "\($0.message) (\($0.count) times)" }
  }

  /// One line.
  package var text: String {
    "\(rows) rows, \(clusters) clusters, \(joined) of two rows and more (largest \(largest)); "
      + "\(comparedPairs) pairs compared, \(reviewPairs) for review"
  }
}
