extension SyncCycle {
  func loadPacers() throws {
    for side in Side.allCases {
      guard let limit = rules.limits[side].requestsPerMinute else { continue }
      pacers[side] = RequestPacer(
        perMinute: limit, encoded: try store.value("requests.\(side.rawValue)") ?? "")
    }
  }

  /// Stores when requests were made; inside a transaction.
  func savePacers() throws {
    for side in Side.allCases where rules.limits[side].requestsPerMinute != nil {
      try store.setValue("requests.\(side.rawValue)", pacers[side].encoded)
    }
  }

  /// Waits until a request may be made, and notes it before it is made.
  func waitForAllowance(_ side: Side) throws {
    guard rules.limits[side].requestsPerMinute != nil else {
      report.requests += 1
      return
    }
    waitForPacer(side)
    note(1, side)
    // A plan writes nothing, so what it asks is not remembered beyond it.
    if !options.isPlanOnly { try store.transaction { try savePacers() } }
  }

  /// Waits until at least one request may be made; returns how many may.
  @discardableResult
  func waitForPacer(_ side: Side) -> Int {
    while true {
      let wait = pacers[side].wait(at: clock.now())
      if wait <= 0 { return pacers[side].allowance(at: clock.now()) }
      report.throttled += 1
      clock.sleep(seconds: wait)
    }
  }

  /// Notes requests that are about to be made.
  func note(_ count: Int, _ side: Side) {
    report.requests += count
    for _ in 0..<count { pacers[side].note(at: clock.now()) }
  }
}
