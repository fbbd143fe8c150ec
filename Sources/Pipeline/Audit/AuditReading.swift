internal import Audit

/// Both sides, as read for a week, and the population that follows from it.
struct AuditReading {
  let week: AuditWeek
  let rules: AuditRules
  let comparison: ComparisonRules
  let crmSource: any AuditSource
  let messagingSource: any AuditSource
  let crm: SideSurvey
  let messaging: SideSurvey
  let takenAt: [AuditSide: Moment]
  let frame: Frame

  /// Reads contacts and conversations of both sides, and what must be known of messages.
  ///
  /// - Throws: `AuditSourceError` for a side that cannot be read whole, or was read too early.
  init(
    _ rules: AuditRules, _ comparison: ComparisonRules, week: AuditWeek,
    sources: (crm: any AuditSource, messaging: any AuditSource), keepsHashes: Bool
  ) throws {
    self.rules = rules
    self.comparison = comparison
    self.week = week
    (crmSource, messagingSource) = sources
    var times: [AuditSide: Moment] = [:]
    let earliest = Moment(milliseconds: week.end.milliseconds + rules.settleSeconds * 1000)
    for source in [sources.crm, sources.messaging] {
      let time = try source.takenAt()
      guard time >= earliest else {
        throw AuditSourceError(
          .malformed,
          "the \(source.side.rawValue) side was exported at \(time.iso), but week \(week) ends at \(week.end.iso) and "
            + "its changes need \(rules.settleSeconds / 60) minutes; export it again after \(earliest.iso), or name an earlier --week"
        )
      }
      times[source.side] = time
    }
    takenAt = times
    crm = try SideSurvey(
      sources.crm, week: week, rules: comparison, keepsHashes: keepsHashes)
    messaging = try SideSurvey(
      sources.messaging, week: week, rules: comparison, keepsHashes: keepsHashes)
    frame = Self.frame(week, rules, crm, messaging)
  }

  private static func frame(
    _ week: AuditWeek, _ rules: AuditRules, _ crm: SideSurvey, _ messaging: SideSurvey
  ) -> Frame {
    var facts: [String: StratumFacts] = [:]
    for survey in [messaging, crm] {
      for (id, surveyed) in survey.conversations where surveyed.isTouched {
        facts[id] = StratumFacts()
      }
    }
    for survey in [messaging, crm] {
      for (id, surveyed) in survey.conversations where facts[id] != nil {
        facts[id]?.merge(surveyed.facts)
      }
    }
    let names = rules.strata.map(\.name) + [StratumRule.other]
    return Frame(
      week: week, strata: names,
      members: facts.map { id, known in
        Frame.Member(
          id: id,
          stratum: rules.strata.firstIndex { $0.fits(known, end: week.end) } ?? names.count - 1)
      })
  }

  /// Reads conversations of both sides whole and compares them.
  func compare(_ ids: [String]) throws -> [ComparedConversation] {
    let wanted = Set(ids)
    let left = try crm.messages(of: wanted, crmSource)
    let right = try messaging.messages(of: wanted, messagingSource)
    return ids.map { id in
      comparison.compare(
        id: id, crm: crm.conversation(id, left[id] ?? []),
        messaging: messaging.conversation(id, right[id] ?? []))
    }
  }

  /// Compares all conversations of both sides by their hashes.
  func census() -> CensusResult {
    let (left, right) = (crm.census(comparison), messaging.census(comparison))
    let depth = HashTree.depth(for: max(left.count, right.count))
    let (crmTree, messagingTree) = (
      HashTree(left, depth: depth), HashTree(right, depth: depth)
    )
    return CensusResult(
      conversations: Set(left.map(\.id)).union(right.map(\.id)).count,
      differences: crmTree.differences(from: messagingTree), crmRoot: crmTree.root,
      messagingRoot: messagingTree.root)
  }
}

/// What the census found before anything was compared field by field.
struct CensusResult {
  var conversations: Int
  var differences: HashTree.Differences
  var crmRoot: Digest256
  var messagingRoot: Digest256
}
