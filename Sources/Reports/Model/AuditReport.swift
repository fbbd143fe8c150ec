/// What a weekly audit says: the model of its page and, as it stands, `audit-YYYY-Www.json`. Values of people are masked
/// in it.
package struct AuditReport: Codable, Sendable {
  package var version: String
  /// `YYYY-Www`.
  package var week: String
  /// ISO 8601.
  package var madeAt: String
  package var sides: [Side]
  package var outcome: Outcome
  package var fields: [Field]
  package var strata: [Stratum]
  package var causes: [Cause]
  /// One for each field of a conversation that is defective, the gravest first.
  package var defects: [Defect]
  /// This week last.
  package var weeks: [Week]
  package var trend: Trend
  package var census: Census?
  package var method: Method
  package var proof: Proof

  package init(
    version: String, week: String, madeAt: String, sides: [Side], outcome: Outcome,
    fields: [Field], strata: [Stratum], causes: [Cause], defects: [Defect], weeks: [Week],
    trend: Trend, census: Census?, method: Method, proof: Proof
  ) {
    self.version = version
    self.week = week
    self.madeAt = madeAt
    self.sides = sides
    self.outcome = outcome
    self.fields = fields
    self.strata = strata
    self.causes = causes
    self.defects = defects
    self.weeks = weeks
    self.trend = trend
    self.census = census
    self.method = method
    self.proof = proof
  }
}

extension AuditReport {
  package struct Side: Codable, Sendable {
    package var side: String
    package var exportedAt: String
    package var contacts: Int
    package var conversations: Int
    package var messages: Int

    package init(
      side: String, exportedAt: String, contacts: Int, conversations: Int, messages: Int
    ) {
      self.side = side
      self.exportedAt = exportedAt
      self.contacts = contacts
      self.conversations = conversations
      self.messages = messages
    }
  }

  /// Shares are from 0 to 1, and of conversations with a defect that counts.
  package struct Outcome: Codable, Sendable {
    /// `met`, `not_shown`, `missed` or `empty`.
    package var verdict: String
    package var headline: String
    package var reach: String
    package var standard: Double
    package var confidence: Double
    package var population: Int
    package var drawn: Int
    package var defective: Int
    /// With the top-ups of small strata.
    package var compared: Int
    package var estimate: Double
    package var upper: Double
    package var lower: Double
    /// Conversations by the gravest of their defects.
    package var critical: Int
    package var major: Int
    package var minor: Int

    package init(
      verdict: String, headline: String, reach: String, standard: Double, confidence: Double,
      population: Int, drawn: Int, defective: Int, compared: Int, estimate: Double, upper: Double,
      lower: Double, critical: Int, major: Int, minor: Int
    ) {
      self.verdict = verdict
      self.headline = headline
      self.reach = reach
      self.standard = standard
      self.confidence = confidence
      self.population = population
      self.drawn = drawn
      self.defective = defective
      self.compared = compared
      self.estimate = estimate
      self.upper = upper
      self.lower = lower
      self.critical = critical
      self.major = major
      self.minor = minor
    }
  }

  package struct Field: Codable, Sendable {
    package var field: String
    /// Empty where it is not compared.
    package var severity: String
    /// Conversations in which it is wrong.
    package var defective: Int

    package init(field: String, severity: String, defective: Int) {
      self.field = field
      self.severity = severity
      self.defective = defective
    }
  }

  package struct Stratum: Codable, Sendable {
    package var name: String
    package var population: Int
    package var drawn: Int
    package var defective: Int

    package init(name: String, population: Int, drawn: Int, defective: Int) {
      self.name = name
      self.population = population
      self.drawn = drawn
      self.defective = defective
    }
  }

  package struct Cause: Codable, Sendable {
    package var cause: String
    package var meaning: String
    package var remedy: String
    /// Defects with it.
    package var defects: Int

    package init(cause: String, meaning: String, remedy: String, defects: Int) {
      self.cause = cause
      self.meaning = meaning
      self.remedy = remedy
      self.defects = defects
    }
  }

  package struct Defect: Codable, Sendable {
    /// Number of the conversation in the sample, from 1; 0 for one that only the census found.
    package var number: Int
    package var conversation: String
    package var field: String
    package var severity: String
    package var crm: String
    package var messaging: String
    /// How many messages it is about.
    package var count: Int
    package var cause: String
    package var trace: String

    package init(
      number: Int, conversation: String, field: String, severity: String, crm: String,
      messaging: String, count: Int, cause: String, trace: String
    ) {
      self.number = number
      self.conversation = conversation
      self.field = field
      self.severity = severity
      self.crm = crm
      self.messaging = messaging
      self.count = count
      self.cause = cause
      self.trace = trace
    }
  }

  package struct Week: Codable, Sendable {
    package var week: String
    package var population: Int
    package var drawn: Int
    package var defective: Int
    package var upper: Double

    package init(week: String, population: Int, drawn: Int, defective: Int, upper: Double) {
      self.week = week
      self.population = population
      self.drawn = drawn
      self.defective = defective
      self.upper = upper
    }
  }
}
