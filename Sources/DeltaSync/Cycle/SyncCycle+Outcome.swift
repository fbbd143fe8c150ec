extension SyncCycle {
  /// Stores an outcome; inside a transaction.
  ///
  /// - Returns: whether it may be tried again in this cycle.
  func take(_ outcome: WriteOutcome, _ work: Work, _ entry: OutboxEntry) throws -> Bool {
    switch outcome {
    case .done(let id):
      report.acknowledged += 1
      try work.acknowledge(id)
      try close(entry)
      return false
    case .stale:
      return try postpone(entry, reason: "the record is not as it was expected", after: nil)
        && false
    case .retriable(let seconds, _):
      return try postpone(entry, reason: "the side was not able to take it", after: seconds)
    case .rejected(let reason):
      try hold(entry, reason: reason, attempts: rules.retries.attempts + 1)
      return false
    case .optedOut(let reason):
      try takeOptOut(entry, reason)
      return false
    case .fatal(let reason):
      return try postpone(entry, reason: reason, after: nil) && false
    case .unknown:
      return false
    }
  }

  /// Finds out by reading what became of a write whose answer is missing.
  ///
  /// - Returns: whether it may be tried again in this cycle.
  func clarify(_ work: Work, _ entry: OutboxEntry) throws -> Bool {
    switch try resolution(of: entry) {
    case .applied(let id):
      var isAgain = false
      try store.transaction { isAgain = try take(.done(id: id), work, entry) }
      return isAgain
    case .notApplied:
      var isAgain = false
      try store.transaction {
        isAgain = try postpone(entry, reason: "no answer came, and nothing was written", after: nil)
      }
      return isAgain
    case .undecided:
      report.failed += 1
      return false
    }
  }

  func resolution(of entry: OutboxEntry) throws -> WriteResolution {
    try waitForAllowance(entry.side)
    return (try? sides[entry.side].resolve(entry.request)) ?? .undecided
  }

  /// The write was not made. It waits for the next attempt of this cycle; after the last one a ticket is stored, and the
  /// next cycle tries once more.
  private func postpone(
    _ entry: OutboxEntry, reason: String, after seconds: Double?
  ) throws -> Bool {
    guard entry.attempts < rules.retries.attempts else {
      try hold(entry, reason: reason, attempts: entry.attempts)
      return false
    }
    var entry = entry
    entry.state = .waiting
    let delay = max(seconds ?? 0, rules.retries.delays[min(entry.attempts, 2) - 1])
    entry.notBefore = clock.now().adding(seconds: delay)
    try store.save(entry)
    // What the side puts off for longer than a pause is left to the next cycle.
    let isSoon = delay <= max(60, rules.retries.delays[1])
    if !isSoon { report.failed += 1 }
    return isSoon
  }

  /// Leaves a write to a person.
  func hold(_ entry: OutboxEntry, reason: String, attempts: Int) throws {
    var entry = entry
    entry.state = .held
    entry.attempts = attempts
    if entry.ticketID == nil {
      entry.ticketID = try openTicket(
        entry.subject.encoded, entry.side, reason, at: clock.now())
    }
    report.failed += 1
    try store.save(entry)
  }

  /// Asks a person to see to something, within the hours that the rules say.
  func openTicket(
    _ subject: String, _ side: Side, _ reason: String, at now: Instant
  ) throws -> Int64 {
    report.tickets += 1
    return try store.open(
      Ticket(
        subject: subject, side: side, reason: reason, openedAt: now,
        dueAt: now.adding(seconds: Double(rules.retries.ticketHours) * 3600)))
  }

  /// The write has come to its end, one way or the other.
  func close(_ entry: OutboxEntry) throws {
    try store.removeEntry(entry.subject, entry.side)
    if let ticket = entry.ticketID { try store.closeTicket(ticket, at: clock.now()) }
  }
}

extension RetryRules {
  /// Attempts before a ticket is stored.
  package var attempts: Int { delays.count + 1 }
}
