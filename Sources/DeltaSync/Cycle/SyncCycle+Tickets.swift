/// What a person says of a ticket.
package struct TicketDecision: Sendable, Hashable {
  package enum Outcome: String, Sendable, CaseIterable {
    /// It is as it should be: the person has made the write, or the corrected row has come in another way.
    case done
    /// It is known not to have been made: it may be tried again.
    case notDone = "not-done"
  }

  package var ticketID: Int64
  /// Nil: nothing more is known; what can be tried safely is tried once more.
  package var outcome: Outcome?

  package init(ticketID: Int64, outcome: Outcome?) {
    self.ticketID = ticketID
    self.outcome = outcome
  }
}

extension SyncCycle {
  /// Carries out what a person says of a ticket: a write is closed or tried again by this cycle, rows that could not be read
  /// are let go or read again.
  func carryOut(_ decision: TicketDecision) throws {
    try store.transaction {
      for entry in try store.outbox() where entry.ticketID == decision.ticketID {
        switch decision.outcome {
        case .done: try recover(entry, id: nil)
        case .notDone: try release(entry)
        // What may have been done is looked for, and not repeated.
        case nil where entry.state != .unknown: try release(entry)
        case nil: break
        }
      }
      if decision.outcome == .done,
        try store.unreadRows().contains(where: { $0.ticketID == decision.ticketID })
      {
        try forgetRows(of: decision.ticketID)
      }
    }
  }

  private func release(_ entry: OutboxEntry) throws {
    var entry = entry
    entry.state = .waiting
    entry.attempts = 0
    try store.save(entry)
  }

  func forgetRows(of ticketID: Int64) throws {
    try store.removeUnreadRows(ticketID: ticketID)
    try store.closeTicket(ticketID, at: clock.now())
  }

  /// Reads the rows of a ticket again, before what is new: all of them, or none where one still cannot be read.
  func rereadRows(of ticketID: Int64, into reading: inout SideReading) throws {
    let rows = try store.unreadRows().filter { $0.ticketID == ticketID }
    var items = Sides<[FeedItem]>(crm: [], messaging: [])
    var isComplete = !rows.isEmpty
    for row in rows {
      for item in try sides[row.side].reread(row) {
        if let reason = try objection(to: item, of: row.side) {
          isComplete = false
          var row = row
          row.reason = reason
          if !options.isPlanOnly { try store.transaction { try store.save(row) } }
        } else {
          items[row.side].append(item)
        }
      }
    }
    guard isComplete else { return }
    for side in Side.allCases { reading.items[side] = items[side] + reading.items[side] }
    reading.rereadTicket = ticketID
  }

  private func objection(to item: FeedItem, of side: Side) throws -> String? {
    switch item {
    case .unread(let row): return row.reason
    case .record(let record):
      if try store.links(side, remoteIDs: [record.id]).isEmpty { return nil }
      return """
        \(record.id) is known, and the row may be older than what is known; put what still holds into a new file, and \
        close the ticket with --outcome done
        """
    case .event, .send: return nil
    }
  }
}
