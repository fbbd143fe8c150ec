internal import Contacts

extension SyncCycle {
  func guardAlarms(_ reading: SideReading, _ intake: Intake, now: Instant) throws -> [GuardAlarm] {
    let deletions = intake.plans.reduce(0) { count, plan in
      count
        + plan.actions.count { action in
          if case .delete = action.kind { return true }
          return false
        }
    }
    let lastRun = try store.value("last_run").flatMap { Int64($0) }.map(Instant.init)
    return rules.guards.alarms(
      GuardFacts(
        linkCount: try store.linkCount(), changed: intake.plans.count, deletions: deletions,
        conflicts: intake.plans.count { !$0.conflicts.isEmpty }, now: now, lastRun: lastRun,
        read: Sides(crm: reading.items.crm.count, messaging: reading.items.messaging.count),
        unread: Sides(
          crm: intake.unread.count { $0.side == .crm },
          messaging: intake.unread.count { $0.side == .messaging }),
        serverTimes: reading.serverTimes, recordCounts: reading.recordCounts,
        columns: reading.columns,
        knownColumns: Sides(
          crm: try knownColumns(.crm), messaging: try knownColumns(.messaging))))
  }

  private func knownColumns(_ side: Side) throws -> Set<String> {
    FieldValues.members(try store.value("columns.\(side.rawValue)") ?? "")
  }

  /// Stores what was read, what it means and how far it was read, all together: from here on nothing of it can be lost.
  func commit(_ reading: SideReading, _ intake: Intake, at now: Instant) throws {
    guard hasNews(reading, intake) else { return }
    try store.transaction {
      var numbers: [Int64: Int64] = [:]
      for plan in intake.plans {
        var link = plan.link
        if link.id < 0 {
          let stored = try store.insert(link)
          numbers[link.id] = stored
          graph.renumber(link.id, to: stored)
          link.id = stored
        } else {
          try store.save(link)
        }
        for var conflict in plan.conflicts {
          conflict.linkID = link.id
          try store.record(conflict, at: now)
        }
        try recordConsent(of: link)
      }
      for held in intake.held { try store.save(held) }
      for held in intake.released { try store.removeHeld(held.side, held.record.id) }
      for id in intake.eventIDs.sorted() { try store.saveEvent(id) }
      for var message in intake.messages.values.sorted(by: { $0.record.id < $1.record.id }) {
        message.linkID = message.linkID.map { numbers[$0] ?? $0 }
        try store.save(message)
      }
      if !intake.carriedOut.isEmpty {
        for entry in try store.outbox() where entry.state == .unknown {
          guard let messageID = intake.carriedOut[entry.request.key] else { continue }
          try recover(entry, id: messageID)
        }
      }
      for order in intake.orders where try store.order(order.id) == nil {
        try store.save(StoredOrder(order: order))
      }
      try keep(intake.unread, at: now)
      if let ticketID = reading.rereadTicket { try forgetRows(of: ticketID) }
      for (side, stream, watermark) in reading.watermarks {
        try store.save(watermark, side, stream)
      }
      for side in Side.allCases where !reading.columns[side].isEmpty {
        try store.setValue("columns.\(side.rawValue)", FieldValues.set(reading.columns[side]))
      }
    }
  }

  private func hasNews(_ reading: SideReading, _ intake: Intake) -> Bool {
    !intake.plans.isEmpty || !reading.watermarks.isEmpty || !intake.held.isEmpty
      || !intake.released.isEmpty || !intake.eventIDs.isEmpty || !intake.orders.isEmpty
      || !intake.unread.isEmpty || reading.rereadTicket != nil
  }

  /// Keeps rows that could not be read, with one ticket for those of a stream.
  private func keep(_ rows: [UnreadRow], at now: Instant) throws {
    if rows.isEmpty { return }
    let known = Set(try store.unreadRows().map { [$0.side.rawValue, $0.stream, $0.place] })
    let new = rows.filter { !known.contains([$0.side.rawValue, $0.stream, $0.place]) }
    for side in Side.allCases {
      let streams = Dictionary(grouping: new.filter { $0.side == side }, by: \.stream)
      for (stream, rows) in streams.sorted(by: { $0.key < $1.key }) {
        let ticketID = try openTicket(
          "rows:\(stream)", side,
          "\(rows.count) \(rows.count == 1 ? "row" : "rows") could not be read", at: now)
        for var row in rows {
          row.ticketID = ticketID
          try store.save(row)
        }
      }
    }
  }

  /// An opt-out holds for the addresses of the contact from the moment it is known, whatever becomes of the record.
  func recordConsent(of link: Link) throws {
    let consents =
      Side.allCases.compactMap { link.values(on: $0).map { ConsentState(text: $0[.consent]) } }
      + [ConsentState(text: link.base[.consent])] + link.claims
    let merged = ConsentState.mostRestrictive(consents.filter { $0 != .unknown })
    for key in link.keys.sorted(by: { ($0.kind.rawValue, $0.value) < ($1.kind.rawValue, $1.value) })
    {
      if merged.isOptedOut {
        try store.suppress(key.value, kind: key.kind, merged, linkID: link.id)
      } else if merged.tier != .none, !merged.evidence.isEmpty {
        try store.lift(key.value, linkID: link.id, by: merged)
      }
    }
  }
}
