extension CleanReport {
  /// What was recognised as the same person.
  package struct Duplicates: Codable, Sendable, Equatable {
    /// How many contacts stand for how many rows; size 1 is a contact without a duplicate.
    package var clusterSizes: [ClusterSizeCount]
    /// What joined rows, in words.
    package var reasons: [ReasonCount]
    /// Doubtful pairs left to a person in `review.csv`.
    package var reviewPairs: Int
    /// Numbers used by several different people.
    package var sharedLines: Int
    package var largest: [LargestCluster]

    package init(
      clusterSizes: [ClusterSizeCount] = [], reasons: [ReasonCount] = [], reviewPairs: Int = 0,
      sharedLines: Int = 0, largest: [LargestCluster] = []
    ) {
      self.clusterSizes = clusterSizes
      self.reasons = reasons
      self.reviewPairs = reviewPairs
      self.sharedLines = sharedLines
      self.largest = largest
    }
  }

  /// Contacts made of `size` rows each.
  package struct ClusterSizeCount: Codable, Sendable, Equatable {
    package var size: Int
    package var clusters: Int

    package init(size: Int, clusters: Int) {
      self.size = size
      self.clusters = clusters
    }
  }

  /// Something that happened, counted by its reason.
  package struct ReasonCount: Codable, Sendable, Equatable {
    package var reason: String
    package var count: Int

    package init(reason: String, count: Int) {
      self.reason = reason
      self.count = count
    }
  }

  /// One of the contacts made of the most rows: the first to check for a wrong merge.
  package struct LargestCluster: Codable, Sendable, Equatable {
    package var size: Int
    package var contactID: String
    package var evidence: String

    package init(size: Int, contactID: String, evidence: String) {
      self.size = size
      self.contactID = contactID
      self.evidence = evidence
    }
  }
}
