internal import Audit
internal import Store

/// What the store keeps of earlier audits.
struct AuditMemory {
  private let tables: AuditTables
  private let week: AuditWeek
  /// The seed that was fixed for this week.
  let committed: AuditSeedRow?
  /// The seed of the next week, where an earlier audit of this one has fixed it.
  let nextSeed: String?
  /// How often this week was audited before.
  let earlierRuns: Int
  /// The weeks before, the earliest first: a year at most.
  let before: [AuditWeekRow]
  /// How values are shown.
  let masking: AuditMasking

  static let weeksShown = 52

  init(_ store: ContactStore, week: AuditWeek) throws {
    tables = AuditTables(store)
    self.week = week
    masking = AuditMasking(try tables.keyedHash())
    committed = try tables.seed(of: week.description)
    nextSeed = try tables.seed(of: week.next.description)?.seed
    earlierRuns = try tables.week(week.description)?.run ?? 0
    before = try tables.weeks(before: week.description, atMost: Self.weeksShown)
    if let later = try tables.firstWeek(after: week.description) {
      throw PipelineError(
        .usage,
        "\(later) was audited already, and its signature stands on that of \(week); to look at \(week) again, use "
          + "another --output and --store")
    }
  }

  /// Keeps the week, and the seed of the next one.
  func record(_ findings: AuditFindings, _ signature: AuditSignature) throws {
    try tables.record(
      AuditWeekRow(
        week: week.description, run: earlierRuns + 1, population: findings.bound.population,
        drawn: findings.bound.drawn, defective: findings.bound.defective,
        upper: findings.bound.upper, verdict: findings.verdict.rawValue,
        signatureSHA256: signature.sha256, auditedAt: findings.madeAt.milliseconds),
      next: AuditSeedRow(
        week: week.next.description, seed: findings.nextSeed,
        commitment: SeedCommitment.commitment(of: findings.nextSeed),
        committedAt: findings.madeAt.milliseconds))
  }
}

extension WeekCount {
  init(_ row: AuditWeekRow) {
    self.init(
      week: row.week, population: row.population, drawn: row.drawn, defective: row.defective,
      upper: row.upper)
  }
}
