extension AuditReport {
  /// How this week stands beside those before it.
  package struct Trend: Codable, Sendable {
    package var pooledWeeks: Int
    package var pooledDrawn: Int
    package var pooledDefective: Int
    package var pooledUpper: Double
    /// The most defects of an ordinary week; nil with fewer than four weeks before.
    package var limit: Int?
    package var isOutOfLimit: Bool
    package var cusum: Double
    package var cusumThreshold: Double
    package var isRising: Bool

    package init(
      pooledWeeks: Int, pooledDrawn: Int, pooledDefective: Int, pooledUpper: Double, limit: Int?,
      isOutOfLimit: Bool, cusum: Double, cusumThreshold: Double, isRising: Bool
    ) {
      self.pooledWeeks = pooledWeeks
      self.pooledDrawn = pooledDrawn
      self.pooledDefective = pooledDefective
      self.pooledUpper = pooledUpper
      self.limit = limit
      self.isOutOfLimit = isOutOfLimit
      self.cusum = cusum
      self.cusumThreshold = cusumThreshold
      self.isRising = isRising
    }
  }

  /// The full comparison beside the sample.
  package struct Census: Codable, Sendable {
    package var conversations: Int
    /// Whose hashes differ.
    package var differing: Int
    /// Of these, with a defect that counts.
    package var defective: Int
    /// Of these, conversations of the week.
    package var defectiveOfWeek: Int
    /// Whether they are more than the standard allows, whatever the sample says.
    package var isMissed: Bool
    package var visitedNodes: Int
    package var crmRoot: String
    package var messagingRoot: String
    /// Conversations of the sample about which sample and census say different things; a finding about the audit itself.
    package var disagreements: Int

    package init(
      conversations: Int, differing: Int, defective: Int, defectiveOfWeek: Int, isMissed: Bool,
      visitedNodes: Int, crmRoot: String, messagingRoot: String, disagreements: Int
    ) {
      self.conversations = conversations
      self.differing = differing
      self.defective = defective
      self.defectiveOfWeek = defectiveOfWeek
      self.isMissed = isMissed
      self.visitedNodes = visitedNodes
      self.crmRoot = crmRoot
      self.messagingRoot = messagingRoot
      self.disagreements = disagreements
    }
  }

  /// How the sample was drawn and compared, in words.
  package struct Method: Codable, Sendable {
    package var population: String
    package var sample: String
    package var bound: String
    package var normalisation: String
    package var counted: String

    package init(
      population: String, sample: String, bound: String, normalisation: String, counted: String
    ) {
      self.population = population
      self.sample = sample
      self.bound = bound
      self.normalisation = normalisation
      self.counted = counted
    }
  }

  /// What others can check.
  package struct Proof: Codable, Sendable {
    package var seed: String
    /// What the week before had fixed; empty where there was none.
    package var seedCommitment: String
    package var isSeedAsCommitted: Bool
    package var run: Int
    package var frameSHA256: String
    package var sampleSHA256: String
    package var resultSHA256: String
    package var previousWeek: String
    package var previousSHA256: String
    package var nextSeedCommitment: String

    package init(
      seed: String, seedCommitment: String, isSeedAsCommitted: Bool, run: Int,
      frameSHA256: String, sampleSHA256: String, resultSHA256: String, previousWeek: String,
      previousSHA256: String, nextSeedCommitment: String
    ) {
      self.seed = seed
      self.seedCommitment = seedCommitment
      self.isSeedAsCommitted = isSeedAsCommitted
      self.run = run
      self.frameSHA256 = frameSHA256
      self.sampleSHA256 = sampleSHA256
      self.resultSHA256 = resultSHA256
      self.previousWeek = previousWeek
      self.previousSHA256 = previousSHA256
      self.nextSeedCommitment = nextSeedCommitment
    }
  }
}
