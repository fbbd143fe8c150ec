/// One comparison's contribution to a pair's probability.
public struct Evidence: Sendable, Equatable {
  /// What was compared, such as `phone`.
  public var comparison: String
  /// How it compared, such as `exact`, `initial`, `jaro_winkler_0.92`, `different`.
  public var level: String
  /// Log2 of the likelihood ratio; less than zero speaks against.
  public var weightBits: Double

  /// Stands for what is known before anything is compared: that most pairs are two entities.
  public static let prior = "prior"
  /// Stands for what labels say of the pair, or of others like it.
  public static let label = "label"

  public init(comparison: String, level: String, weightBits: Double) {
    self.comparison = comparison
    self.level = level
    self.weightBits = weightBits
  }
}

/// Two rows that were compared, and what came of it.
public struct LinkedPair: Sendable, Equatable {
  public enum Decision: String, Sendable {
    case merge, review, apart
  }

  /// Row indices; `left` is the smaller.
  public var left: Int
  public var right: Int
  /// Of being one entity, 0 to 1.
  public var probability: Double
  public var evidence: [Evidence]
  public var decision: Decision
  /// What keeps the rows apart whatever the probability; nil when nothing does.
  public var objection: String?

  public init(
    left: Int, right: Int, probability: Double, evidence: [Evidence], decision: Decision,
    objection: String? = nil
  ) {
    self.left = left
    self.right = right
    self.probability = probability
    self.evidence = evidence
    self.decision = decision
    self.objection = objection
  }
}

/// Who is who.
public struct LinkageResult: Sendable {
  /// A row that joined a cluster, and the accepted pair that tied it to the rows before.
  public struct Merge: Sendable, Equatable {
    public var row: Int
    public var pair: LinkedPair

    public init(row: Int, pair: LinkedPair) {
      self.row = row
      self.pair = pair
    }
  }

  /// How well a cluster of several rows holds together, in log2 odds of one entity.
  public struct Cohesion: Sendable, Equatable {
    /// The smallest row of the cluster.
    public var cluster: Int
    public var size: Int
    /// Mean over all pairs of its rows, each counted for at most 20 bits.
    public var meanBits: Double
    /// The weakest of the pairs without which it would fall apart.
    public var weakestBits: Double
  }

  /// For each row the smallest row index of its cluster.
  public var clusters: [UInt32]
  /// One entry for each row that is not its cluster's smallest, by row: the pairs of a cluster
  /// form a tree that hangs from its smallest row.
  public var merges: [Merge]
  /// Every cluster of several rows, by its smallest row.
  public var cohesion: [Cohesion]
  /// Doubtful pairs between different clusters, best first, one for each pair of clusters, at most
  /// `LinkageRules.reviewLimit`.
  public var reviewPairs: [LinkedPair]
  /// Pairs whose labels would teach most, the most informative first, at most
  /// `LinkageRules.questionLimit`; labelled ones are not among them.
  public var questions: [LinkedPair]
  public var statistics: LinkageStatistics
}

/// What became of labels.
public struct LabelStatistics: Sendable, Equatable {
  /// Pairs labelled as one entity, and as two.
  public var same = 0
  public var different = 0
  /// Of the first, those that stay apart since a veto stands between the rows or their clusters.
  public var vetoed: [PairLabel] = []
}

/// The model that the probabilities come from.
public struct ModelSummary: Sendable, Equatable {
  /// Rounds of estimation, and whether the last one moved no share by more than a thousandth.
  public var iterations = 0
  public var hasConverged = false
  /// Whether people who share a household or an office were told apart as classes of their own.
  public var hasHouseholds = false
  /// Share of all pairs that are one entity, by the model.
  public var sameShare = 0.0
}

/// What linking looked at.
public struct LinkageStatistics: Sendable, Equatable {
  public struct Count: Sendable, Equatable {
    public var key: String
    public var count: Int
  }
  public struct ClusterSize: Sendable, Equatable {
    public var size: Int
    public var clusters: Int
  }

  /// A way of calling records together.
  public struct Key: Sendable, Equatable {
    /// The values that agree, such as `phone` or `name word + city`.
    public var name: String
    /// Pairs that it called together, one for each value that they share.
    public var pairs: Int
    /// Distinct ones among them that ended in one cluster.
    public var joinedPairs: Int
  }

  /// Distinct pairs compared.
  public var candidatePairs = 0
  /// Pairs that each blocking key gave, counted before pairs of several keys are made one.
  public var pairsByKey: [Count] = []
  /// Each key judged by the clusters; empty unless `LinkageRules.BlockingLimits.judgesKeys`.
  public var judgedKeys: [Key] = []
  /// Pairs that reached the merge probability without a veto of their own.
  public var mergePairs = 0
  /// Pairs for review before the limit was applied.
  public var reviewPairs = 0
  /// Merges refused because two clusters contradict each other.
  public var refusedMerges = 0
  /// log2 odds from which rows were joined: for the precision asked for, by the model's estimate.
  public var mergeBits = 0.0
  /// Share of the merge pairs that are right, by the model's estimate; 1 where there are none.
  public var expectedPrecision = 1.0
  public var labels = LabelStatistics()
  /// What was estimated, for a person to look at.
  public var model = ModelSummary()
  /// Number of clusters by their size, smallest first.
  public var clusterSizes: [ClusterSize] = []
}
