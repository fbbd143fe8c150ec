/// Two records that may be the same person, for a person to decide. Holds personal data in clear.
package struct ReviewPair: Sendable, Equatable {
  package var pairID: String
  /// The probability that both are the same person, 0…1.
  package var probability: Double
  package var evidence: [Evidence]
  /// Fields in the order in which they are to be shown.
  package var left: [Field]
  package var right: [Field]
  /// What keeps the two apart whatever the probability; nil when nothing does.
  package var objection: String?
  /// Its record in `review.csv`, up to its decision and from there on, without the decision.
  package var record: Record

  package init(
    pairID: String, probability: Double, evidence: [Evidence], left: [Field], right: [Field],
    objection: String? = nil, record: Record = Record(before: "", after: "")
  ) {
    self.pairID = pairID
    self.probability = probability
    self.evidence = evidence
    self.left = left
    self.right = right
    self.objection = objection
    self.record = record
  }

  /// CSV without its line end: a decision between both makes it a record again.
  package struct Record: Sendable, Equatable {
    package var before: String
    package var after: String

    package init(before: String, after: String) {
      self.before = before
      self.after = after
    }
  }

  /// What one comparison says: positive bits speak for the same person, negative against.
  package struct Evidence: Sendable, Equatable {
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
  package struct Field: Sendable, Equatable {
    package var name: String
    package var value: String

    package init(name: String, value: String) {
      self.name = name
      self.value = value
    }
  }
}
