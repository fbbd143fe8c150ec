internal import Audit

/// Everything that an audit found, and the figures that follow from it.
struct AuditFindings {
  let reading: AuditReading
  let sample: Sample
  let audited: [AuditedConversation]
  let census: CensusResult?
  let memory: AuditMemory
  let nextSeed: String
  let madeAt: Moment
  let strata: [StratumCount]
  let bound: SampleBound
  let verdict: AuditVerdict

  init(
    reading: AuditReading, sample: Sample, audited: [AuditedConversation],
    census: CensusResult?, memory: AuditMemory, nextSeed: String, madeAt: Moment
  ) {
    self.reading = reading
    self.sample = sample
    self.audited = audited
    self.census = census
    self.memory = memory
    self.nextSeed = nextSeed
    self.madeAt = madeAt
    strata = Self.count(reading, sample, audited)
    bound = SampleBound(strata, confidence: reading.rules.confidence)
    verdict = AuditVerdict(bound, standard: reading.rules.standard)
  }

  private static func count(
    _ reading: AuditReading, _ sample: Sample, _ audited: [AuditedConversation]
  ) -> [StratumCount] {
    let populations = reading.frame.stratumCounts
    var strata = reading.frame.strata.enumerated().map { place, name in
      StratumCount(
        name: name, population: populations[place], drawn: sample.allocation.total[place],
        defective: 0, baseDrawn: sample.allocation.base[place], baseDefective: 0)
    }
    for conversation in audited {
      guard let member = conversation.member, let severity = conversation.severity,
        reading.rules.counted.contains(severity)
      else { continue }
      strata[member.stratum].defective += 1
      if member.isBase { strata[member.stratum].baseDefective += 1 }
    }
    return strata
  }

  /// What was drawn, the top-ups of small strata too.
  var drawn: [AuditedConversation] { audited.filter { $0.member != nil } }

  /// This week as the store keeps it.
  var thisWeek: WeekCount {
    WeekCount(
      week: reading.week.description, population: bound.population, drawn: bound.drawn,
      defective: bound.defective, upper: bound.upper)
  }

  /// The conversations of the sample about which the census says something else.
  var disagreements: Int {
    guard let census else { return 0 }
    let differing = Set(census.differences.ids)
    return drawn.count { differing.contains($0.compared.id) == $0.compared.defects.isEmpty }
  }

  /// Conversations with a defect that counts, as the census found them: of both sides, and of the week alone.
  var censusDefective: (all: Int, ofWeek: Int) {
    guard let census else { return (0, 0) }
    let differing = Set(census.differences.ids)
    let defective = audited.filter { conversation in
      guard let severity = conversation.severity else { return false }
      return differing.contains(conversation.compared.id)
        && reading.rules.counted.contains(severity)
    }.map(\.compared.id)
    let week = Set(reading.frame.members.map(\.id))
    return (defective.count, defective.count { week.contains($0) })
  }

  /// Whether the census shows that more conversations of the week are defective than the standard allows: then the
  /// sample was lucky.
  var isMissedByCensus: Bool {
    census != nil
      && Double(censusDefective.ofWeek)
        > (1 - reading.rules.standard) * Double(reading.frame.count) + 1e-9
  }
}
