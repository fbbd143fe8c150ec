/// Two records that may be the same person, for a person to decide. Holds personal data in clear.
package struct ReviewPair: Codable, Sendable, Equatable {
  package var pairID: String
  /// The probability that both are the same person, 0…1.
  package var probability: Double
  package var evidence: [Evidence]
  /// Fields in the order in which they are to be shown.
  package var left: [Field]
  package var right: [Field]
  /// What keeps the two apart whatever the probability; nil when nothing does.
  package var objection: String?

  package init(
    pairID: String, probability: Double, evidence: [Evidence], left: [Field], right: [Field],
    objection: String? = nil
  ) {
    self.pairID = pairID
    self.probability = probability
    self.evidence = evidence
    self.left = left
    self.right = right
    self.objection = objection
  }

  /// What one comparison says: positive bits speak for the same person, negative against.
  package struct Evidence: Codable, Sendable, Equatable {
    package var comparison: String
    package var level: String
    package var weightBits: Double

    package init(comparison: String, level: String, weightBits: Double) {
      self.comparison = comparison
      self.level = level
      self.weightBits = weightBits
    }
  }

  /// A field of a record.
  package struct Field: Codable, Sendable, Equatable {
    package var name: String
    package var value: String

    package init(name: String, value: String) {
      self.name = name
      self.value = value
    }
  }
}
