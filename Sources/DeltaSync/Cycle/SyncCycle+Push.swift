extension SyncCycle {
  /// Makes the writes that were decided, each side by itself; tries again at once and after a pause what failed.
  func push(_ works: [Work]) throws {
    for side in Side.allCases {
      guard options.only == nil || options.only == side else { continue }
      var queue = works.filter { $0.side == side }
      let entries = try openEntries(side)
      queue = try queue.filter { try isDue($0, entries[$0.subject]) }
      try pushAll(&queue, side)
      // The pause before the third attempt is for all that failed twice together.
      while !queue.isEmpty, !closed[side] {
        let pending = try openEntries(side)
        let due = queue.compactMap { pending[$0.subject]?.notBefore }.min() ?? clock.now()
        let pause = due.seconds(since: clock.now())
        if pause > 0 { clock.sleep(seconds: pause) }
        try pushAll(&queue, side)
      }
    }
  }

  private func openEntries(_ side: Side) throws -> [Subject: OutboxEntry] {
    Dictionary(
      try store.outbox().filter { $0.side == side }.map { ($0.subject, $0) },
      uniquingKeysWith: { $1 })
  }

  /// Whether a write may be tried in this cycle.
  private func isDue(_ work: Work, _ entry: OutboxEntry?) throws -> Bool {
    guard let entry else { return true }
    switch entry.state {
    case .waiting: return true
    case .unknown:
      report.held += 1
      return false
    case .held:
      // A person must look at it, unless there is something else to write now, or the ticket was just stored: then it
      // is tried once more.
      if entry.request.payload != work.payload || entry.attempts == rules.retries.attempts {
        return true
      }
      report.held += 1
      return false
    }
  }

  /// Sends the queue in waves. What is left in it afterwards may be tried once more in this cycle.
  private func pushAll(_ queue: inout [Work], _ side: Side) throws {
    var again: [Work] = []
    let size = batchSize(for: queue, side)
    while !queue.isEmpty, !closed[side] {
      let allowance = waitForPacer(side)
      let batches = max(1, min(concurrency[side].current, allowance))
      let wave = Array(queue.prefix(batches * size))
      queue.removeFirst(wave.count)
      again += try send(wave, side, batchSize: size)
    }
    queue = closed[side] ? [] : again
  }

  /// Messages go to 100 recipients at most in one request.
  private func batchSize(for queue: [Work], _ side: Side) -> Int {
    let limits = rules.limits[side]
    if case .order = queue.first?.subject { return min(100, limits.orderBatch ?? limits.batch) }
    return limits.batch
  }

  /// One wave: the intentions are stored, the requests made, the outcomes stored.
  ///
  /// - Returns: what may be tried again in this cycle.
  private func send(_ wave: [Work], _ side: Side, batchSize: Int) throws -> [Work] {
    var attempts: [(work: Work, entry: OutboxEntry)] = []
    try store.transaction {
      attempts = []
      try store.renewLease(now: clock.now())
      let entries = try openEntries(side)
      for work in wave {
        if let isAllowed = work.isAllowed, try !isAllowed() { continue }
        attempts.append((work, try intend(work, entries[work.subject])))
      }
      let requests = (attempts.count + batchSize - 1) / batchSize
      note(requests, side)
      try savePacers()
    }
    if attempts.isEmpty { return [] }
    let batches = stride(from: 0, to: attempts.count, by: batchSize).map { start in
      attempts[start..<min(start + batchSize, attempts.count)].map(\.entry.request)
    }
    report.pushed += attempts.count
    let outcomes = sides[side].write(batches).flatMap { $0 }
    adapt(to: outcomes, side)
    var again: [Work] = []
    var doubtful: [(work: Work, entry: OutboxEntry)] = []
    try store.transaction {
      again = []
      doubtful = []
      for (index, attempt) in attempts.enumerated() {
        let outcome = index < outcomes.count ? outcomes[index] : .unknown
        if outcome == .unknown {
          doubtful.append(attempt)
        } else if try take(outcome, attempt.work, attempt.entry) {
          again.append(attempt.work)
        }
      }
    }
    for (work, entry) in doubtful where try clarify(work, entry) { again.append(work) }
    return again
  }

  /// Stores that a write is about to be made.
  private func intend(_ work: Work, _ before: OutboxEntry?) throws -> OutboxEntry {
    var entry = OutboxEntry(
      subject: work.subject, side: work.side,
      request: WriteRequest(key: work.key, payload: work.payload), state: .unknown)
    if let before {
      entry.ticketID = before.ticketID
      if before.request.payload == work.payload {
        entry.attempts = before.attempts
        entry.request = before.request
        if before.attempts > 0 { report.retries += 1 }
      }
    }
    entry.attempts += 1
    try store.save(entry)
    return entry
  }

  private func adapt(to outcomes: [WriteOutcome], _ side: Side) {
    var isThrottled = false
    var failures = 0
    for outcome in outcomes {
      switch outcome {
      case .retriable(_, let throttled):
        isThrottled = isThrottled || throttled
        failures += 1
      case .unknown: failures += 1
      case .fatal: closed[side] = true
      case .done, .stale, .rejected, .optedOut: break
      }
    }
    if isThrottled {
      report.throttled += 1
      concurrency[side].throttled()
    } else if failures == 0 {
      concurrency[side].succeeded()
    }
    failuresInARow[side] = failures == outcomes.count ? failuresInARow[side] + 1 : 0
    if failuresInARow[side] >= rules.retries.breakerFailures { closed[side] = true }
  }
}
