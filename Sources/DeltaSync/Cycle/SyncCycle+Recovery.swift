extension SyncCycle {
  /// Looks for what became of writes whose outcome is unknown, because a run was killed or an answer did not come. Before
  /// anything else: nothing more is planned for a contact as long as that is open.
  func recover() throws {
    for entry in try store.outbox() where entry.state == .unknown {
      let resolution = try resolution(of: entry)
      try store.transaction {
        switch resolution {
        case .applied(let id): try recover(entry, id: id)
        case .notApplied: try retryLater(entry)
        case .undecided:
          var entry = entry
          if entry.ticketID == nil {
            try hold(
              entry, reason: "nobody can tell whether it was written; look there and decide",
              attempts: entry.attempts)
            entry =
              try store.outbox().first {
                $0.subject == entry.subject && $0.side == entry.side
              } ?? entry
          }
          // Held, but as unknown: it must not be repeated before somebody has looked.
          entry.state = .unknown
          try store.save(entry)
        }
      }
    }
  }

  private func retryLater(_ entry: OutboxEntry) throws {
    var entry = entry
    entry.state = .waiting
    entry.notBefore = clock.now()
    // A run that was killed has not used up an attempt.
    entry.attempts = max(0, entry.attempts - 1)
    try store.save(entry)
  }

  /// Takes a write as made.
  func recover(_ entry: OutboxEntry, id: String?) throws {
    report.acknowledged += 1
    switch entry.subject {
    case .link(let linkID):
      try acknowledge(
        entry.request.payload, of: linkID, on: entry.side, id: id ?? entry.request.key)
    case .message(let messageID):
      try acknowledgeMessage(messageID, entry.request.payload)
    case .followUp(let messageID):
      try acknowledgeFollowUp(messageID)
    case .order(let orderID):
      try acknowledgeOrder(orderID, entry.request.payload, messageID: id ?? entry.request.key)
    }
    try close(entry)
  }
}
