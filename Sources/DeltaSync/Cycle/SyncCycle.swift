/// One cycle: read both sides, plan, guard, push, record.
///
/// Whatever stops it, at any moment, the next one goes on from what the store has: what was read is stored together with
/// how far it was read; a write is stored before it is tried and until its outcome is taken into account; and a write of
/// which nobody knows the outcome is looked for before anything else.
package final class SyncCycle {
  let rules: SyncRules
  let sides: Sides<any SyncSide>
  let store: any SyncStore
  let clock: any SyncClock
  let options: SyncOptions
  let planner: Planner

  /// What this cycle knows of contacts; what was stored may be older.
  var graph = IdentityGraph()
  var report = SyncReport()
  var pacers: Sides<RequestPacer>
  /// A side that takes no more requests in this cycle.
  var closed = Sides(crm: false, messaging: false)
  /// Opt-outs that the platform told of when it refused a message.
  var hasNewOptOuts = false
  var failuresInARow = Sides(crm: 0, messaging: 0)
  var concurrency: Sides<AdaptiveConcurrency>

  package init(
    rules: SyncRules, sides: Sides<any SyncSide>, store: any SyncStore, clock: any SyncClock,
    options: SyncOptions = SyncOptions()
  ) {
    self.rules = rules
    self.sides = sides
    self.store = store
    self.clock = clock
    self.options = options
    planner = Planner(rules: rules)
    pacers = Sides(
      crm: RequestPacer(perMinute: rules.limits.crm.requestsPerMinute),
      messaging: RequestPacer(perMinute: rules.limits.messaging.requestsPerMinute))
    concurrency = Sides(
      crm: AdaptiveConcurrency(most: rules.limits.crm.concurrency),
      messaging: AdaptiveConcurrency(most: rules.limits.messaging.concurrency))
  }

  /// Runs the cycle, or only plans it.
  ///
  /// - Throws: `SyncStop` where nothing was written, `LeaseLost` where another run took over.
  package func run() throws -> SyncResult {
    let start = clock.now()
    if !options.isPlanOnly {
      guard
        try store.acquireLease(
          holder: options.holder, now: start, seconds: options.leaseSeconds)
      else { throw SyncStop.locked }
    }
    defer { try? store.releaseLease() }
    try loadPacers()
    if !options.isPlanOnly {
      if let decision = options.decision { try carryOut(decision) }
      try recover()
    }
    let reading = try readSides()
    let intake = try store.reading { try takeIn(reading) }
    report.alarms = try guardAlarms(reading, intake, now: start)
      .filter { !options.accepted.contains($0.guardName) }.map(\.description)
    let result = {
      SyncResult(
        report: self.report, plans: intake.plans, held: intake.held, unread: intake.unread)
    }
    guard report.alarms.isEmpty, !options.isPlanOnly else { return result() }
    try commit(reading, intake, at: start)
    try pushContacts()
    try pushMessages()
    try pushOrders()
    if hasNewOptOuts { try pushContacts() }
    try finish(from: start)
    return result()
  }

  private func finish(from start: Instant) throws {
    let end = clock.now()
    report.durationSeconds = end.seconds(since: start)
    try store.transaction {
      try savePacers()
      try store.setValue("last_run", "\(end.milliseconds)")
    }
  }
}

/// How a cycle is run.
package struct SyncOptions: Sendable {
  /// Nothing is written anywhere.
  package var isPlanOnly = false
  /// The one side that is written to; nil for both.
  package var only: Side?
  /// Guards that a person has looked at.
  package var accepted: Set<GuardName> = []
  /// Who holds the lease.
  /// A ticket that a person has seen to.
  package var decision: TicketDecision?
  /// Finds in the first cycle who is on both sides without a number, address or id in common.
  package var matcher: (@Sendable () throws -> RecordMatcher)?
  package var holder = "rollcall"
  package var leaseSeconds = 3600.0

  package init() {}
}

/// What a cycle did or would do.
package struct SyncResult: Sendable {
  package var report: SyncReport
  /// Contacts with something to do, or with a conflict.
  package var plans: [LinkPlan]
  package var held: [HeldRecord]
  package var unread: [UnreadRow]
}

/// Why a cycle could not begin or go on; nothing was written in either case.
package enum SyncStop: Error, Sendable {
  /// Another run is at work.
  case locked
  /// A side could not be read to its end.
  case unreadable(Side, SideError)
}
