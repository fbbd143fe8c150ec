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
    /// The contacts that hold together least, the weakest first.
    package var weakest: [WeakestCluster]
    /// Share of the merged pairs that are right, as the model of linkage estimates it; nil without
    /// merges.
    package var expectedPrecision: Double?

    package init(
      clusterSizes: [ClusterSizeCount] = [], reasons: [ReasonCount] = [], reviewPairs: Int = 0,
      sharedLines: Int = 0, largest: [LargestCluster] = [], weakest: [WeakestCluster] = [],
      expectedPrecision: Double? = nil
    ) {
      self.clusterSizes = clusterSizes
      self.reasons = reasons
      self.reviewPairs = reviewPairs
      self.sharedLines = sharedLines
      self.largest = largest
      self.weakest = weakest
      self.expectedPrecision = expectedPrecision
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

  /// One of the contacts whose rows are joined by the least sure pairs.
  package struct WeakestCluster: Codable, Sendable, Equatable {
    package var size: Int
    package var contactID: String
    /// Probability of the weakest pair without which the contact would fall apart, 0…1.
    package var probability: Double
    /// What that pair agrees and differs in.
    package var evidence: String

    package init(size: Int, contactID: String, probability: Double, evidence: String) {
      self.size = size
      self.contactID = contactID
      self.probability = probability
      self.evidence = evidence
    }
  }
}
